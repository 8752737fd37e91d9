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
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Control connections that go wrong. */
@Timeout(60)
class ControlFaultTest {

    private static Failure failedConnect(ScriptedFtpServer.Script script) throws IOException {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script)) {
            FtpSettings settings = ScriptedSession.settings(server);
            return assertThrows(Failure.class, () -> ScriptedSession
                    .connect(settings.withTimeouts(settings.connectTimeout(), ScriptedSession.SHORT, settings.dataTimeout())));
        }
    }

    @Test
    void anUnknownNameIsUnreachableAtResolving() {
        FtpSettings settings = FtpSettings.defaults(new ServerUrl(ServerUrl.Security.PLAIN, "u", "no-such-host.invalid", 21, ""));
        Failure failure = assertThrows(Failure.class, () -> ScriptedSession.connect(settings));
        assertEquals(Step.RESOLVE, failure.step());
        assertEquals(FailureKind.UNREACHABLE, failure.kind());
        assertEquals(Hint.UNKNOWN_HOST, failure.hint());
        assertEquals("no-such-host.invalid", failure.subject());
    }

    @Test
    void aPortWithoutListenerIsUnreachable() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        FtpSettings settings = FtpSettings.defaults(new ServerUrl(ServerUrl.Security.PLAIN, "u", "127.0.0.1", port, ""));
        Failure failure = assertThrows(Failure.class, () -> ScriptedSession.connect(settings));
        assertEquals(Step.CONNECT, failure.step());
        assertEquals(FailureKind.UNREACHABLE, failure.kind());
        assertEquals(Hint.SERVER_PORT, failure.hint());
        assertEquals("127.0.0.1:" + port, failure.subject());
    }

    @Test
    void aServerThatDoesNotGreetIsATimeout() throws Exception {
        Failure failure = failedConnect(session -> session.hold());
        assertEquals(Step.CONNECT, failure.step());
        assertEquals(FailureKind.TIMEOUT, failure.kind());
        assertEquals(Hint.SERVER_SILENT, failure.hint());
    }

    @Test
    void aServerThatHangsUpWithoutGreetingMayHaveBannedUs() throws Exception {
        Failure failure = failedConnect(session -> session.close());
        assertEquals(FailureKind.UNREACHABLE, failure.kind());
        assertEquals(Hint.BANNED, failure.hint());
    }

    @Test
    void aFullServerSaysWhenToComeBack() throws Exception {
        Failure failure = failedConnect(session -> session.reply("421 too many users - please try again later."));
        assertEquals(Step.CONNECT, failure.step());
        assertEquals(FailureKind.REFUSED, failure.kind());
        assertEquals(Hint.TRY_LATER, failure.hint());
        assertEquals("421 too many users - please try again later.", failure.reply().orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "SSH-2.0-OpenSSH_9.2", "HTTP/1.1 400 Bad Request", "", "22", "2200 hello" })
    void whoIsNoFtpServerIsFoundOut(String greeting) throws Exception {
        Failure failure = failedConnect(session -> {
            session.reply(greeting);
            session.hold();
        });
        assertEquals(FailureKind.UNSUPPORTED, failure.kind());
        assertEquals(Hint.SERVER_PORT, failure.hint());
    }

    @Test
    void aLineWithoutEndIsRefusedInBoundedMemory() throws Exception {
        Failure failure = failedConnect(session -> {
            session.raw("220 ".getBytes(StandardCharsets.US_ASCII));
            byte[] noise = new byte[1024 * 1024];
            Arrays.fill(noise, (byte) 'x');
            session.raw(noise);
            session.hold();
        });
        assertEquals(FailureKind.UNSUPPORTED, failure.kind());
    }

    @Test
    void aGreetingOfTenThousandLinesIsRefused() throws Exception {
        Failure failure = failedConnect(session -> {
            for (int i = 0; i < 10_000; i++) {
                session.reply("220-line " + i);
            }
            session.reply("220 end");
        });
        assertEquals(FailureKind.UNSUPPORTED, failure.kind());
        assertEquals("a reply of more than 1000 lines", failure.detail());
    }

    @Test
    void nulBytesAndBareLineFeedsAreTolerated() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.raw("220-he\0llo\n this is\n220 it\n".getBytes(StandardCharsets.US_ASCII));
            session.until("SIZE");
            session.raw("213 1\0\00023\n".getBytes(StandardCharsets.US_ASCII));
            session.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(OptionalLong.of(123), session.size("f", Monitor.none()));
        }
    }

    @Test
    void aSecondGreetingIsAwaitedAfter120() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("120 ready in 0 minutes");
            session.login();
            session.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertTrue(session.isAlive());
        }
    }

    @ParameterizedTest
    @CsvSource({ "421 Timeout.,LOST,RUN_AGAIN", "421 shutting down,LOST,TRY_LATER", "421 Too many users,REFUSED,TRY_LATER" })
    void a421ToAnyCommandEndsTheSession(String reply, FailureKind kind, Hint hint) throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.login();
            session.until("DELE");
            session.reply(reply);
            session.hold();
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.delete("f", Monitor.none()));
            assertEquals(kind, failure.kind());
            assertEquals(hint, failure.hint());
            assertEquals(reply, failure.reply().orElseThrow().toString());
            assertFalse(session.isAlive());
        }
    }

    @Test
    void a421ThatCameWhileNothingWasAskedAnswersTheNextCommand() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.login();
            session.until("PWD");
            session.raw("257 \"/\"\r\n421 Idle for too long.\r\n".getBytes(StandardCharsets.US_ASCII));
            session.hold();
        }); FtpSession session = ScriptedSession.login(server)) {
            session.workingDirectory(Monitor.none());
            Failure failure = assertThrows(Failure.class, () -> session.delete("f", Monitor.none()));
            assertEquals(FailureKind.LOST, failure.kind());
            assertEquals(421, failure.reply().orElseThrow().code());
            assertFalse(server.commands().contains("DELE f"));
        }
    }

    @Test
    void aReplyThatNobodyAskedForAnswersNothing() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.login();
            session.until("PWD");
            session.raw("257 \"/\"\r\n250 for nothing\r\n".getBytes(StandardCharsets.US_ASCII));
            session.until("DELE");
            session.reply("550 no such file");
            session.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            session.workingDirectory(Monitor.none());
            assertThrows(Failure.class, () -> session.delete("f", Monitor.none()));
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void noReplyIsATimeoutAndTheSessionIsClosedBecauseALateOneWouldAnswerTheWrongCommand() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.login();
            session.until("DELE");
            session.hold();
        })) {
            FtpSettings settings = ScriptedSession.settings(server);
            try (FtpSession session = ScriptedSession.login(settings)) {
                session.reconfigure(settings.withTimeouts(settings.connectTimeout(), ScriptedSession.SHORT, settings.dataTimeout()));
                long start = System.nanoTime();
                Failure failure = assertThrows(Failure.class, () -> session.delete("f", Monitor.none()));
                assertEquals(FailureKind.TIMEOUT, failure.kind());
                assertEquals(Step.DELETE, failure.step());
                assertFalse(session.isAlive());
                assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(ScriptedSession.SHORT) >= 0);
            }
        }
    }

    @Test
    void aReplyThatDripsIsATimeoutToo() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.login();
            session.until("DELE");
            while (true) {
                session.reply("250-still busy");
                session.control().setSoTimeout(200);
                try {
                    session.hold();
                } catch (SocketTimeoutException e) {
                    continue;
                }
                return;
            }
        })) {
            FtpSettings settings = ScriptedSession.settings(server);
            try (FtpSession session = ScriptedSession.login(settings)) {
                session.reconfigure(settings.withTimeouts(settings.connectTimeout(), ScriptedSession.SHORT, settings.dataTimeout()));
                Failure failure = assertThrows(Failure.class, () -> session.delete("f", Monitor.none()));
                assertEquals(FailureKind.TIMEOUT, failure.kind());
            }
        }
    }

    @Test
    void aLostControlConnectionIsLost() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.login();
            session.until("DELE");
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.delete("f", Monitor.none()));
            assertEquals(FailureKind.LOST, failure.kind());
            assertFalse(session.isAlive());
        }
    }

    @ParameterizedTest
    @CsvSource({ "'530 Sorry, no ANONYMOUS access allowed.',ANONYMOUS_REFUSED", "530 Login incorrect.,CREDENTIALS",
            "'530 Not logged in, unauthorized IP address',ADDRESS_REFUSED",
            "'530 Not logged in, only one session from same IP allowed at a time.',ONE_SESSION",
            "530 Maximum login limit has been reached.,TRY_LATER" })
    void aRefusedLoginHasTheHintOfItsWords(String reply, Hint hint) throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("PASS");
            session.reply(reply);
            session.until("NEVER");
        }); FtpSession session = ScriptedSession.connect(ScriptedSession.settings(server))) {
            Failure failure = assertThrows(Failure.class, () -> session.login("u", Secret.of("p"), Monitor.none()));
            assertEquals(FailureKind.LOGIN_REFUSED, failure.kind());
            assertEquals(hint, failure.hint());
            assertEquals("u", failure.subject());
        }
    }

    @Test
    void aPasswordThatCannotBeSentShowsNowhere() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("NEVER");
        }); FtpSession session = ScriptedSession.connect(ScriptedSession.settings(server))) {
            Failure failure = assertThrows(Failure.class, () -> session.login("u", Secret.of("s3cret\r\nDELE x"), Monitor.none()));
            assertEquals(FailureKind.MISUSE, failure.kind());
            assertFalse(failure.toString().contains("s3cret"));
            assertFalse(server.commands().contains("DELE x"));
        }
    }

    @Test
    void aServerThatNeedsNoPasswordGetsNone() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("USER");
            session.reply("230 welcome");
            session.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertTrue(session.isAlive());
            assertFalse(server.commands().contains("PASS p"));
        }
    }

    @Test
    void utf8IsSwitchedOnWhereTheServerOffersIt() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.login();
            session.until("NEVER");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertTrue(server.commands().contains("OPTS UTF8 ON"));
        }
    }
}
