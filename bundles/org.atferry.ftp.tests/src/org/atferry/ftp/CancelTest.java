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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Cancellation;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.TransferId;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancel ends every call within a second, and leaves a session that works or says that it is closed. */
@Timeout(60)
class CancelTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final Cancellation cancellation = new Cancellation();
    private final Monitor monitor = new Monitor(TransferId.next(), cancellation, event -> { });
    private volatile long cancelledAt;

    private void cancel() {
        cancelledAt = System.nanoTime();
        cancellation.cancel();
    }

    /** Cancels from another thread as soon as something has happened. */
    private void cancelAfter(CountDownLatch latch) {
        CompletableFuture.runAsync(() -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            cancel();
        });
    }

    private void assertCancelled(Executable call) {
        Failure failure = assertThrows(Failure.class, call);
        Duration late = Duration.ofNanos(System.nanoTime() - cancelledAt);
        assertEquals(FailureKind.CANCELLED, failure.kind(), failure.toString());
        assertTrue(late.compareTo(LIMIT) < 0, () -> "came back after " + late);
    }

    private static void assertUsableOrClosed(RemoteFileSystem files, String directory) throws Failure {
        try {
            assertTrue(files.stat(directory, Monitor.none()).orElseThrow().isDirectory());
        } catch (Failure e) {
            assertEquals(FailureKind.LOST, e.kind());
            assertEquals("the session is closed", e.detail());
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void inTheMiddleOfAnUpload(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder);
                RemoteFileSystem files = new FtpFileSystemProvider().open(ConnectionSpec.direct(server.url()),
                        Secret.of(server.password()), Monitor.none())) {
            Files.writeString(server.root().resolve("old"), "old");
            CountDownLatch sent = new CountDownLatch(1);
            cancelAfter(sent);
            assertCancelled(() -> files.put(server.directory() + "/f", endless(sent), 0, 500_000_000, monitor));
            assertUsableOrClosed(files, server.directory());
            assertEquals("old", Files.readString(server.root().resolve("old")));
        }
    }

    private static InputStream endless(CountDownLatch sent) {
        return new InputStream() {
            private long count;

            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                count += length;
                if (count > 3_000_000) {
                    sent.countDown();
                }
                return length;
            }
        };
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void inTheMiddleOfADownload(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder);
                RemoteFileSystem files = new FtpFileSystemProvider().open(ConnectionSpec.direct(server.url()),
                        Secret.of(server.password()), Monitor.none())) {
            Files.write(server.root().resolve("big"), new byte[30_000_000]);
            OutputStream sink = new OutputStream() {
                private long count;

                @Override
                public void write(int b) throws IOException {
                    write(new byte[1], 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    count += length;
                    if (count > 3_000_000 && cancelledAt == 0) {
                        cancel();
                    }
                }
            };
            assertCancelled(() -> files.get(server.directory() + "/big", sink, 0, 30_000_000, monitor));
            assertUsableOrClosed(files, server.directory());
        }
    }

    private void whileTheServerIsSilentAt(String verb, boolean data, Silence silence) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until(verb);
            if (data) {
                script.reply("150 now");
                script.data();
            }
            reached.countDown();
            script.hold();
        }); FtpSession session = ScriptedSession.login(server)) {
            cancelAfter(reached);
            assertCancelled(() -> silence.call(session));
            assertFalse(session.isAlive());
        }
    }

    private interface Silence {
        void call(FtpSession session) throws Failure;
    }

    @Test
    void whileACommandIsNotAnswered() throws Exception {
        whileTheServerIsSilentAt("DELE", false, session -> session.delete("f", monitor));
    }

    @Test
    void whileATransferIsNotStarted() throws Exception {
        whileTheServerIsSilentAt("STOR", false, session -> session.store("f", 0, monitor));
    }

    @Test
    void whileNoDataCome() throws Exception {
        whileTheServerIsSilentAt("RETR", true, session -> {
            FtpDownload download = session.retrieve("f", 0, monitor);
            assertThrows(IOException.class, () -> download.stream().read());
            download.finish();
        });
    }

    @Test
    void whileNoDataAreTaken() throws Exception {
        whileTheServerIsSilentAt("STOR", true, session -> {
            FtpUpload upload = session.store("f", 0, monitor);
            assertThrows(IOException.class, () -> {
                while (true) {
                    upload.stream().write(new byte[1_000_000]);
                }
            });
            upload.finish();
        });
    }

    @Test
    void whileTheEndIsNotConfirmed() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("STOR");
            script.reply("150 now");
            script.data().getInputStream().readAllBytes();
            reached.countDown();
            script.hold();
        }); FtpSession session = ScriptedSession.login(server)) {
            FtpUpload upload = session.store("f", 0, monitor);
            cancelAfter(reached);
            assertCancelled(upload::finish);
            assertFalse(session.isAlive());
        }
    }

    @Test
    void aReplyThatComesSoonEnoughKeepsTheSession() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        cancellation.onCancel(cancelled::countDown);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("DELE");
            reached.countDown();
            try {
                cancelled.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            script.reply("250 gone");
            script.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            cancelAfter(reached);
            session.delete("f", monitor);
            CompletableFuture.runAsync(() -> { }, CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS)).join();
            assertTrue(session.isAlive(), "the grace of a call that came back does not close the session");
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void whileTheServerDoesNotGreet() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            reached.countDown();
            script.hold();
        })) {
            cancelAfter(reached);
            assertCancelled(() -> FtpSession.connect(ScriptedSession.settings(server), FtpWireListener.none(), monitor));
        }
    }

    @Test
    void whileTheServerDoesNotConnectBack() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("PORT");
            script.reply("200 done");
            script.until("STOR");
            script.reply("150 now");
            reached.countDown();
            script.hold();
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server).withDataMode(ServerAccess.DataMode.ACTIVE))) {
            cancelAfter(reached);
            assertCancelled(() -> session.store("f", 0, monitor));
        }
    }

    @Test
    void beforeAnythingBegan() throws Exception {
        try (RealServer server = RealServer.Kind.EMBEDDED.start(folder); FtpSession session = server.login()) {
            cancel();
            assertCancelled(() -> session.delete("f", monitor));
            assertCancelled(() -> session.store("f", 0, monitor));
            assertCancelled(() -> FtpSession.connect(FtpSettings.defaults(server.url()), FtpWireListener.none(), monitor));
            assertTrue(session.isAlive());
            Bytes.store(session, "f", 0, new ByteArrayInputStream(new byte[1]).readAllBytes());
        }
    }
}
