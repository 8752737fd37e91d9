/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.atferry.remote.Cancellation;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The direct provider with real servers. */
@Timeout(60)
class FileSystemTest {

    private static final FtpFileSystemProvider PROVIDER = new FtpFileSystemProvider();

    @TempDir
    Path folder;

    private static RemoteFileSystem open(RealServer server) throws Failure {
        return PROVIDER.open(ConnectionSpec.direct(server.url()), Secret.of(server.password()), Monitor.none());
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void carriesFilesAndTellsTheProgressFromFirstToLast(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            byte[] bytes = Bytes.random(3_000_000);
            String path = server.directory() + "/f";
            List<StepEvent> events = new ArrayList<>();
            Monitor monitor = new Monitor(TransferId.next(), new Cancellation(), events::add);
            files.put(path, new ByteArrayInputStream(bytes, 0, 1_000_000), 0, 1_000_000, monitor);
            assertEquals(new StepEvent.Transferred(0, 1_000_000), events.get(0));
            assertEquals(new StepEvent.Transferred(1_000_000, 1_000_000), events.get(events.size() - 1));
            events.clear();
            files.put(path, new ByteArrayInputStream(bytes, 1_000_000, 2_000_000), 1_000_000, 2_000_000, monitor);
            assertEquals(new StepEvent.Transferred(1_000_000, 3_000_000), events.get(0));
            assertEquals(new StepEvent.Transferred(3_000_000, 3_000_000), events.get(events.size() - 1));
            assertArrayEquals(bytes, Files.readAllBytes(server.root().resolve("f")));
            events.clear();
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            files.get(path, sink, 500_000, 2_500_000, monitor);
            assertArrayEquals(Arrays.copyOfRange(bytes, 500_000, 3_000_000), sink.toByteArray());
            assertEquals(new StepEvent.Transferred(500_000, 3_000_000), events.get(0));
            assertEquals(new StepEvent.Transferred(3_000_000, 3_000_000), events.get(events.size() - 1));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void anEmptyFileGoesAndComes(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            files.put(server.directory() + "/empty", new ByteArrayInputStream(new byte[0]), 0, 0, Monitor.none());
            assertEquals(0, Files.size(server.root().resolve("empty")));
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            files.get(server.directory() + "/empty", sink, 0, 0, Monitor.none());
            assertEquals(0, sink.size());
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void aPartOfAFileCanBeReadAndTheSessionGoesOn(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            byte[] bytes = Bytes.random(20_000_000);
            Files.write(server.root().resolve("f"), bytes);
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            files.get(server.directory() + "/f", sink, 10, 1000, Monitor.none());
            assertArrayEquals(Arrays.copyOfRange(bytes, 10, 1010), sink.toByteArray());
            assertEquals(1, files.list(server.directory(), Monitor.none()).size());
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void fewerBytesThanAskedForIsIncomplete(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            Files.write(server.root().resolve("f"), new byte[10]);
            Failure failure = assertThrows(Failure.class,
                    () -> files.get(server.directory() + "/f", new ByteArrayOutputStream(), 0, 11, Monitor.none()));
            assertEquals(FailureKind.INCOMPLETE, failure.kind());
            assertEquals("/", files.workingDirectory(Monitor.none()).substring(0, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void aSourceThatEndsEarlyIsALocalFailure(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            Failure failure = assertThrows(Failure.class,
                    () -> files.put(server.directory() + "/f", new ByteArrayInputStream(new byte[10]), 0, 11, Monitor.none()));
            assertEquals(FailureKind.LOCAL, failure.kind());
            assertEquals(Hint.SOURCE_CHANGED, failure.hint());
            assertTrue(files.stat(server.directory(), Monitor.none()).isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void aSinkThatFailsIsALocalFailure(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            Files.write(server.root().resolve("f"), new byte[5_000_000]);
            OutputStream full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("disk full");
                }
            };
            Failure failure = assertThrows(Failure.class, () -> files.get(server.directory() + "/f", full, 0, 5_000_000, Monitor.none()));
            assertEquals(FailureKind.LOCAL, failure.kind());
            assertEquals(Hint.LOCAL_DISK, failure.hint());
            assertEquals("disk full", failure.detail());
            assertTrue(files.stat(server.directory(), Monitor.none()).isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void aMissingDirectoryIsNamed(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            String path = server.directory() + "/missing/f";
            Files.write(server.root().resolve("there"), new byte[1]);
            for (Failure failure : List.of(
                    assertThrows(Failure.class, () -> files.put(path, new ByteArrayInputStream(new byte[1]), 0, 1, Monitor.none())),
                    assertThrows(Failure.class, () -> files.makeDirectory(path, Monitor.none())),
                    assertThrows(Failure.class, () -> files.rename(server.directory() + "/there", path, Monitor.none())))) {
                assertEquals(FailureKind.NOT_FOUND, failure.kind(), failure.toString());
                assertEquals(Hint.CHECK_PATH, failure.hint());
                assertEquals(path, failure.subject());
                assertTrue(failure.reply().isPresent());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void whatIsThereAlreadyIsSaidSo(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); RemoteFileSystem files = open(server)) {
            String path = server.directory() + "/d";
            files.makeDirectory(path, Monitor.none());
            files.put(server.directory() + "/f", new ByteArrayInputStream(new byte[1]), 0, 1, Monitor.none());
            for (Failure failure : List.of(assertThrows(Failure.class, () -> files.makeDirectory(path, Monitor.none())),
                    assertThrows(Failure.class, () -> files.rename(server.directory() + "/f", path, Monitor.none())),
                    assertThrows(Failure.class, () -> files.put(path, new ByteArrayInputStream(new byte[1]), 0, 1, Monitor.none())))) {
                assertEquals(FailureKind.EXISTS, failure.kind(), failure.toString());
            }
            Failure failure = assertThrows(Failure.class,
                    () -> files.rename(server.directory() + "/missing", server.directory() + "/f", Monitor.none()));
            assertEquals(FailureKind.NOT_FOUND, failure.kind());
            assertEquals(server.directory() + "/missing", failure.subject());
        }
    }

    @Test
    void aFolderWithoutTheRightToWriteIsNoRight() throws Exception {
        try (RealServer server = RealServer.vsftpd(VsftpdServer.builder(folder).option("write_enable=NO").start());
                RemoteFileSystem files = open(server)) {
            Failure failure = assertThrows(Failure.class,
                    () -> files.put(server.directory() + "/f", new ByteArrayInputStream(new byte[1]), 0, 1, Monitor.none()));
            assertEquals(FailureKind.NO_RIGHT, failure.kind());
            assertEquals(Hint.CHECK_RIGHTS, failure.hint());
            assertEquals("550 Permission denied.", failure.reply().orElseThrow().toString());
        }
    }

    @Test
    void aFullDiskIsNoSpaceInTheServersWords() throws Exception {
        try (RealServer server = RealServer.vsftpd(VsftpdServer.builder(folder).fileSizeLimit(1024 * 1024).start());
                RemoteFileSystem files = open(server)) {
            byte[] bytes = Bytes.random(4 * 1024 * 1024);
            Failure failure = assertThrows(Failure.class,
                    () -> files.put(server.directory() + "/f", new ByteArrayInputStream(bytes), 0, bytes.length, Monitor.none()));
            assertEquals(FailureKind.NO_SPACE, failure.kind());
            assertEquals(Hint.FREE_SPACE, failure.hint());
            assertEquals(Step.TRANSFER, failure.step());
            assertEquals("451 Failure writing to local file.", failure.reply().orElseThrow().toString());
            files.delete(server.directory() + "/f", Monitor.none());
            assertFalse(Files.exists(server.root().resolve("f")));
        }
    }

    @Test
    void whatAskedForTlsIsNeverOpenedInTheClear() throws Exception {
        try (RealServer server = RealServer.Kind.VSFTPD.start(folder)) {
            for (ServerUrl.Security security : List.of(ServerUrl.Security.EXPLICIT_TLS, ServerUrl.Security.IMPLICIT_TLS)) {
                ServerUrl url = new ServerUrl(security, server.user(), "127.0.0.1", server.port(), "");
                Failure failure = assertThrows(Failure.class,
                        () -> PROVIDER.open(ConnectionSpec.direct(url), Secret.of(server.password()), Monitor.none()));
                assertEquals(FailureKind.TLS, failure.kind());
                assertEquals(Step.TLS, failure.step());
            }
        }
    }

    @Test
    void listenersHearWhatWasOpenedWhileTheyListened() throws Exception {
        List<String> lines = new ArrayList<>();
        FtpWireListener listener = new FtpWireListener() {
            @Override
            public void sent(String line) {
                lines.add("> " + line);
            }

            @Override
            public void received(String line) {
                lines.add("< " + line);
            }
        };
        FtpFileSystemProvider provider = new FtpFileSystemProvider();
        try (RealServer server = RealServer.Kind.EMBEDDED.start(folder)) {
            provider.addListener(listener);
            provider.open(ConnectionSpec.direct(server.url()), Secret.of(server.password()), Monitor.none()).close();
            assertTrue(lines.contains("> PASS ***"), lines.toString());
            assertTrue(lines.contains("< 221 Goodbye."), lines.toString());
            assertFalse(lines.toString().contains(server.password()));
            lines.clear();
            provider.removeListener(listener);
            provider.open(ConnectionSpec.direct(server.url()), Secret.of(server.password()), Monitor.none()).close();
            assertEquals(List.of(), lines);
        }
    }

    @Test
    void servesWhatNeedsNoModule() throws Exception {
        ServerUrl url = ServerUrl.parse("ftp://u@h/");
        assertTrue(PROVIDER.serves(ConnectionSpec.direct(url)));
        assertFalse(PROVIDER.serves(ConnectionSpec.through("serial:/dev/ttyUSB2", Dialect.QFTP, url)));
    }

    @Test
    void twoSessionsOfOneUserHaveTheSameOrigin() throws Exception {
        try (RealServer server = RealServer.Kind.EMBEDDED.start(folder);
                RemoteFileSystem one = open(server);
                RemoteFileSystem two = open(server)) {
            assertEquals(Optional.of("ftp://ferry@127.0.0.1:" + server.port()), one.origin());
            assertEquals(one.origin(), two.origin());
        }
    }

    @Test
    void callersTakeTurnsAndOneWhoWaitsCanBeCancelled() throws Exception {
        try (RealServer server = RealServer.Kind.EMBEDDED.start(folder); RemoteFileSystem files = open(server)) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            InputStream slow = new InputStream() {
                @Override
                public int read() throws IOException {
                    started.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return 7;
                }
            };
            Thread first = new Thread(() -> {
                try {
                    files.put(server.directory() + "/f", slow, 0, 1, Monitor.none());
                } catch (Failure e) {
                    throw new AssertionError(e);
                }
            });
            first.start();
            started.await();
            Cancellation cancellation = new Cancellation();
            Monitor monitor = new Monitor(TransferId.next(), cancellation, event -> { });
            Thread canceller = new Thread(cancellation::cancel);
            canceller.start();
            Failure failure = assertThrows(Failure.class, () -> files.workingDirectory(monitor));
            assertEquals(FailureKind.CANCELLED, failure.kind());
            goOn.countDown();
            assertEquals(1, files.stat(server.directory() + "/f", Monitor.none()).orElseThrow().size().orElseThrow());
            first.join();
            canceller.join();
        }
    }
}
