/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Echo, framing, editing, order: what a host sees of the line, byte for byte. */
class LineDisciplineTest {

    private static final String OK = "\r\nOK\r\n";
    private static final String ERROR = "\r\nERROR\r\n";

    @Test
    void answersTheBarePrefix() throws Exception {
        try (LineBench bench = new LineBench()) {
            bench.port.send("AT\r");
            bench.port.expect("AT\r\r\nOK\r\n");
        }
    }

    @Test
    void echoesPiecesAsTheyCome() throws Exception {
        try (LineBench bench = new LineBench()) {
            bench.port.send("A");
            bench.port.expect("A");
            bench.port.send("T+EC");
            bench.port.expect("T+EC");
            bench.port.send("HO?\r");
            bench.port.expect("HO?\r\r\n+ECHO: read\r\n\r\nOK\r\n");
        }
    }

    @Test
    void swallowsTheLineFeedInTheSameReadAndInTheNext() throws Exception {
        try (LineBench bench = new LineBench()) {
            bench.port.send("AT\r\n");
            bench.port.expect("AT\r\r\nOK\r\n");
            bench.port.send("AT\r");
            bench.port.send("\n");
            bench.port.send("AT\r\nAT\r\n");
            bench.port.expect("AT\r\r\nOK\r\nAT\r\r\nOK\r\nAT\r\r\nOK\r\n");
            assertEquals("", bench.port.rest());
        }
    }

