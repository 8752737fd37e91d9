/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.atferry.at.port.LoopPair;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortProvider;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceListener;
import org.atferry.command.ModuleProbe;
import org.atferry.command.QftpFileSystemProvider;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.ServerSettings;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The driver, the module, and a real server: every operation of the one API, all the way and back. */
class QftpEndToEndTest {

    /** Who is at the far end. */
    enum Server {
        EMBEDDED, VSFTPD
    }

    @TempDir
    private Path folder;
    private final Monitor monitor = Monitor.none();
    private SoftwareModule module;
    private AutoCloseable server;
    private Path root;
    private ServerUrl url;
    private String password;
    private RemoteFileSystem files;

    private void start(Server kind) throws Exception {
        if (kind == Server.EMBEDDED) {
            root = Files.createDirectory(folder.resolve("root"));
            EmbeddedServer embedded = EmbeddedServer.start(
                    new ServerSettings(root, InetAddress.getLoopbackAddress(), 0, "test", Secret.of("s3cret"), true));
            server = embedded;
            password = "s3cret";
            url = ServerUrl.parse("ftp://test@127.0.0.1:" + embedded.port() + "/");
        } else {
            VsftpdServer vsftpd = VsftpdServer.start(folder.resolve("vsftpd"));
            server = vsftpd;
            root = vsftpd.root();
            password = vsftpd.password();
            url = ServerUrl.parse("ftp://" + vsftpd.user() + "@127.0.0.1:" + vsftpd.port() + vsftpd.directory());
        }
    }

    private RemoteFileSystem open(Server kind) throws Exception {
        start(kind);
        files = connect(password);
        return files;
    }

