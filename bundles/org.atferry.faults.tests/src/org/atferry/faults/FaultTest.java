/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

import org.atferry.ftp.FtpFileSystemProvider;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every case has: a server, ways to reach it, and what must be true afterwards. */
@Timeout(60)
abstract class FaultTest {

    /** Which no trace, no error and no server that is not trusted may see. */
    static final String PASSWORD = "s3cret";

    private static final String WITNESS = "/witness.bin";
    private static final int WITNESS_SIZE = 4711;

    @TempDir
    Path folder;

    FaultyFtpServer server;
    /** The lines of the control connections, as a listener saw them. */
    final List<String> wire = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void startServer() throws IOException {
        server = new FaultyFtpServer().withFile(WITNESS, new byte[WITNESS_SIZE]);
    }

    @AfterEach
    void stopServer() {
        server.close();
        assertTrue(wire.stream().noneMatch(line -> line.contains(PASSWORD)), () -> "the password was shown: " + wire);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    Path local(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    ServerUrl url(ServerUrl.Security security) {
        return new ServerUrl(security, "u", "127.0.0.1", server.port(), "");
    }

    RemoteFileSystem open() throws Failure {
        return open(ServerUrl.Security.PLAIN, ServerAccess.defaults());
    }

    RemoteFileSystem open(ServerUrl.Security security, ServerAccess access) throws Failure {
        return new FtpFileSystemProvider(List.of(listener())).open(ConnectionSpec.direct(url(security)).withAccess(access),
                Secret.of(PASSWORD), Monitor.none());
    }

    FtpWireListener listener() {
        return new FtpWireListener() {
            @Override
            public void sent(String line) {
                wire.add(line);
            }

            @Override
            public void received(String line) {
                wire.add(line);
            }
        };
    }

    FtpSettings settings() {
        return FtpSettings.defaults(url(ServerUrl.Security.PLAIN)).withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    FtpSession connect(FtpSettings settings) throws Failure {
        return FtpSession.connect(settings, listener(), Monitor.none());
    }

    FtpSession login(FtpSettings settings) throws Failure {
        FtpSession session = connect(settings);
        session.login("u", Secret.of(PASSWORD), Monitor.none());
        return session;
    }

    FtpSession login() throws Failure {
        return login(settings());
    }

    static SafeTransfer transfer() {
        return new SafeTransfer(TransferOptions.defaults(), System::nanoTime);
    }

    Failure failedPull(RemoteFileSystem fs, String source, Path target) {
        return assertThrows(Failure.class, () -> transfer().pull(fs, source, target, Monitor.none()));
    }

    Failure failedPush(RemoteFileSystem fs, Path source, String target) {
        return assertThrows(Failure.class, () -> transfer().push(fs, source, target, Monitor.none()));
    }

    /** The session works, and each command gets its own answer, not that of the one before. */
    static void assertInStep(RemoteFileSystem fs) throws Failure {
        OptionalLong size = fs.stat(WITNESS, Monitor.none()).map(RemoteEntry::size).orElse(OptionalLong.empty());
        assertEquals(OptionalLong.of(WITNESS_SIZE), size);
        assertTrue(fs.stat("/nothing.bin", Monitor.none()).isEmpty());
        assertEquals("/", fs.workingDirectory(Monitor.none()));
    }

    static void assertInStep(FtpSession session) throws Failure {
        assertTrue(session.isAlive());
        assertEquals(OptionalLong.of(WITNESS_SIZE), session.size(WITNESS, Monitor.none()));
        assertEquals(OptionalLong.empty(), session.size("/nothing.bin", Monitor.none()));
        assertEquals("/", session.workingDirectory(Monitor.none()));
    }

    /** The session is closed and says so: nothing is sent any more, and the server has seen the end of it. */
    void assertClosed(RemoteFileSystem fs) throws Exception {
        server.awaitIdle();
        int before = server.commands().size();
        assertEquals(FailureKind.LOST, assertThrows(Failure.class, () -> fs.stat(WITNESS, Monitor.none())).kind());
        assertEquals(before, server.commands().size());
    }

    void assertClosed(FtpSession session) throws Exception {
        server.awaitIdle();
        assertTrue(!session.isAlive());
        assertEquals(FailureKind.LOST, assertThrows(Failure.class, () -> session.size(WITNESS, Monitor.none())).kind());
    }

    void assertContent(byte[] expected, Path file) throws IOException {
        assertArrayEquals(expected, Files.readAllBytes(file), file.toString());
    }

    void assertRemote(byte[] expected, String path) {
        assertArrayEquals(expected, server.files().get(path).orElseThrow(() -> new AssertionError("no " + path)), path);
    }

    /** Temporary files beside a local target. */
    List<Path> localParts() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(".part")).toList();
        }
    }

    /** Temporary files on the server. */
    List<String> remoteParts() {
        return server.files().paths().stream().filter(path -> path.endsWith(".part")).toList();
    }

    void assertNoPasswordSent() {
        assertEquals(0, server.count("USER"), () -> server.commands().toString());
        assertEquals(0, server.count("PASS"), () -> server.commands().toString());
        assertTrue(server.commands().stream().noneMatch(line -> line.contains(PASSWORD)), () -> server.commands().toString());
    }
}
