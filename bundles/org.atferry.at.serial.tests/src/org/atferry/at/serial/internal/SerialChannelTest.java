/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import org.atferry.at.AtChannel;
import org.atferry.at.AtCommand;
import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtException;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.trace.TraceListener;
import org.atferry.testing.PtyPair;
import org.atferry.testing.ScriptedModule;
import org.junit.jupiter.api.Test;

/** The channel over real pseudo-terminals. */
class SerialChannelTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);
    private final SerialPorts ports = new SerialPorts();

    private Port open(Object path) throws Exception {
        return ports.open(PortAddress.parse("serial:" + path));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @Test
    void sendsAndReceivesAFile() throws Exception {
        byte[] content = random(2_000_000);
        try (PtyPair pair = PtyPair.open(); AtChannel channel = new AtChannel(open(pair.first()), TraceListener.NONE);
                ScriptedModule module = new ScriptedModule(open(pair.second()))) {
            AtCommand put = AtCommand.of("AT+QFTPPUT=\"f\"", SECONDS).withResult("+QFTPPUT:", SECONDS)
                    .withData(new Data.Upload(new ByteArrayInputStream(content), content.length, SECONDS, done -> { }));
            module.expect(put.line() + "\r").reply("\r\nCONNECT\r\n").take(content.length).reply("\r\nOK\r\n\r\n+QFTPPUT: 0,2000000\r\n");
            assertEquals(Optional.of("0,2000000"), channel.execute(put).result());
            assertArrayEquals(content, module.received());
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            AtCommand get = AtCommand.of("AT+QFTPGET=\"f\"", SECONDS).withResult("+QFTPGET:", SECONDS)
                    .withData(new Data.Download(sink, content.length, SECONDS, done -> { }));
            module.expect(get.line() + "\r").reply("\r\nCONNECT\r\n").reply(content).reply("\r\nOK\r\n\r\n+QFTPGET: 0,2000000\r\n");
            assertTrue(channel.execute(get).ok());
            assertArrayEquals(content, sink.toByteArray());
        }
    }

    @Test
    void case8AnUploadThatTheModuleDoesNotTakeTimesOut() throws Exception {
        try (PtyPair pair = PtyPair.open(); AtChannel channel = new AtChannel(open(pair.first()), TraceListener.NONE);
                ScriptedModule module = new ScriptedModule(open(pair.second()))) {
            AtCommand put = AtCommand.of("AT+P", SECONDS).withResult("+P:", SECONDS)
                    .withData(new Data.Upload(new ByteArrayInputStream(random(1 << 20)), 1 << 20, Duration.ofMillis(700), done -> { }));
            module.expect("AT+P\r").reply("\r\nCONNECT\r\n");
            long start = System.nanoTime();
            AtException failure = assertThrows(AtException.class, () -> channel.execute(put));
            assertEquals(AtException.Kind.SEND_TIMEOUT, failure.kind());
            assertEquals(0.7, (System.nanoTime() - start) / 1e9, 0.5);
            start = System.nanoTime();
            channel.close();
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
        }
    }

    @Test
    void case7APulledOutPortFailsTheCommandWithinASecond() throws Exception {
        try (PtyPair pair = PtyPair.open(); AtChannel channel = new AtChannel(open(pair.first()), TraceListener.NONE)) {
            Thread puller = new Thread(pair::pullOut);
            long start = System.nanoTime();
            puller.start();
            AtException failure = assertThrows(AtException.class, () -> channel.execute(AtCommand.of("AT", SECONDS)));
            puller.join();
            assertEquals(AtException.Kind.LOST, failure.kind());
            assertTrue(System.nanoTime() - start < 1_500_000_000L);
        }
    }
}