    private Ports ports() throws Failure {
        LoopPair pair = LoopPair.create("e2e");
        module = new SoftwareModule(pair.module(), ModuleSettings.qftp(), TraceListener.NONE, FtpWireListener.none());
        module.start();
        return new Ports(List.of(new PortProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("loop");
            }

            @Override
            public Port open(PortAddress address) {
                return pair.host();
            }

            @Override
            public List<PortDescription> list() {
                return List.of();
            }
        }));
    }

    private RemoteFileSystem connect(String secret) throws Exception {
        return new QftpFileSystemProvider(ports(), TraceListener.NONE).open(ConnectionSpec.through("loop:e2e", Dialect.QFTP, url),
                Secret.of(secret), monitor);
    }

    @AfterEach
    void close() throws Exception {
        if (files != null) {
            files.close();
        }
        if (module != null) {
            module.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private String path(String name) {
        return url.path().equals("/") ? "/" + name : url.path() + "/" + name;
    }

    private void put(String name, byte[] bytes, int offset) throws Failure {
        files.put(path(name), new ByteArrayInputStream(bytes, offset, bytes.length - offset), offset, bytes.length - offset, monitor);
    }

    private byte[] get(String name, int offset, int length) throws Failure {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        files.get(path(name), sink, offset, length, monitor);
        return sink.toByteArray();
    }

    @Test
    void saysWhoTheModuleIs() throws Exception {
        Optional<ModuleIdentity> identity = new ModuleProbe(ports(), TraceListener.NONE).identify("loop:e2e", monitor);
        assertEquals(Optional.of(ModuleSettings.qftp().identity()), identity);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void movesFilesOfAllSizesBothWays(Server kind) throws Exception {
        open(kind);
        for (int length : new int[] { 0, 1, 1000, 8 << 20 }) {
            byte[] bytes = random(length);
            put("a.bin", bytes, 0);
            assertArrayEquals(bytes, Files.readAllBytes(root.resolve("a.bin")), "length " + length);
            assertArrayEquals(bytes, get("a.bin", 0, length), "length " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void goesOnFromAnOffset(Server kind) throws Exception {
        open(kind);
        byte[] bytes = random(200_000);
        put("a.bin", Arrays.copyOf(bytes, 70_001), 0);
        put("a.bin", bytes, 70_001);
        assertArrayEquals(bytes, Files.readAllBytes(root.resolve("a.bin")));
        assertArrayEquals(Arrays.copyOfRange(bytes, 150_000, 200_000), get("a.bin", 150_000, 50_000));
        assertArrayEquals(Arrays.copyOfRange(bytes, 10, 20), get("a.bin", 10, 10));
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void listsAndChanges(Server kind) throws Exception {
        open(kind);
        files.makeDirectory(path("dir"), monitor);
        put("dir/b.bin", random(5), 0);
        files.rename(path("dir/b.bin"), path("dir/c d,e;ü文.bin"), monitor);
        List<RemoteEntry> entries = files.list(path("dir"), monitor);
        assertEquals(Set.of("c d,e;ü文.bin"), entries.stream().map(RemoteEntry::name).collect(Collectors.toSet()));
        assertTrue(files.stat(path("dir/c d,e;ü文.bin"), monitor).isPresent());
        assertTrue(files.stat(path("dir"), monitor).isPresent());
        assertTrue(files.stat(path("missing"), monitor).isEmpty());
        files.delete(path("dir/c d,e;ü文.bin"), monitor);
        files.removeDirectory(path("dir"), monitor);
        assertFalse(Files.exists(root.resolve("dir")));
        assertTrue(files.list(path(""), monitor).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void failsWithTheRightKindAndGoesOn(Server kind) throws Exception {
        open(kind);
        assertEquals(FailureKind.NOT_FOUND, failure(() -> get("missing", 0, 10)).kind());
        assertEquals(FailureKind.NOT_FOUND, failure(() -> files.delete(path("missing"), monitor)).kind());
        assertEquals(FailureKind.NOT_FOUND, failure(() -> files.list(path("missing"), monitor)).kind());
        failure(() -> put("missing/a", random(10), 0));
        assertEquals(FailureKind.MISUSE, failure(() -> files.delete(path("a\r\nDELE b"), monitor)).kind());
        assertEquals(FailureKind.MISUSE, failure(() -> files.delete(path("a\"b"), monitor)).kind());
        put("still", random(10), 0);
        assertEquals(10, Files.size(root.resolve("still")));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Failure failure(Work work) {
        return assertThrows(Failure.class, work::run);
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void isRefusedWithAWrongPassword(Server kind) throws Exception {
        start(kind);
        Failure failure = failure(() -> connect("wrong"));
        assertEquals(FailureKind.LOGIN_REFUSED, failure.kind());
        assertEquals(Step.LOGIN, failure.step());
        assertEquals(625, failure.moduleCode().orElseThrow().code());
        assertEquals(530, failure.reply().orElseThrow().code());
    }

    @Test
    void doesNotKnowTheHost() throws Exception {
        url = ServerUrl.parse("ftp://test@no-such-host.invalid/");
        Failure failure = failure(() -> connect("x"));
        assertEquals(FailureKind.UNREACHABLE, failure.kind());
        assertEquals(604, failure.moduleCode().orElseThrow().code());
    }

    @Test
    void tellsOfAFullDisk() throws Exception {
        VsftpdServer small = VsftpdServer.builder(folder.resolve("small")).fileSizeLimit(1 << 20).start();
        server = small;
        url = ServerUrl.parse("ftp://" + small.user() + "@127.0.0.1:" + small.port() + small.directory());
        files = connect(small.password());
        assertEquals(FailureKind.NO_SPACE, failure(() -> put("a.bin", random(4 << 20), 0)).kind());
        put("b.bin", random(10), 0);
    }

    @Test
    void tellsOfAServerThatDies() throws Exception {
        open(Server.VSFTPD);
        VsftpdServer vsftpd = (VsftpdServer) server;
        Failure failure = failure(() -> files.put(path("a.bin"), new ByteArrayInputStream(random(8 << 20)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (pos > 1 << 20) {
                    vsftpd.kill();
                }
                return super.read(target, offset, length);
            }
        }, 0, 8 << 20, monitor));
        assertEquals(FailureKind.LOST, failure.kind());
    }

    @Test
    void tellsOfALineThatIsPulledOut() throws Exception {
        open(Server.VSFTPD);
        Failure failure = failure(() -> files.put(path("a.bin"), new ByteArrayInputStream(random(8 << 20)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (pos > 1 << 20) {
                    module.close();
                }
                return super.read(target, offset, length);
            }
        }, 0, 8 << 20, monitor));
        assertEquals(FailureKind.LOST, failure.kind());
    }
}
