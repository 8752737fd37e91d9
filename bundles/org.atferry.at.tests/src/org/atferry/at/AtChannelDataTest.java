/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import static org.atferry.at.Bench.command;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtException.Kind;
import org.atferry.at.AtResponse.FinalResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data mode both ways: cases 5 and 6 of the reliability list. */
class AtChannelDataTest extends Transfers {

    @ParameterizedTest
    @ValueSource(ints = { Integer.MAX_VALUE, 1, 3, 100 })
    void case5And6ReceivesEveryByteAsItIs(int pieces) throws Exception {
        byte[] content = nasty(4000);
        try (Bench bench = new Bench()) {
            AtCommand get = get(content.length);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes((get.line() + "\r\r\nCONNECT\r\n").getBytes(StandardCharsets.UTF_8));
            answer.writeBytes(content);
            answer.writeBytes(("\r\nOK\r\n\r\n+QFTPGET: 0," + content.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            bench.module.inPiecesOf(pieces).expect(get.line() + "\r").reply(answer.toByteArray());
            AtResponse response = bench.channel.execute(get);
            assertTrue(response.ok());
            assertEquals(Optional.of("0,4000"), response.result());
            assertEquals(4000, response.transferred());
            assertEquals(4000, progress.get());
            assertArrayEquals(content, sink.toByteArray());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void case5KeepsPayloadByteZeroForEverySplitAroundConnect() throws Exception {
        byte[] answer = "AT+QFTPGET=\"f\",\"COM:\",0,4\r\r\nCONNECT\r\n\r\nXY\r\nOK\r\n\r\n+QFTPGET: 0,4\r\n"
                .getBytes(StandardCharsets.UTF_8);
        try (Bench bench = new Bench()) {
            for (int split = 0; split < answer.length; split++) {
                sink.reset();
                bench.module.expect("AT+QFTPGET=\"f\",\"COM:\",0,4\r").reply(java.util.Arrays.copyOf(answer, split)).drain()
                        .reply(java.util.Arrays.copyOfRange(answer, split, answer.length));
                assertTrue(bench.channel.execute(get(4)).ok());
                assertEquals("\r\nXY", sink.toString(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void case6SendsEveryByteAsItIsAndNoneMore() throws Exception {
        byte[] content = nasty(300_000);
        try (Bench bench = new Bench()) {
            AtCommand put = put(content);
            bench.module.expect(put.line() + "\r").reply("\r\nCONNECT\r\n").take(content.length)
                    .reply("\r\nOK\r\n\r\n+QFTPPUT: 0,300000\r\n").expect("AT\r").reply("\r\nOK\r\n");
            AtResponse response = bench.channel.execute(put);
            assertTrue(response.ok());
            assertEquals(300_000, response.transferred());
            assertEquals(300_000, progress.get());
            assertTrue(bench.channel.execute(command("AT")).ok());
            bench.module.awaitDone();
            assertArrayEquals(content, bench.module.received());
        }
    }

    @Test
    void startsAnUploadAtAPromptToo() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand put = put(new byte[] { 1, 2, 3 });
            for (String prompt : List.of("\r\n> ", "\r\n>", "AT\r\n>\r\n")) {
                bench.module.expect(put.line() + "\r").reply(prompt).expect(new byte[] { 1, 2, 3 })
                        .reply("\r\nOK\r\n\r\n+QFTPPUT: 0,3\r\n");
                assertTrue(bench.channel.execute(put(new byte[] { 1, 2, 3 })).ok());
            }
        }
    }

    @Test
    void transfersOfNothing() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect(get(0).line() + "\r").reply("\r\nCONNECT\r\n\r\nOK\r\n\r\n+QFTPGET: 0,0\r\n")
                    .expect(put(new byte[0]).line() + "\r").reply("\r\nCONNECT\r\n\r\nOK\r\n\r\n+QFTPPUT: 0,0\r\n");
            assertTrue(bench.channel.execute(get(0)).ok());
            assertTrue(bench.channel.execute(put(new byte[0])).ok());
        }
    }

    @Test
    void anErrorBeforeConnectIsTheAnswer() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand put = put(new byte[10]);
            bench.module.expect(put.line() + "\r").reply("\r\n+CME ERROR: 615\r\n");
            assertEquals(Optional.of(615), bench.channel.execute(put).finalResult().code());
            bench.module.expect(put.line() + "\r").reply("\r\nOK\r\n\r\n+QFTPPUT: 603,0\r\n");
            assertEquals(Optional.of("603,0"), bench.channel.execute(put).result());
        }
    }

    @Test
    void anErrorResultWithoutOkEndsADataCommandAndTheNextOneWaitsForALateOk() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand put = put(new byte[10]);
            bench.module.expect(put.line() + "\r").reply("\r\n+QFTPPUT: 603,0\r\n");
            AtResponse response = bench.channel.execute(put);
            assertEquals(FinalResult.Kind.ERROR, response.finalResult().kind());
            assertEquals(Optional.of("603,0"), response.result());
            bench.module.expect("\rAT\r").reply("\r\nOK\r\n\r\nOK\r\n").expect("AT+X\r").reply("\r\nERROR\r\n");
            assertFalse(bench.channel.execute(command("AT+X")).ok());
        }
    }
}
