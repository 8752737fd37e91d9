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

import java.nio.file.Path;
import java.util.Locale;

import org.atferry.shell.internal.TestFerry.Result;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Printable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallCommandsTest {

    @TempDir
    Path directory;
    private TestFerry ferry;

    @BeforeEach
    void start() {
        ferry = new TestFerry(directory);
    }

    @Test
    void helpNamesEveryCommand() {
        Result help = ferry.run();
        assertEquals(0, help.status());
        assertEquals(help, ferry.run("help"));
        assertEquals(help, ferry.run("--help"));
        for (Verb verb : Verb.values()) {
            assertTrue(help.out().contains(verb.word()), verb.word());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void helpFitsInEightyColumns(String language) {
        ferry.locale = Locale.forLanguageTag(language);
        for (Verb verb : Verb.values()) {
            Result help = ferry.run("help", verb.word());
            for (String line : (ferry.run().out() + help.out()).lines().toList()) {
                assertTrue(Printable.columns(line) <= 80, line);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void helpNamesEveryOptionOfACommand(Verb verb) {
        Result help = ferry.run("help", verb.word());
        assertEquals(0, help.status(), help.err());
        Option.of(verb).forEach(option -> assertTrue(help.out().contains(option.word()), option.word()));
        assertEquals(verb == Verb.HELP ? ferry.run().out() : help.out(), ferry.run(verb.word(), "--help").out());
    }

    @Test
    void theVersionNamesWhatAReportNeeds() {
        assertTrue(ferry.run("--version").out().matches("ferry 1\\.2\\.3 \\(Java .*\\)\\R"));
    }

    @Test
    void misuseIsOneLineAndTwo() {
        Result result = ferry.run("psuh", "x");
        assertEquals(2, result.status());
        assertEquals("", result.out());
        assertEquals("ferry: there is no command psuh; did you mean push? - see `ferry help`\n", result.err());
        Result json = ferry.run("psuh", "x", "--json");
        assertEquals("misuse", Result.member(json.events("failure").get(0), "kind"));
        assertEquals("2", Result.member(json.events("failure").get(0), "exit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"530", "550", "qftp:627", "627", "530 Login incorrect."})
    void codesAreExplained(String code) {
        Result result = ferry.run("explain", code);
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("source: "), result.out());
        assertTrue(ferry.run("explain", code, "--json").events("explanation").get(0).contains("\"meaning\":\""));
    }

    @Test
    void explanationsAreInTheUsersLanguage() {
        String english = ferry.run("explain", "qftp:627").out();
        ferry.locale = Locale.SIMPLIFIED_CHINESE;
        String chinese = ferry.run("explain", "qftp:627").out();
        assertFalse(chinese.equals(english));
        assertTrue(chinese.contains("\u51fa\u5904\uff1a"), chinese);
    }

    @Test
    void whatIsUnknownIsNotExplained() {
        Result result = ferry.run("explain", "blue", "cheese");
        assertEquals(2, result.status());
        assertTrue(result.err().contains("blue cheese"), result.err());
    }

    @Test
    void theShellSaysWhenItIsNotInstalled() {
        assertEquals(2, ferry.run("shell").status());
    }

    @Test
    void whatComesLaterIsSaidInClearWords() {
        assertTrue(ferry.run("ls", "module:UFS/").err().contains("later version"));
        assertTrue(ferry.run("ls", "--dialect", "mftp").err().contains("later version"));
    }

    @Test
    void aFaultOfOursIsOneLineAndOne() {
        ferry.prompt = question -> {
            throw new IllegalStateException("boom");
        };
        Result result = ferry.run("ls", "--to", "ftp://u@127.0.0.1/", "--via", "none");
        assertEquals(1, result.status());
        assertEquals("ferry: a fault of AT Ferry: java.lang.IllegalStateException: boom - please report it with the file of --trace\n",
                result.err());
        ferry.variables.put("FERRY_DEBUG", "1");
        assertTrue(ferry.run("ls", "--to", "ftp://u@127.0.0.1/", "--via", "none").err().contains("at org.atferry."));
    }

    @Test
    void aTraceThatCannotBeWrittenIsALocalFailure() {
        Result result = ferry.run("ls", "--trace", "no/such/folder/t");
        assertEquals(2, result.status(), result.err());
        assertTrue(result.err().startsWith("ferry: local file "), result.err());
    }
}
