/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.shell.internal.output.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private final Texts texts = new Texts(Locale.ENGLISH);

    /** Splits at spaces; single quotes hold together. */
    private CommandLine parse(String line) throws Failure {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return CommandLine.parse(words, texts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "push a.bin | PUSH | [a.bin] | []",
        "push a.bin b.bin --json | PUSH | [a.bin, b.bin] | [JSON]",
        "push --json a.bin | PUSH | [a.bin] | [JSON]",
        "push --to=ftp://h/d/ a.bin | PUSH | [a.bin] | [TO]",
        "push --to ftp://h/d/ --via none a.bin | PUSH | [a.bin] | [TO, VIA]",
        "push -- --json | PUSH | [--json] | []",
        "push a -- -b -- c | PUSH | [a, -b, --, c] | []",
        "push - | PUSH | [-] | []",
        "push 'a b' '' | PUSH | [a b, ] | []",
        "push d -r --jobs 4 --no-times | PUSH | [d] | [RECURSIVE, JOBS, NO_TIMES]",
        "ls --ca f --tls-versions 1.3 | LS | [] | [CA, TLS_VERSIONS]",
        "quote 'SITE CHMOD 644 a' NOOP | QUOTE | [SITE CHMOD 644 a, NOOP] | []",
        "serve d --tls explicit --config f | SERVE | [d] | [SERVER_TLS, CONFIG]",
        "pull x --apn '' | PULL | [x] | [APN]",
        "ls | LS | [] | []",
        "rm --partials d | RM | [d] | [PARTIALS]",
        "emulate --dialect qftp --port tcp:h:1 --baud 9600 | EMULATE | [] | [MODULE_DIALECT, MODULE_PORT, BAUD]",
        "serve d --port 0 | SERVE | [d] | [SERVER_PORT]",
        "ports --probe | PORTS | [] | [PROBE]",
        "ports --quiet --quiet | PORTS | [] | [QUIET]",
        "explain 530 Login incorrect | EXPLAIN | [530, Login, incorrect] | []",
        "help push | HELP | [push] | []",
        "--help | HELP | [] | []",
        "-h | HELP | [] | []",
        "--help push | HELP | [push] | []",
        "push --help | HELP | [push] | []",
        "push a --to x -h | HELP | [push] | []",
        "--version | VERSION | [] | []",
        "version --json | VERSION | [] | [JSON]"
    })
    void understands(String typed, Verb verb, String operands, String options) throws Failure {
        CommandLine line = parse(typed);
        assertEquals(verb, line.verb());
        assertEquals(operands, line.operands().toString());
        assertEquals(options, line.options().keySet().stream().sorted().toList().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "psuh a | there is no command psuh; did you mean push?",
        "frobnicate | there is no command frobnicate",
        "--json push a | --json: the command comes first, its options after it",
        "gateway | the command gateway comes with a later version",
        "doctor --via none | the command doctor comes with a later version",
        "push a --verfy size | push has no option --verfy; did you mean --verify?",
        "push a --verif size | push has no option --verif; did you mean --verify?",
        "push a --baud 9600 | push has no option --baud; it belongs to: emulate",
        "push a --connection c | --connection comes with a later version",
        "emulate --port tcp:h:1 --quirk q | --quirk comes with a later version",
        "emulate --port tcp:h:1 --ca f | emulate has no option --ca; it belongs to: push, pull, ls, stat, rm, mkdir, rmdir, mv, quote",
        "quote NOOP --dialect auto | quote has no option --dialect; it belongs to: push, pull, ls, stat, rm, mkdir, rmdir, mv, emulate",
        "quote | expected ferry quote COMMAND...",
        "push a -x | push has no option -x",
        "push a --json=yes | --json takes no argument",
        "push a --to | --to needs an argument: --to URL",
        "push a --to --json | --to needs an argument: --to URL",
        "push a --to x --to y | --to was given twice",
        "push | \"expected ferry push FILE|DIR...\"",
        "ls a b | expected ferry ls [PATH]",
        "mv a | expected ferry mv FROM TO",
        "shell x | expected ferry shell"
    })
    void saysWhatIsWrong(String typed, String words) {
        Failure failure = assertThrows(Failure.class, () -> parse(typed));
        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(words, failure.detail());
    }

    @Test
    void neverRepeatsTheValueOfAnUnknownOption() {
        for (String typed : List.of("push a --password=hunter2", "push a --password hunter2", "--password=hunter2 push")) {
            Failure failure = assertThrows(Failure.class, () -> parse(typed));
            assertFalse(failure.getMessage().contains("hunter2"), failure.getMessage());
        }
    }

    @Test
    void nothingAtAllAsksForHelp() throws Failure {
        assertEquals(Verb.HELP, parse("").verb());
    }

    @Test
    void aRepeatableOptionKeepsAllItsValues() throws Failure {
        CommandLine line = parse("emulate --port tcp:h:1 --connect-to a:1:b:2 --connect-to=c:3:d:4");
        assertEquals(List.of("a:1:b:2", "c:3:d:4"), line.values(Option.CONNECT_TO));
    }

    @Test
    void numbersHaveARange() throws Failure {
        assertEquals(Optional.of(0), parse("serve d --port 0").number(Option.SERVER_PORT, 0, 65535, texts));
        assertEquals(Optional.empty(), parse("serve d").number(Option.SERVER_PORT, 0, 65535, texts));
        for (String wrong : List.of("65536", "-1", "x", "1e3", "99999999999", "''")) {
            Failure failure = assertThrows(Failure.class,
                    () -> parse("serve d --port=" + wrong.replace("''", "")).number(Option.SERVER_PORT, 0, 65535, texts));
            assertEquals("--port takes a whole number from 0 to 65535", failure.detail());
        }
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void noCommandHasTwoOptionsOfOneName(Verb verb) {
        Set<String> words = new HashSet<>();
        for (Option option : Option.of(verb)) {
            assertTrue(words.add(option.word()), option.word());
        }
        assertTrue(words.containsAll(List.of("--json", "--quiet", "--help")));
    }

    @ParameterizedTest
    @CsvSource({"a,a,0", "'',abc,3", "psuh,push,1", "lss,ls,1", "kitten,sitting,3", "--verfy,--verify,1"})
    void distanceCountsTypingErrors(String a, String b, int distance) {
        assertEquals(distance, Suggestion.distance(a, b));
        assertEquals(distance, Suggestion.distance(b, a));
    }
}
