/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

    private static final ServerReply REPLY = new ServerReply(550, "No such file");
    private static final ModuleCode CODE = new ModuleCode("qftp", 627, "Not taken");

    private static Failure whole() {
        return Failure.at(Step.TRANSFER).kind(FailureKind.NOT_FOUND).subject("/fw.bin").reply(REPLY).moduleCode(CODE).detail("more")
                .hint(Hint.CHECK_PATH).cause(new IOException("x")).build();
    }

    @Test
    void aLineNamesStepSubjectWordsCodesAndHint() {
        assertEquals("transfer /fw.bin: not found; 550 No such file; qftp:627 Not taken; more"
                + " - check the path; `ferry ls` shows what is there",
                whole().line(Locale.ENGLISH));
        assertEquals(whole().line(Locale.ENGLISH), whole().getMessage());
        assertEquals("传输 /fw.bin: 不存在; 550 No such file; qftp:627 Not taken; more - 请检查路径；`ferry ls` 可查看内容",
                whole().line(Locale.SIMPLIFIED_CHINESE));
    }

    @Test
    void aFailureOfWhichNothingIsKnownIsStillALine() {
        assertEquals("log in to: a fault of AT Ferry", Failure.at(Step.LOGIN).build().line(Locale.ROOT));
    }

    @Test
    void otherLanguagesReadEnglish() {
        assertEquals(whole().line(Locale.ENGLISH), whole().line(Locale.FRANCE));
    }

    @Test
    void aLineIsOneLineWhateverThePeerSays() {
        Failure failure = Failure.at(Step.LIST).subject("a\r\nb").reply(new ServerReply(500, "x\u001b[31m\u0085y\u2028z\u202e"))
                .moduleCode(new ModuleCode("cme", -1, "\tq\0")).detail("\n").build();

        String line = failure.line(Locale.ENGLISH);

        assertTrue(line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e), line);
        assertTrue(line.contains("a b"), line);
        assertTrue(line.contains("500 x [31m y z"), line);
    }

    @Test
    void aCopyKeepsEverythingButWhatIsChanged() {
        Failure original = whole();
        Failure copy = original.during(Step.RENAME, "/y");

        assertEquals(Step.RENAME, copy.step());
        assertEquals("/y", copy.subject());
        assertEquals(FailureKind.NOT_FOUND, copy.kind());
        assertEquals(Optional.of(REPLY), copy.reply());
        assertEquals(Optional.of(CODE), copy.moduleCode());
        assertEquals("more", copy.detail());
        assertEquals(Hint.CHECK_PATH, copy.hint());
        assertSame(original.getCause(), copy.getCause());
    }

    @ParameterizedTest
    @ValueSource(strings = { "messages.properties", "messages_zh_CN.properties" })
    void everyStepKindAndHintHasAText(String file) throws IOException {
        Set<String> expected = new TreeSet<>();
        Arrays.stream(Step.values()).forEach(step -> expected.add("step." + step));
        Arrays.stream(FailureKind.values()).forEach(kind -> expected.add("kind." + kind));
        Arrays.stream(Hint.values()).filter(hint -> hint != Hint.NONE).forEach(hint -> expected.add("hint." + hint));
        Arrays.stream(Retry.When.values()).forEach(when -> expected.add("retry." + when));
        Properties texts = new Properties();
        try (InputStream in = Failure.class.getResourceAsStream(file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        assertEquals(expected, new TreeSet<>(texts.stringPropertyNames()));
        texts.forEach((key, text) -> {
            assertFalse(text.toString().isBlank(), key.toString());
            assertTrue(text.toString().chars().noneMatch(c -> Character.isISOControl(c) || c == 0xfffd), key.toString());
        });
    }

    @Test
    void chineseIsReallyChinese() {
        for (Hint hint : Hint.values()) {
            if (hint != Hint.NONE) {
                assertNotEquals(hint.text(Locale.ENGLISH), hint.text(Locale.SIMPLIFIED_CHINESE), hint.name());
            }
        }
        for (Step step : Step.values()) {
            for (FailureKind kind : FailureKind.values()) {
                Failure failure = Failure.at(step).kind(kind).build();
                assertNotEquals(failure.line(Locale.ENGLISH), failure.line(Locale.SIMPLIFIED_CHINESE));
            }
        }
        assertEquals("", Hint.NONE.text(Locale.ENGLISH));
    }
}
