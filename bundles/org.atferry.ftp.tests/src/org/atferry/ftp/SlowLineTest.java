/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line that is slow is not one that is dead. */
@Timeout(60)
class SlowLineTest {

    private static final int LENGTH = 4 << 20;
    private static final Duration DATA_TIMEOUT = Duration.ofSeconds(1);

    private static FtpFileSystem files(ScriptedFtpServer server) throws Failure {
        FtpSettings settings = ScriptedSession.settings(server).withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(1), DATA_TIMEOUT);
        return new FtpFileSystem(ScriptedSession.login(settings), "there", System::nanoTime);
    }

    /** Takes pieces of the data, with a pause before each. */
    private static long takeSlowly(Socket data, int most) throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        byte[] piece = new byte[64 * 1024];
        long taken = 0;
        InputStream in = data.getInputStream();
        try {
            for (int count = 0; count >= 0 && taken < most; count = in.readNBytes(piece, 0, piece.length) > 0 ? 0 : -1) {
                taken += piece.length;
                never.await(40, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return taken;
    }

    @Test
    @Tag("slow")
    void aSlowUploadTakesLongerThanTheTimeoutsAndSucceeds() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("STOR");
            script.reply("150 send it");
            try (Socket data = script.data()) {
                data.setReceiveBufferSize(16 * 1024);
                takeSlowly(data, Integer.MAX_VALUE);
            }
            script.reply("226 done");
            script.until("NEVER");
        }); FtpFileSystem files = files(server)) {
            long start = System.nanoTime();
            files.put("/f", new ByteArrayInputStream(new byte[LENGTH]), 0, LENGTH, Monitor.none());
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(DATA_TIMEOUT) > 0, "not slow enough to show anything");
        }
    }

    @Test
    @Tag("slow")
    void aDeadUploadIsATimeout() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("STOR");
            script.reply("150 send it");
            Socket data = script.data();
            data.setReceiveBufferSize(16 * 1024);
            takeSlowly(data, 256 * 1024);
            script.until("NEVER");
        }); FtpFileSystem files = files(server)) {
            Failure failure = assertThrows(Failure.class,
                    () -> files.put("/f", new ByteArrayInputStream(new byte[8 * LENGTH]), 0, 8 * LENGTH, Monitor.none()));
            assertEquals(FailureKind.TIMEOUT, failure.kind());
        }
    }
}
