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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerAccess;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where data connections go and come from, whatever the server says. */
@Timeout(60)
class DataConnectionTest {

    private static final String OTHER = "127.0.0.2";

    private interface Serving {
        void serve(ScriptedFtpServer.Session session, ServerSocket other) throws IOException;
    }

    /** A server that has another address too, on which it may listen. */
    private static ScriptedFtpServer server(ServerSocket other, Serving serving) throws IOException {
        return ScriptedFtpServer.start(session -> {
            session.login();
            serving.serve(session, other);
            session.until("NEVER");
        });
    }

    private static String numbers(String address, int port) {
        return address.replace('.', ',') + "," + (port >> 8) + "," + (port & 0xff);
    }

    private static byte[] download(FtpSession session) throws Failure, IOException {
        FtpDownload download = session.listing(ListingKind.NLST, "", Monitor.none());
        byte[] bytes = download.stream().readAllBytes();
        download.finish();
        return bytes;
    }

    private static void sendOver(ScriptedFtpServer.Session session, Socket data) throws IOException {
        try (data) {
            data.getOutputStream().write("name\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        session.reply("226 done");
    }

    @Test
    void aForeignAddressInTheReplyIsNotUsed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ScriptedFtpServer server = server(other, (script, socket) -> {
                    script.until("PASV");
                    script.reply("227 there (" + numbers(OTHER, socket.getLocalPort()) + ")");
                    script.until("NLST");
                    script.reply("150 here it comes");
                    sendOver(script, socket.accept());
                });
                FtpSession session = ScriptedSession.login(server)) {
            assertEquals("name\r\n", new String(download(session), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theServersAddressIsUsedWhenAskedFor() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(OTHER));
                ScriptedFtpServer server = server(other, (script, socket) -> {
                    script.until("PASV");
                    script.reply("227 there (" + numbers(OTHER, socket.getLocalPort()) + ")");
                    script.until("NLST");
                    script.reply("150 here it comes");
                    sendOver(script, socket.accept());
                });
                FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                        .withDataAddress(ServerAccess.DataAddress.SERVER, Duration.ofSeconds(25)))) {
            assertEquals(6, download(session).length);
        }
    }

