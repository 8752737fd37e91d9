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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.atferry.testing.ScriptedFtpServer;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data connections that the server opens, those of IPv6, and the way from one mode to the other. */
@Timeout(60)
class ActiveModeTest {

    private static void serve(ScriptedFtpServer.Session script, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            script.until("NLST");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write("name\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            script.reply("226 done");
        }
        script.until("NEVER");
    }

    private static String names(FtpSession session, Monitor monitor) throws Failure, IOException {
        FtpDownload download = session.listing(ListingKind.NLST, "", monitor);
        byte[] bytes = download.stream().readAllBytes();
        download.finish();
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static FtpSettings active(ScriptedFtpServer server) {
        return ScriptedSession.settings(server).withDataMode(ServerAccess.DataMode.ACTIVE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Test
    void portsAreThoseOfTheRange() throws Exception {
        int port = freePort();
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            serve(script, 2);
        })) {
            FtpSettings settings = active(server);
            try (FtpSession session = ScriptedSession.login(settings.withAccess(settings.access()
                    .withActivePorts(new ServerAccess.PortRange(port, port))))) {
                assertEquals("name\r\n", names(session, Monitor.none()));
                String announced = "PORT 127,0,0,1," + (port >> 8) + "," + (port & 0xff);
                assertTrue(server.commands().contains(announced), server.commands()::toString);
            }
        }
    }

    @Test
    void aRangeWithoutAFreePortIsNoDataConnection() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
                    script.login();
                    script.until("NEVER");
                })) {
            int port = taken.getLocalPort();
            FtpSettings settings = active(server);
            try (FtpSession session = ScriptedSession.login(settings.withAccess(settings.access()
                    .withActivePorts(new ServerAccess.PortRange(port, port))))) {
                Failure failure = assertThrows(Failure.class, () -> names(session, Monitor.none()));
                assertEquals(FailureKind.DATA_CONNECTION, failure.kind());
                assertTrue(session.isAlive());
            }
        }
    }

    @Test
    void theAnnouncedAddressIsThatOfTheSettings() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            assertTrue(script.until("PORT").startsWith("203,0,113,9,"));
            script.reply("500 not from there");
            assertTrue(script.until("EPRT").startsWith("|1|203.0.113.9|"));
            script.reply("522 nor so");
            script.until("NEVER");
        })) {
            FtpSettings settings = active(server);
            try (FtpSession session = ScriptedSession.login(settings.withAccess(settings.access().withActiveAddress("203.0.113.9")))) {
                Failure failure = assertThrows(Failure.class, () -> names(session, Monitor.none()));
                assertEquals(500, failure.reply().orElseThrow().code());
            }
        }
    }

    @Test
    void aServerThatSaysThatItCannotConnectIsNotWaitedFor() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("PORT");
            script.reply("200 done");
            script.until("NLST");
            script.reply("150 here it comes");
            script.reply("425 cannot connect");
            script.until("NEVER");
        }); FtpSession session = ScriptedSession.login(active(server).withTimeouts(Duration.ofSeconds(50), Duration.ofSeconds(50),
                Duration.ofSeconds(50)))) {
            long start = System.nanoTime();
            Failure failure = assertThrows(Failure.class, () -> names(session, Monitor.none()));
            assertEquals(Hint.USE_PASSIVE, failure.hint());
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 25);
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void deadPassiveModeIsLeftForTheRestOfTheSessionAndToldOnce() throws Exception {
        List<StepEvent> events = new CopyOnWriteArrayList<>();
        Monitor monitor = new Monitor(TransferId.next(), new Cancellation(), events::add);
        int dead = freePort();
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("PASV");
            script.reply("227 there (127,0,0,1," + (dead >> 8) + "," + (dead & 0xff) + ")");
            serve(script, 2);
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                .withDataMode(ServerAccess.DataMode.PASSIVE_THEN_ACTIVE))) {
            assertEquals("name\r\n", names(session, monitor));
            assertEquals("name\r\n", names(session, monitor));
            assertEquals(1, server.commands().stream().filter("PASV"::equals).count());
            List<StepEvent> notices = events.stream().filter(StepEvent.Notice.class::isInstance).toList();
            assertEquals(1, notices.size());
            StepEvent.Notice notice = (StepEvent.Notice) notices.get(0);
            assertTrue(notice.detail().contains("active from now on"), notice.detail());
        }
    }

    @Test
    void aRefusedPassiveModeIsNotLeftWhenNobodyAskedForIt() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("PASV");
            script.reply("421 closing");
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                .withDataMode(ServerAccess.DataMode.PASSIVE_THEN_ACTIVE))) {
            Failure failure = assertThrows(Failure.class, () -> names(session, Monitor.none()));
            assertEquals(FailureKind.LOST, failure.kind());
            assertFalse(server.commands().stream().anyMatch(line -> line.startsWith("PORT")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = ServerAccess.DataMode.class, names = { "PASSIVE", "ACTIVE" })
    void overIpv6TheExtendedCommandsAreUsed(ServerAccess.DataMode mode) throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(InetAddress.getByName("::1"), script -> {
            script.login();
            serve(script, 1);
        })) {
            FtpSettings settings = FtpSettings.defaults(new ServerUrl(ServerUrl.Security.PLAIN, "u", "::1", server.port(), ""))
                    .withDataMode(mode);
            try (FtpSession session = ScriptedSession.login(settings)) {
                assertEquals("name\r\n", names(session, Monitor.none()));
                String used = mode == ServerAccess.DataMode.ACTIVE ? "EPRT |2|" : "EPSV";
                assertTrue(server.commands().stream().anyMatch(line -> line.startsWith(used)), server.commands()::toString);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = ServerAccess.DataMode.class, names = { "PASSIVE", "ACTIVE" })
    void aRealServerIsReachedOverIpv6(ServerAccess.DataMode mode, @TempDir Path folder) throws Exception {
        try (VsftpdServer server = VsftpdServer.builder(folder).option("listen=NO").option("listen_ipv6=YES").option("listen_address6=::")
                .start()) {
            Files.write(server.root().resolve("there"), Bytes.random(100_000));
            FtpSettings settings = FtpSettings.defaults(new ServerUrl(ServerUrl.Security.PLAIN, server.user(), "::1", server.port(), ""))
                    .withDataMode(mode);
            try (FtpSession session = FtpSession.connect(settings, FtpWireListener.none(), Monitor.none())) {
                session.login(server.user(), Secret.of(server.password()), Monitor.none());
                FtpFileSystem files = new FtpFileSystem(session, "there", System::nanoTime);
                ByteArrayOutputStream got = new ByteArrayOutputStream();
                files.get(server.directory() + "/there", got, 0, 100_000, Monitor.none());
                assertArrayEquals(Files.readAllBytes(server.root().resolve("there")), got.toByteArray());
                files.put(server.directory() + "/new", new ByteArrayInputStream(got.toByteArray()), 0, 100_000, Monitor.none());
                assertArrayEquals(got.toByteArray(), Files.readAllBytes(server.root().resolve("new")));
            }
        }
    }
}
