/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that end, whatever the server does and whoever is at work. */
@Timeout(60)
class CloseTest {

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void aCloseBetweenTwoCommandsOfOnePieceOfWorkSaysNothingBetween() throws Exception {
        CountDownLatch between = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("RNFR");
            script.reply("350 go on");
            script.until("NEVER");
        })) {
            FtpWireListener wire = new FtpWireListener() {
                @Override
                public void sent(String lineMasked) {
                    // only replies count here
                }

                @Override
                public void received(String line) {
                    if (line.startsWith("350")) {
                        between.countDown();
                        await(closed);
                    }
                }
            };
            FtpSession session = FtpSession.connect(ScriptedSession.settings(server), wire, Monitor.none());
            session.login("u", Secret.of("p"), Monitor.none());
            Thread closer = new Thread(() -> {
                await(between);
                session.close();
                closed.countDown();
            });
            closer.start();
            Failure failure = assertThrows(Failure.class, () -> session.rename("/a", "/b", Monitor.none()));
            closer.join();
            assertEquals(FailureKind.LOST, failure.kind());
            assertFalse(server.commands().contains("QUIT"), server.commands()::toString);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anIdleSessionSaysQuitAndIsDeadAfterwards() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("NEVER");
        })) {
            FtpSession session = ScriptedSession.login(server);
            session.close();
            session.close();
            assertEquals(1, server.commands().stream().filter("QUIT"::equals).count());
            assertFalse(session.isAlive());
            Failure failure = assertThrows(Failure.class, () -> session.delete("/a", Monitor.none()));
            assertEquals(FailureKind.LOST, failure.kind());
        }
    }

    @Test
    void aServerThatNeverStopsTalkingDoesNotHoldUpTheClose() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            while (true) {
                script.raw("200 and another thing\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            FtpSession session = ScriptedSession.login(server);
            long start = System.nanoTime();
            session.close();
            assertTrue(since(start).compareTo(Duration.ofSeconds(10)) < 0, () -> since(start).toString());
            assertFalse(session.isAlive());
        }
    }

    @Test
    void preliminaryRepliesWithoutEndRunIntoTheDeadline() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("DELE");
            while (true) {
                script.reply("150 wait");
            }
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                .withTimeouts(Duration.ofSeconds(5), ScriptedSession.SHORT, Duration.ofSeconds(5)))) {
            long start = System.nanoTime();
            Failure failure = assertThrows(Failure.class, () -> session.delete("/a", Monitor.none()));
            assertEquals(FailureKind.TIMEOUT, failure.kind());
            assertTrue(since(start).compareTo(Duration.ofSeconds(20)) < 0);
            assertFalse(session.isAlive());
        }
    }

    @Test
    void repliesThatNobodyAskedForBeforeFeatAreReadAway() throws Exception {
        CountDownLatch stray = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.reply("220 ready");
            script.until("PASS");
            script.raw("230 welcome\r\n200 by the way\r\n".getBytes(StandardCharsets.US_ASCII));
            stray.countDown();
            script.until("TYPE");
            script.reply("200 done");
            script.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            await(stray);
            assertTrue(session.hasFeature("UTF8", Monitor.none()));
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    /** Pure-FTPd, when a download is ended early: a second 150, and one reply only to ABOR. */
    @Test
    void oneReplyToAnAbortIsEnoughWhenTheServerIsInStep() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("RETR");
            script.reply("150 here it comes");
            script.data().getOutputStream().write(new byte[1000]);
            script.reply("150 0.040 seconds (measured here), 96.91 Mbytes per second");
            script.until("ABOR");
            script.reply("226 Since you see this ABOR must've succeeded");
            script.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            FtpDownload download = session.retrieve("/f", 0, Monitor.none());
            download.stream().read();
            download.abort();
            session.changeDirectory("/x", Monitor.none());
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }
}
