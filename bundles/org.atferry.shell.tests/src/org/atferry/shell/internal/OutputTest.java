/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Consumer;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ModuleCode;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Terminal;
import org.atferry.shell.internal.output.Texts;
import org.junit.jupiter.api.Test;

class OutputTest {

    private static final Failure REFUSED = Failure.at(Step.TRANSFER).kind(FailureKind.NO_SPACE).subject("/fw.bin")
            .moduleCode(new ModuleCode("qftp", 627, "action not taken")).reply(new ServerReply(552, "Quota\u001b[31m exceeded."))
            .hint(Hint.FREE_SPACE).build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now = 5;

    private Output output(boolean json, boolean quiet) {
        Environment environment = new Environment(InputStream.nullInputStream(), new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), Terminal.NONE, Prompt.NOBODY, Path.of(""), name -> null, Locale.ENGLISH,
                ZoneOffset.UTC, () -> now, "1");
        return new Output(environment, new Texts(Locale.ENGLISH), json, quiet, false);
    }

    @Test
    void aFailureIsOneLineThatNamesStepCodeWordsAndHint() {
        assertEquals(4, output(false, true).failure(REFUSED));
        assertEquals("ferry: transfer /fw.bin: no space left on the server; 552 Quota [31m exceeded.; qftp:627 action not taken"
                + " - make room on the server; the old file is unharmed\n", err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFailureIsAnObjectWithEachFactByItself() {
        output(true, false).failure(REFUSED);
        assertEquals("{\"event\":\"failure\",\"step\":\"transfer\",\"kind\":\"no-space\",\"subject\":\"/fw.bin\",\"code\":\"qftp:627\","
                + "\"codeText\":\"action not taken\",\"reply\":552,\"replyText\":\"Quota\\u001b[31m exceeded.\",\"hint\":\"free-space\","
                + "\"message\":\"transfer /fw.bin: no space left on the server; 552 Quota [31m exceeded.; qftp:627 action not taken"
                + " - make room on the server; the old file is unharmed\",\"exit\":4}\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aMistakeOnTheCommandLineIsToldInItsOwnWords() {
        output(false, false).failure(Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).subject("a\nb").detail("control character 0x0a")
                .hint(Hint.NAME_NOT_SENDABLE).build());
        assertEquals("ferry: a\\x0ab: control character 0x0a - this name cannot be sent: rename it\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void jsonProgressIsThrottledButHasItsEnd() {
        Output output = output(true, false);
        Consumer<StepEvent> listener = output.listener(new TransferId("t1"));
        for (int i = 1; i <= 1000; i++) {
            now += 1_000_000;
            listener.accept(new StepEvent.Transferred(i, 1000));
        }
        String[] lines = out.toString(StandardCharsets.UTF_8).split("\n");
        assertEquals(6, lines.length);
        assertEquals("{\"event\":\"transferred\",\"id\":\"t1\",\"done\":1000,\"total\":1000}", lines[5]);
    }

    @Test
    void resultsAreLinesOrObjects() {
        output(false, true).result("done", Json.event("result"));
        output(true, false).result("done", Json.event("result"));
        output(true, false).line("for people");
        assertEquals("done\n{\"event\":\"result\"}\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
}
