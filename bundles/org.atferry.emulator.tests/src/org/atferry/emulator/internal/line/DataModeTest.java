/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data mode and how it is left: guard times, lengths, surplus, silence. The clock is the test's. */
class DataModeTest {

    private static final String ESCAPED = "\r\n+DATA: ESCAPE\r\n\r\nOK\r\n";
    private static final String COMPLETE = "\r\n+DATA: complete\r\n\r\nOK\r\n";

    private static LineBench inData(String command) {
        LineBench bench = new LineBench().quiet();
        bench.command(command, "\r\nCONNECT\r\n");
        return bench;
    }

    private static void ms(LineBench bench, long milliseconds) {
        bench.port.pass(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(longs = { 950, 1000, 5000 })
    void leavesByThreePlusesBetweenTheGuardTimes(long guard) throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            bench.port.send("data");
            ms(bench, guard);
            bench.port.send("+++");
            assertEquals("", bench.port.rest());
            ms(bench, guard);
            bench.port.expect(ESCAPED);
            bench.expectData("data");
            bench.command("AT", "\r\nOK\r\n");
        }
    }

    @Test
    void leavesByThreePlusesInThreeReads() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            bench.port.send("data");
            ms(bench, 1000);
            bench.port.send("+");
            ms(bench, 400);
            bench.port.send("+");
            ms(bench, 400);
            bench.port.send("+");
            ms(bench, 1000);
            bench.port.expect(ESCAPED);
            bench.expectData("data");
        }
    }

    @Test
    void leavesWithoutADataByte() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            ms(bench, 1000);
            bench.port.send("+++");
            ms(bench, 1000);
            bench.port.expect(ESCAPED);
            bench.expectData("");
        }
    }

    @Test
    void storesPlusesWithoutSilenceBefore() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            bench.port.send("data");
            ms(bench, 900);
            bench.port.send("+++");
            ms(bench, 2000);
            assertEquals("", bench.port.rest());
            bench.expectData("data+++");
        }
    }

    @Test
    void storesPlusesWithoutSilenceBehind() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            ms(bench, 1000);
            bench.port.send("+++");
            ms(bench, 900);
            bench.port.send("x");
            ms(bench, 2000);
            assertEquals("", bench.port.rest());
            bench.expectData("+++x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "+++x", "x+++", "++++", "+ ++", "++" })
    void storesWhatOnlyLooksLikeAnEscape(String data) throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            ms(bench, 1000);
            bench.port.send(data);
            ms(bench, 3000);
            assertEquals("", bench.port.rest());
            bench.expectData(data);
        }
    }

    @Test
    void storesAFourthPlusWithTheOthers() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            ms(bench, 1000);
            bench.port.send("+++");
            ms(bench, 500);
            bench.port.send("+");
            ms(bench, 2000);
            assertEquals("", bench.port.rest());
            bench.expectData("++++");
        }
    }

    @Test
    void storesPlusesThatTakeMoreThanASecond() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            ms(bench, 1000);
            bench.port.send("+");
            ms(bench, 600);
            bench.port.send("+");
            ms(bench, 600);
            bench.port.send("+");
            ms(bench, 2000);
            assertEquals("", bench.port.rest());
            bench.expectData("+++");
        }
    }

    @Test
    void leavesByAnEscapeBehindPlusesThatWereData() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            ms(bench, 1000);
            bench.port.send("+");
            ms(bench, 2100);
            bench.port.send("+++");
            ms(bench, 1000);
            bench.port.expect(ESCAPED);
            bench.expectData("+");
        }
    }

    @Test
    void doesNotTakeABlockedLineForSilence() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.port.send("AT+SLOW\rAT+DATA\r");
            bench.port.post(new byte[1 << 19]);
            bench.port.post("+++".getBytes());
            bench.port.post("tail".getBytes());
            bench.time.advance(Duration.ofSeconds(30));
            bench.slow.countDown();
            bench.port.expect("\r\n+SLOW: done\r\n\r\nOK\r\n\r\nCONNECT\r\n");
            bench.port.settle();
            ms(bench, 1000);
            assertEquals("", bench.port.rest());
            bench.expectData("\0".repeat(1 << 19) + "+++tail");
        }
    }

    @Test
    void takesADeclaredLengthExactlyAndDropsTheSurplus() throws Exception {
        try (LineBench bench = inData("AT+FIVE")) {
            bench.port.send("12");
            bench.port.send("345surplus\r\nAT\r");
            bench.port.expect(COMPLETE);
            bench.expectData("12345");
            bench.command("AT", "\r\nOK\r\n");
            assertEquals("", bench.port.rest());
        }
    }

    @Test
    void takesPlusesThatCompleteADeclaredLengthAsData() throws Exception {
        try (LineBench bench = inData("AT+FIVE")) {
            bench.port.send("12");
            ms(bench, 1000);
            bench.port.send("+++");
            bench.port.expect(COMPLETE);
            bench.expectData("12+++");
        }
    }

    @Test
    void leavesADeclaredLengthByAnEscapeToo() throws Exception {
        try (LineBench bench = inData("AT+FIVE")) {
            bench.port.send("1");
            ms(bench, 1000);
            bench.port.send("+++");
            ms(bench, 1000);
            bench.port.expect(ESCAPED);
            bench.expectData("1");
            bench.command("AT", "\r\nOK\r\n");
        }
    }

    @Test
    void neverLetsTheLineFeedOfTheCommandIntoTheData() throws Exception {
        try (LineBench bench = new LineBench().quiet()) {
            bench.port.post("AT+FIVE\r".getBytes());
            bench.port.post("\n".getBytes());
            bench.port.expect("\r\nCONNECT\r\n");
            bench.port.send("12345");
            bench.port.expect(COMPLETE);
            bench.port.send("AT+FIVE\r\n");
            bench.port.expect("\r\nCONNECT\r\n");
            bench.port.send("\n2345");
            bench.port.expect(COMPLETE);
            bench.expectData("12345\n2345");
        }
    }

    @Test
    void tellsSilenceOnceTheTimeIsUpAndNotBefore() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            ms(bench, 15_000);
            bench.port.send("x");
            bench.expectData("x");
            ms(bench, 19_999);
            assertEquals("", bench.port.rest());
            ms(bench, 1);
            bench.port.expect("\r\n+DATA: SILENCE\r\n\r\nOK\r\n");
            assertEquals(0, bench.time.alarms());
            bench.command("AT", "\r\nOK\r\n");
        }
    }

    @Test
    void tellsALostLineBehindTheLastData() throws Exception {
        try (LineBench bench = inData("AT+DATA")) {
            bench.port.send("last words");
            bench.port.lose();
            bench.expectData("last words");
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                while (bench.input.await() != LineInput.Signal.LOST) {
                    Thread.onSpinWait();
                }
            });
        }
    }
}
