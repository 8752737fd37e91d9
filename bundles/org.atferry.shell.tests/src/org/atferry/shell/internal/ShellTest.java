/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.atferry.shell.internal.TestFerry.Result;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shell with the real interpreter of Gogo. */
class ShellTest {

    @TempDir
    Path directory;
    private TestFerry ferry;
    private final Runs runs = new Runs();
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);

    @BeforeEach
    void start() {
        threadIo.start();
        ferry = new TestFerry(directory);
        ferry.interpreter = Optional.of(processor);
        Environment environment = ferry.environment(InputStream.nullInputStream(), System.out, System.err);
        for (Verb verb : Verb.values()) {
            processor.addCommand("ferry", new FerryFunction(verb, new Ferry(ferry.services()), runs, environment), verb.word());
        }
    }

    @AfterEach
    void stop() {
        processor.stop();
        threadIo.stop();
    }

    private Result shell(String... lines) {
        ferry.input = String.join("\n", lines) + "\n";
        return ferry.run("shell");
    }

    @Test
    void takesCommandsUntilExit() throws IOException {
        Files.writeString(ferry.file("\u56fa\u4ef6 1.bin"), "firmware");
        Result result = shell("mkdir d", "", "push --quiet '\u56fa\u4ef6 1.bin'", "ls", "exit", "mkdir never");
        assertEquals(0, result.status(), result.all());
        assertTrue(result.out().startsWith("made /d\n"), result.all());
        assertTrue(result.out().contains("  d/\n"), result.out());
        assertTrue(result.out().contains("\u56fa\u4ef6 1.bin\n"), result.out());
        assertEquals("firmware", Files.readString(ferry.served("\u56fa\u4ef6 1.bin")));
        assertFalse(Files.exists(ferry.served("never")));
    }

    @Test
    void goesOnAfterAFailureAndKnowsItsStatus() {
        Result result = shell("stat no.bin", "$status", "psuh x", "version");
        assertEquals(0, result.status());
        assertTrue(result.err().contains("ferry: look at /no.bin: not found"), result.err());
        assertTrue(result.err().contains("ferry: Command not found: psuh"), result.err());
        assertTrue(result.lines().contains("4"), result.out());
        assertTrue(result.out().contains("ferry 1.2.3 "), result.out());
    }

    @Test
    void greetsAndPromptsAPersonOnly() {
        assertEquals("", shell("exit").all());
        ferry.terminal = new Terminal(true, 80, true);
        Result result = shell("exit");
        assertEquals("", result.out());
        assertTrue(result.err().endsWith("ferry> "), result.err());
    }

    @Test
    void whatACommandPrintsCanBeKept() {
        Result result = shell("mkdir d", "x = (ls --json)", "mkdir e");
        assertEquals("made /d\nmade /e\n", result.out().replaceAll("(?m)^\\{.*\n", ""), result.all());
    }
}