    @Test
    void theServersAddressComesSecondWhenTheFirstFails() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(OTHER));
                ScriptedFtpServer server = server(other, (script, socket) -> {
                    script.until("PASV");
                    script.reply("227 there (" + numbers(OTHER, socket.getLocalPort()) + ")");
                    script.until("NLST");
                    script.reply("150 here it comes");
                    sendOver(script, socket.accept());
                });
                FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                        .withDataAddress(ServerAccess.DataAddress.CONTROL_THEN_SERVER, Duration.ofSeconds(1)))) {
            assertEquals(6, download(session).length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "227 there", "227 there (1,2,3,4,5)", "227 there (127,0,0,999,4,5)", "227 there (127,0,0,1,0,0)" })
    void garbageInTheReplyIsNoDataConnection(String reply) throws Exception {
        try (ScriptedFtpServer server = server(null, (script, none) -> {
            script.until("PASV");
            script.reply(reply);
            script.until("EPSV");
            script.reply("500 what");
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> download(session));
            assertEquals(FailureKind.DATA_CONNECTION, failure.kind());
            assertEquals(Hint.DATA_CONNECTION, failure.hint());
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void garbageInTheReplyIsPassedOverByExtendedPassiveMode() throws Exception {
        try (ScriptedFtpServer server = server(null, (script, none) -> {
            script.until("PASV");
            script.reply("227 somewhere");
            script.until("NLST");
            script.reply("150 here it comes");
            sendOver(script, script.data());
            script.until("NLST");
            script.reply("150 here it comes");
            sendOver(script, script.data());
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(6, download(session).length);
            assertEquals(6, download(session).length);
            assertEquals(1, server.commands().stream().filter("PASV"::equals).count(), "asked once, not again");
        }
    }

    @Test
    void extendedPassiveModeComesFirstWhereTheServerListsIt() throws Exception {
        try (ScriptedFtpServer server = listing("EPSV", (script, none) -> {
            script.until("NLST");
            script.reply("150 here it comes");
            sendOver(script, script.data());
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(6, download(session).length);
            assertTrue(server.commands().contains("EPSV"));
            assertFalse(server.commands().contains("PASV"));
        }
    }

    @Test
    void plainPassiveModeIsUsedWhenAFirewallSwallowsTheExtendedOne() throws Exception {
        try (ScriptedFtpServer server = listing("EPSV", (script, none) -> {
            script.until("EPSV");
            script.reply("229 there (|||1|)");
            for (int i = 0; i < 2; i++) {
                script.until("NLST");
                script.reply("150 here it comes");
                sendOver(script, script.data());
            }
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(6, download(session).length);
            assertEquals(6, download(session).length);
            assertEquals(1, server.commands().stream().filter("EPSV"::equals).count(), "remembered");
        }
    }

    @Test
    void whoWantsTheServersAddressIsNotGivenExtendedPassiveMode() throws Exception {
        try (ScriptedFtpServer server = listing("EPSV", (script, none) -> {
            script.until("NLST");
            script.reply("150 here it comes");
            sendOver(script, script.data());
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                .withDataAddress(ServerAccess.DataAddress.SERVER, Duration.ofSeconds(5)))) {
            assertEquals(6, download(session).length);
            assertFalse(server.commands().contains("EPSV"));
        }
    }

    private static ScriptedFtpServer listing(String feature, Serving serving) throws IOException {
        return ScriptedFtpServer.start(session -> {
            session.features("SIZE", feature);
            session.login();
            serving.serve(session, null);
            session.until("NEVER");
        });
    }

    @Test
    void extendedPassiveModeComesSecond() throws Exception {
        try (ScriptedFtpServer server = server(null, (script, none) -> {
            script.until("PASV");
            script.reply("502 not here");
            script.until("NLST");
            script.reply("150 here it comes");
            sendOver(script, script.data());
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(6, download(session).length);
            assertTrue(server.commands().contains("EPSV"));
        }
    }

    @Test
    void aServerWithoutPassiveModeSaysSo() throws Exception {
        try (ScriptedFtpServer server = server(null, (script, none) -> {
            script.until("PASV");
            script.reply("502 not here");
            script.until("EPSV");
            script.reply("502 neither");
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> download(session));
            assertEquals("502 not here", failure.reply().orElseThrow().toString());
            assertEquals(FailureKind.UNSUPPORTED, failure.kind());
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void anActiveConnectionFromAnotherAddressIsNotTaken() throws Exception {
        try (ScriptedFtpServer server = server(null, (script, none) -> {
            String[] parts = script.until("PORT").split(",");
            int port = Integer.parseInt(parts[4]) << 8 | Integer.parseInt(parts[5]);
            script.reply("200 done");
            script.until("NLST");
            try (Socket thief = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(OTHER), 0)) {
                script.reply("150 here it comes");
                thief.getOutputStream().write("stolen\r\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals(-1, readOrReset(thief));
            }
            sendOver(script, new Socket("127.0.0.1", port));
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server).withDataMode(ServerAccess.DataMode.ACTIVE))) {
            assertEquals("name\r\n", new String(download(session), StandardCharsets.US_ASCII));
        }
    }

    private static int readOrReset(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void anActiveConnectionThatNeverComesIsNoDataConnection() throws Exception {
        try (ScriptedFtpServer server = server(null, (script, none) -> {
            script.until("PORT");
            script.reply("200 done");
            script.until("NLST");
            script.reply("150 here it comes");
            script.reply("425 cannot connect");
        })) {
            FtpSettings settings = ScriptedSession.settings(server).withDataMode(ServerAccess.DataMode.ACTIVE)
                    .withTimeouts(ScriptedSession.SHORT, Duration.ofSeconds(10), Duration.ofSeconds(10));
            try (FtpSession session = ScriptedSession.login(settings)) {
                Failure failure = assertThrows(Failure.class, () -> download(session));
                assertEquals(FailureKind.DATA_CONNECTION, failure.kind());
                assertEquals("425 cannot connect", failure.reply().orElseThrow().toString());
                assertEquals("/", session.workingDirectory(Monitor.none()));
            }
        }
    }

    @Test
    void aRefusedPassivePortIsNoDataConnection() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        try (ScriptedFtpServer server = server(null, (script, none) -> {
            script.until("PASV");
            script.reply("227 there (" + numbers("127.0.0.1", port) + ")");
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> download(session));
            assertEquals(FailureKind.DATA_CONNECTION, failure.kind());
            assertEquals(Hint.PASSIVE_REFUSED, failure.hint());
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }
}