    @Test
    void switchesTheEchoOffAfterTheCommandThatSaysSo() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT", OK);
            bench.port.send("ATE1\rAT\r");
            bench.port.expect("\r\nOK\r\nAT\r\r\nOK\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "AT", "at", "aT", "  AT", "AT  ", "AT;", "+++AT", "\0\0AT", "A/" })
    void acceptsWhatMeansNothing(String line) throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT", OK);
            bench.command(line, OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "ATBOGUS", "AT+NONEXISTENT", "AT+NONEXISTENT=?", "AT+ECHO!", "AT+ECHO=\"open", "AT+ECHO=\"a\"b", "ATE",
        "hello", "=", "AT+", "AT%", "AT=", "AT?", "AT\"", "A\tT", "AT\u001b", "AT+ECHO=\"a\u0001b\"", "AT;;+BAD", "AT+ECHO X" })
    void answersErrorToWhatItDoesNotKnow(String line) throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command(line, ERROR);
            bench.command("AT", OK);
        }
    }

    @Test
    void answersErrorToBytesThatAreNoText() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.port.send(new byte[] { 'A', 'T', '+', (byte) 0xc3, '(', '\r' });
            bench.port.expect(ERROR);
            bench.command("AT", OK);
        }
    }

    @Test
    void saysNothingToAnEmptyLine() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.port.send("\r\n\r\r   \r");
            bench.command("AT", OK);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "AT+ECHO=?|test", "at+echo=?|test", "AT+ECHO?|read", "AT+ECHO|execute",
        "AT + ECHO = ?|test", "AT+ECHO=1,\"a;b,c\", 3|[1, a;b,c, 3]", "AT+ECHO=\"Ü 文\"|[Ü 文]" })
    void tellsTheFormsApart(String line, String shown) throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            String expected = line.startsWith("AT +") ? ERROR : "\r\n+ECHO: " + shown + "\r\n\r\nOK\r\n";
            bench.command(line, expected);
        }
    }

    @Test
    void framesSeveralLinesAsOneBlock() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("ATI", "\r\none\r\ntwo\r\nthree\r\n\r\nOK\r\n");
        }
    }

    @Test
    void runsConcatenatedCommandsWithOneResult() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT+ECHO;+ECHO?", "\r\n+ECHO: execute\r\n\r\n+ECHO: read\r\n\r\nOK\r\n");
            bench.command("ATE0I;+ECHO=1", "\r\none\r\ntwo\r\nthree\r\n\r\n+ECHO: [1]\r\n\r\nOK\r\n");
            bench.command("AT+ECHO;+BAD;+CRASH", ERROR);
            assertEquals(null, bench.fault.get());
        }
    }

    @Test
    void putsWhatFollowsAtOnceBehindTheResult() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT+LATER", "\r\nOK\r\n\r\n+LATER: at once\r\n");
        }
    }

    @Test
    void repeatsTheLastLineWithoutCarriageReturn() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT+ECHO=7", "\r\n+ECHO: [7]\r\n\r\nOK\r\n");
            bench.port.send("A/");
            bench.port.expect("\r\n+ECHO: [7]\r\n\r\nOK\r\n");
            bench.port.send("a/");
            bench.port.expect("\r\n+ECHO: [7]\r\n\r\nOK\r\n");
        }
    }

    @Test
    void erasesWholeCharactersByBackspace() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AX\bT+ECHO=\"文件\b\"", "\r\n+ECHO: [文]\r\n\r\nOK\r\n");
            bench.command("\b\b\bAT", OK);
        }
    }

    @Test
    void refusesAnOverlongLineAndRunsNothingOfIt() throws Exception {
        try (LineBench bench = new LineBench(32).quiet()) {
            bench.command("AT+ECHO=\"" + "x".repeat(22) + "\"", "\r\n+ECHO: [" + "x".repeat(22) + "]\r\n\r\nOK\r\n");
            bench.command("AT+ECHO=\"" + "x".repeat(23) + "\"", ERROR);
            bench.command("AT+CRASH;" + "+ECHO;".repeat(2000), ERROR);
            assertEquals(null, bench.fault.get());
            bench.command("AT", OK);
        }
    }

    @Test
    void holdsWhatIsTypedAheadAndAnswersInOrder() throws Exception {
        try (LineBench bench = new LineBench()) {
            bench.port.send("AT+SLOW\r\nAT+ECHO=1\r");
            bench.port.send("AT+ECHO=2\r\n");
            bench.port.expect("AT+SLOW\r");
            assertEquals("", bench.port.rest());
            bench.slow.countDown();
            bench.port.expect("\r\n+SLOW: done\r\n\r\nOK\r\n");
            bench.port.expect("AT+ECHO=1\r\r\n+ECHO: [1]\r\n\r\nOK\r\n");
            bench.port.expect("AT+ECHO=2\r\r\n+ECHO: [2]\r\n\r\nOK\r\n");
        }
    }

    @Test
    void tellsTheResultOfAJobAfterTheAnswer() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT+JOB", OK);
            bench.command("AT+ECHO", "\r\n+ECHO: execute\r\n\r\nOK\r\n");
            bench.job.countDown();
            bench.port.expect("\r\n+JOB: 0,0\r\n");
        }
    }

    @Test
    void keepsALineThatComesByItselfOutOfAnAnswer() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT+JOB", OK);
            bench.port.send("AT+SLOW\r");
            bench.slowStarted.await();
            bench.output.unsolicited("+URC: 1");
            assertEquals("", bench.port.rest());
            bench.slow.countDown();
            bench.port.expect("\r\n+SLOW: done\r\n\r\nOK\r\n\r\n+URC: 1\r\n");
        }
    }

    @Test
    void keepsALineThatComesByItselfOutOfAHalfTypedCommandForASecond() throws Exception {
        try (LineBench bench = new LineBench()) {
            bench.port.send("AT+EC");
            bench.port.expect("AT+EC");
            bench.output.unsolicited("+URC: 1");
            bench.port.pass(Duration.ofMillis(600));
            bench.port.send("H");
            bench.port.expect("H");
            bench.port.pass(Duration.ofMillis(600));
            assertEquals("", bench.port.rest());
            bench.port.pass(Duration.ofMillis(500));
            bench.port.expect("\r\n+URC: 1\r\n");
            bench.output.unsolicited("+URC: 2");
            bench.port.send("O\r");
            bench.port.expect("O\r\r\n+ECHO: execute\r\n\r\nOK\r\n\r\n+URC: 2\r\n");
        }
    }

    @Test
    void keepsALineThatComesByItselfOutOfData() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT+FIVE", "\r\nCONNECT\r\n");
            bench.output.unsolicited("+URC: 1");
            bench.port.send("12345");
            bench.port.expect("\r\n+DATA: complete\r\n\r\nOK\r\n\r\n+URC: 1\r\n");
        }
    }

    @Test
    void answersInDigitsAndInSilence() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.output.verbose(false);
            bench.command("AT+ECHO", "+ECHO: execute\r\n0\r");
            bench.command("AT+BAD", "4\r");
            bench.command("AT+FIVE", "1\r");
            bench.port.send("12345");
            bench.port.expect("+DATA: complete\r\n0\r");
            bench.output.quiet(true);
            bench.command("AT+ECHO", "+ECHO: execute\r\n");
            bench.command("AT+FIVE", "");
            bench.port.send("12345");
            bench.port.expect("+DATA: complete\r\n");
            bench.expectData("1234512345");
        }
    }

    @Test
    void survivesAFaultOfACommand() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.command("AT+CRASH", ERROR);
            assertInstanceOf(IllegalStateException.class, bench.fault.get());
            bench.command("AT", OK);
        }
    }

    @Test
    void survivesNoise() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            Random random = new Random(20240102);
            byte[] noise = new byte[1 << 20];
            random.nextBytes(noise);
            for (int i = 0; i < noise.length; i++) {
                if (noise[i] == '+' || noise[i] == 'A' || noise[i] == 'a') {
                    noise[i] = 'x';
                }
            }
            bench.port.send(noise);
            bench.port.send("\r");
            bench.port.send("AT+ECHO=\"end\"\r");
            awaitEnd(bench, "\r\n+ECHO: [end]\r\n\r\nOK\r\n");
            assertEquals(null, bench.fault.get());
        }
    }

    private static void awaitEnd(LineBench bench, String end) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!bench.port.rest().endsWith(end)) {
            if (System.nanoTime() > deadline) {
                assertEquals(end, bench.port.rest());
            }
            Thread.onSpinWait();
        }
        assertEquals("", bench.port.rest().replace("\r\nERROR\r\n", "").replace(end, ""),
                "nothing but errors before: " + bench.port.rest().getBytes(StandardCharsets.UTF_8).length);
    }
}
