/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import static org.atferry.at.Bench.PWD;
import static org.atferry.at.Bench.SECOND;
import static org.atferry.at.Bench.command;
import static org.atferry.at.Bench.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtException.Kind;
import org.atferry.at.AtResponse.FinalResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Echo, lines, result codes and URCs: cases 1, 2, 4, 10, 11 of the reliability list. */
class AtChannelLinesTest {

    @Test
    void answersWithItsFinalResultCode() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT\r").reply("\r\nOK\r\n");
            AtResponse response = bench.channel.execute(command("AT"));
            assertTrue(response.ok());
            assertEquals(List.of(), response.information());
            assertEquals(Optional.empty(), response.result());
        }
    }

    @ParameterizedTest
    @CsvSource({ "ERROR,ERROR,", "+CME ERROR: 616,CME_ERROR,616", "+CME ERROR: file already exist,CME_ERROR,", "+CME ERROR:3,CME_ERROR,3",
            "+CMS ERROR: 500,CME_ERROR,500" })
    void tellsErrorsApart(String line, FinalResult.Kind kind, Integer code) throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+X\r").reply("\r\n" + line + "\r\n");
            FinalResult result = bench.channel.execute(command("AT+X")).finalResult();
            assertEquals(kind, result.kind());
            assertEquals(Optional.ofNullable(code), result.code());
            assertEquals(line, result.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "ERROR.LOG", "OK THEN", "+CME ERRORS", "NO CARRIER", "CONNECT", "oK", "+CME ERROR 5", ">" })
    void takesOnlyWholeLinesForFinalResultCodes(String line) throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+X\r").reply("\r\n" + line + "\r\n").reply("\r\nOK\r\n");
            assertTrue(bench.channel.execute(command("AT+X")).ok());
            assertEquals(List.of(line), bench.urcs);
        }
    }

    @Test
    void case1DeliversAUrcInTheMiddleOfAResponseOnceAndKeepsItOut() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+QIACT?\r").reply("AT+QIACT?\r\r\n+QIACT: 1,1,1,\"10.7.157.1\"\r\n")
                    .reply("\r\n+QIURC: \"pdpdeact\",1\r\n").reply("\r\n+QIACT: 2,1,1,\"10.7.157.2\"\r\n\r\nOK\r\n");
            AtResponse response = bench.channel.execute(command("AT+QIACT?").withInformation("+QIACT:"));
            assertEquals(List.of("+QIACT: 1,1,1,\"10.7.157.1\"", "+QIACT: 2,1,1,\"10.7.157.2\""), response.information());
            assertEquals(List.of("+QIURC: \"pdpdeact\",1"), bench.urcs);
        }
    }

    @Test
    void deliversAUrcBetweenOkAndTheResult() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+QFTPPWD\r").reply("\r\nOK\r\n\r\n+QIND: PB DONE\r\n\r\n+QFTPPWD: 0,\"/\"\r\n");
            assertEquals(Optional.of("0,\"/\""), bench.channel.execute(PWD).result());
            assertEquals(List.of("+QIND: PB DONE"), bench.urcs);
        }
    }

    @Test
    void takesAResultBeforeOkAndSwallowsASecondOk() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+QFTPPWD\r").reply("\r\n+QFTPPWD: 0,\"/a\"\r\n\r\nOK\r\n");
            assertEquals(Optional.of("0,\"/a\""), bench.channel.execute(PWD).result());
            bench.module.expect("AT+QFTPPWD\r").reply("\r\nOK\r\n\r\nOK\r\n\r\n+QFTPPWD: 0,\"/b\"\r\n");
            assertEquals(Optional.of("0,\"/b\""), bench.channel.execute(PWD).result());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void endsAtAnErrorInThePlaceOfTheResult() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+QFTPPWD\r").reply("\r\nOK\r\n\r\n+CME ERROR: 603\r\n");
            AtResponse response = bench.channel.execute(PWD);
            assertEquals(Optional.of(603), response.finalResult().code());
            assertEquals(Optional.empty(), response.result());
        }
    }

    @Test
    void deliversUrcsInOrderWhileIdle() throws Exception {
        try (Bench bench = new Bench()) {
            CountDownLatch all = new CountDownLatch(3);
            bench.channel.onUrc(line -> all.countDown());
            bench.module.reply("\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n");
            assertTrue(all.await(5, TimeUnit.SECONDS));
            assertEquals(List.of("RDY", "+CFUN: 1", "+CPIN: READY"), bench.urcs);
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobodyAndMayNotAwait() throws Exception {
        try (Bench bench = new Bench()) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            AtChannel.Registration registration = bench.channel.onUrc(line -> {
                thrown.complete(assertThrows(IllegalStateException.class, () -> bench.channel.execute(command("AT"))));
                throw new IllegalStateException("on purpose");
            });
            bench.module.reply("\r\nRDY\r\n");
            thrown.get(5, TimeUnit.SECONDS);
            registration.close();
            bench.module.expect("AT\r").reply("\r\nOK\r\n");
            assertTrue(bench.channel.execute(command("AT")).ok());
        }
    }

    @Test
    void takesAnyLineThatIsNoUrcForInformationWhenAsked() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("ATI\r").reply("ATI\r\r\nQuectel\r\nEC200A\r\nRevision: EC200AEUHAR01\r\n")
                    .reply("\r\nRDY\r\n\r\n+QIND: SMS DONE\r\n\r\nOK\r\n");
            assertEquals(List.of("Quectel", "EC200A", "Revision: EC200AEUHAR01"),
                    bench.channel.execute(command("ATI").withInformation("")).information());
            assertEquals(List.of("RDY", "+QIND: SMS DONE"), bench.urcs);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "AT+QFTPPWD\r", "", "AT+QFTPPWD\r\n" })
    void case4ReadsTheSameWithEchoWithoutAndSplitAnywhere(String echo) throws Exception {
        String answer = echo + "\r\nOK\r\n\r\n+QFTPPWD: 0,\"/über\"\r\n\r\n+QIURC: \"x\"\r\n";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (Bench bench = new Bench()) {
            for (int split = 0; split <= bytes.length; split++) {
                bench.module.expect("AT+QFTPPWD\r").reply(Arrays.copyOf(bytes, split)).drain()
                        .reply(Arrays.copyOfRange(bytes, split, bytes.length)).drain();
                AtResponse response = bench.channel.execute(PWD);
                assertEquals(Optional.of("0,\"/über\""), response.result());
                bench.module.awaitDone();
            }
            bench.module.inPiecesOf(1).expect("AT+QFTPPWD\r").reply(bytes);
            assertEquals(Optional.of("0,\"/über\""), bench.channel.execute(PWD).result());
            bench.module.expect("AT\r").reply("\r\nOK\r\n");
            bench.channel.execute(command("AT"));
            assertEquals(bytes.length + 2, bench.urcs.size());
            assertTrue(bench.urcs.stream().allMatch("+QIURC: \"x\""::equals));
        }
    }

    @Test
    void case4TakesAnEchoInThreeReadsWithAUrcInTheMiddleOfIt() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+QFTPPWD\r").reply("AT+QF").drain().reply("\r\nRDY\r\n").drain().reply("TPPWD\r").drain()
                    .reply("\r\nOK\r\n\r\n+QFTPPWD: 0,/\r\n");
            assertEquals(Optional.of("0,/"), bench.channel.execute(PWD).result());
            assertEquals(List.of("RDY"), bench.urcs);
        }
    }

    @Test
    void neverTakesAnEchoForAResponse() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+QFTPCWD=\"OK\"\r").reply("AT+QFTPCWD=\"OK\"\r").drain().reply("\r\nERROR\r\n");
            assertFalse(bench.channel.execute(command("AT+QFTPCWD=\"OK\"").withInformation("")).ok());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void takesAnEchoThatNoLineEndFollows() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("ATI\r").reply("ATI\rQuectel\r\nOK\r\n");
            assertEquals(List.of("Quectel"), bench.channel.execute(command("ATI").withInformation("")).information());
        }
    }

    @Test
    void case2FindsTheEndOfAListingOnlyWhereTheCountAgrees() throws Exception {
        String listing = "OK\r\n\r\nOK\r\nERROR.LOG\r\n+CME ERROR: 5\r\n\r\n+CME ERROR: 5\r\n"
                + "\r\nOK\r\n\r\n+QFTPLIST: 0,4\r\nCONNECT\r\nNO CARRIER\r\nz\r\n";
        for (int size : new int[] { Integer.MAX_VALUE, 1, 2, 7 }) {
            try (Bench bench = new Bench()) {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                AtCommand list = command("AT+QFTPLIST=\".\",\"COM:\"").withResult("+QFTPLIST:", SECOND)
                        .withData(new Data.Counted(sink, 1 << 20, Duration.ofSeconds(5)));
                bench.module.inPiecesOf(size).expect(list.line() + "\r")
                        .reply("\r\nCONNECT\r\n" + listing + "\r\nOK\r\n\r\n+QFTPLIST: 0," + listing.length()
                                + "\r\n\r\n+QIURC: \"a\"\r\n");
                AtResponse response = bench.channel.execute(list);
                assertTrue(response.ok());
                assertEquals(listing, sink.toString(StandardCharsets.UTF_8));
                assertEquals(listing.length(), response.transferred());
                assertEquals(Optional.of("0," + listing.length()), response.result());
                bench.module.inPiecesOf(Integer.MAX_VALUE).expect("AT\r").reply("\r\nOK\r\n");
                bench.channel.execute(command("AT"));
                assertEquals(List.of("+QIURC: \"a\""), bench.urcs);
            }
        }
    }

    @Test
    void aUrcBesideTheResultOfAListingIsNoData() throws Exception {
        try (Bench bench = new Bench()) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            AtCommand list = command("AT+QFTPLIST=\".\"").withResult("+QFTPLIST:", SECOND)
                    .withData(new Data.Counted(sink, 1 << 20, Duration.ofSeconds(5)));
            bench.module.expect(list.line() + "\r").reply("\r\nCONNECT\r\nabcde\r\n")
                    .reply("\r\n+QIURC: \"b\"\r\n\r\nOK\r\n\r\n+CEREG: 1\r\n\r\n+QFTPLIST: 0,7\r\n");
            assertEquals(7, bench.channel.execute(list).transferred());
            assertEquals("abcde\r\n", sink.toString(StandardCharsets.UTF_8));
            bench.module.expect("AT\r").reply("\r\nOK\r\n");
            bench.channel.execute(command("AT"));
            assertEquals(List.of("+QIURC: \"b\"", "+CEREG: 1"), bench.urcs);
        }
    }

    @Test
    void anEmptyListingAndOneWithoutOkBeforeItsResult() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand list = command("AT+QFTPLIST=\".\"").withResult("+QFTPLIST:", SECOND)
                    .withData(new Data.Counted(new ByteArrayOutputStream(), 1 << 20, Duration.ofSeconds(5)));
            bench.module.expect(list.line() + "\r").reply("\r\nCONNECT\r\n\r\nOK\r\n\r\n+QFTPLIST: 0,0\r\n");
            assertEquals(0, bench.channel.execute(list).transferred());
            bench.module.expect(list.line() + "\r").reply("\r\nCONNECT\r\nab\r\n+QFTPLIST: 0,2\r\n\r\nOK\r\n");
            AtResponse response = bench.channel.execute(list);
            assertTrue(response.ok());
            assertEquals(2, response.transferred());
        }
    }

    @Test
    void case10ReportsAnEndlessLineOnceAndGoesOn() throws Exception {
        byte[] noise = new byte[1 << 20];
        Arrays.fill(noise, (byte) 0x55);
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+X\r").reply(noise);
            assertEquals(Kind.OVERFLOW, failure(bench.inBackground(command("AT+X"))).kind());
            bench.module.expect("\rAT\r").reply("more noise\r\n\r\nOK\r\n").expect("AT+Y\r").reply("\r\nOK\r\n");
            assertTrue(bench.channel.execute(command("AT+Y")).ok());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void boundsInformationThatNeverEnds() throws Exception {
        String line = "x".repeat(1000) + "\r\n";
        try (Bench bench = new Bench()) {
            bench.module.expect("ATI\r").reply(line.repeat(1100));
            assertEquals(Kind.OVERFLOW, failure(bench.inBackground(command("ATI").withInformation(""))).kind());
        }
    }

    @Test
    void case11RefusesWhatCouldStartAnotherCommandBeforeAnyByteIsWritten() throws Exception {
        try (Bench bench = new Bench()) {
            for (String name : List.of("a\"b", "a\rATD123", "a\nb", "a\0b", "a\u001bb", "a\u001ab", "\ud83d")) {
                assertThrows(IllegalArgumentException.class, () -> AtText.quoted(name), name);
            }
            assertThrows(IllegalArgumentException.class, () -> command("AT+X=\"a\rATD123\""));
            String longName = "é 名,字;".repeat(30);
            bench.module.expect("AT+QFTPSIZE=\"" + longName + "\"\r").reply("\r\nOK\r\n");
            assertTrue(bench.channel.execute(command("AT+QFTPSIZE=" + AtText.quoted(longName))).ok());
            assertEquals("\"\"", AtText.quoted(""));
        }
    }
}
