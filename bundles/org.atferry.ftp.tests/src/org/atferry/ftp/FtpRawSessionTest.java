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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.Step;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that a person says. */
@Timeout(60)
class FtpRawSessionTest {

    private static final byte[] BYTES = "a\nb\r\n\0\u00e9".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static FtpRawSession raw(FtpSettings settings, FtpWireListener wire) throws Failure {
        return FtpRawSession.connect(settings, wire, Monitor.none());
    }

    private static FtpRawSession login(RealServer server, FtpSettings settings) throws Failure {
        FtpRawSession session = raw(settings, FtpWireListener.none());
        assertEquals(230, session.login(server.user(), Secret.of(server.password()), Monitor.none()).reply().code());
        session.send("CWD " + server.directory(), Monitor.none()).orThrow();
        return session;
    }

    private static FtpRawSession.Answer down(FtpRawSession session, String line, OutputStream sink) throws Failure {
        return session.perform(line, null, sink, Monitor.none());
    }

    private static FtpRawSession.Answer up(FtpRawSession session, String line) throws Failure {
        return session.perform(line, new ByteArrayInputStream(BYTES), null, Monitor.none());
    }

    @ParameterizedTest
    @EnumSource
    void movesDataAsTheSettingsSay(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder)) {
            for (DataMode mode : DataMode.values()) {
                try (FtpRawSession session = login(server, FtpSettings.defaults(server.url()).withDataMode(mode))) {
                    session.send("TYPE I", Monitor.none()).orThrow();
                    FtpRawSession.Answer stored = up(session, "STOR " + mode + ".bin").orThrow();
                    assertEquals(226, stored.reply().code());
                    assertEquals(BYTES.length, stored.bytes());
                    assertEquals(List.of("150", "226"), stored.lines().stream().map(line -> line.substring(0, 3)).distinct().toList());
                    assertEquals("STOR " + mode + ".bin", stored.command());
                    ByteArrayOutputStream sink = new ByteArrayOutputStream();
                    assertEquals(BYTES.length, down(session, "RETR " + mode + ".bin", sink).orThrow().bytes());
                    assertEquals(new String(BYTES, StandardCharsets.UTF_8), sink.toString(StandardCharsets.UTF_8));
                    ByteArrayOutputStream listing = new ByteArrayOutputStream();
                    down(session, "nlst", listing).orThrow();
                    assertTrue(listing.toString(StandardCharsets.UTF_8).contains(mode + ".bin"), listing.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "PASV", "EPSV" })
    void movesDataWhereAPersonSaid(String passive) throws Exception {
        try (RealServer server = RealServer.Kind.VSFTPD.start(folder)) {
            List<String> sent = new CopyOnWriteArrayList<>();
            FtpWireListener wire = new FtpWireListener() {
                @Override
                public void sent(String lineMasked) {
                    sent.add(lineMasked);
                }

                @Override
                public void received(String line) {
                    // counts nothing
                }
            };
            try (FtpRawSession session = raw(FtpSettings.defaults(server.url()), wire)) {
                session.login(server.user(), Secret.of(server.password()), Monitor.none());
                session.send(passive, Monitor.none()).orThrow();
                up(session, "STOR " + server.directory() + "/x").orThrow();
                session.send(passive, Monitor.none()).orThrow();
                session.send(passive, Monitor.none()).orThrow();
                down(session, "LIST " + server.directory(), OutputStream.nullOutputStream()).orThrow();
                down(session, "LIST", OutputStream.nullOutputStream()).orThrow();
            }
            assertEquals(List.of("USER " + server.user(), "PASS ***", passive, "STOR " + server.directory() + "/x", passive, passive,
                    "LIST " + server.directory(), "PASV", "LIST", "QUIT"), sent,
                    "nothing but what was said; what was agreed on counts once");
            assertEquals(BYTES.length, Files.size(server.root().resolve("x")));
        }
    }

    @Test
    void aDownloadIsAsItIsWhateverTheTypeSays() throws Exception {
        try (RealServer server = RealServer.Kind.VSFTPD.start(folder); FtpRawSession session = login(server,
                FtpSettings.defaults(server.url()))) {
            session.send("TYPE I", Monitor.none()).orThrow();
            up(session, "STOR x").orThrow();
            session.send("REST 2", Monitor.none()).orThrow();
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            down(session, "RETR x", sink).orThrow();
            assertEquals(new String(BYTES, StandardCharsets.UTF_8).substring(2), sink.toString(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "XSEM joe hello", "xsen joe", "CCC", "ADAT x", "AUTH TLS", "PROT C", "REIN", "LPSV", "ENC x", "", "   ",
            "DELE x\r\nDELE y", "STAT \u0007", "USER a\u0000b", "RETR\nx", "LIST", "STOR x" })
    void whatMayNotBeSaidIsNotSent(String line) throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("QUIT");
        }); FtpRawSession session = raw(ScriptedSession.settings(server), FtpWireListener.none())) {
            Failure failure = assertThrows(Failure.class, () -> session.send(line, Monitor.none()));
            assertEquals(FailureKind.MISUSE, failure.kind());
            assertEquals(Step.ARGUMENTS, failure.step());
            session.send("NOOP", Monitor.none()).orThrow();
            assertEquals(List.of("NOOP"), server.commands());
        }
    }

    @Test
    void aRefusedCommandTellsWhy() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("QUIT");
        }); FtpRawSession session = raw(ScriptedSession.settings(server), FtpWireListener.none())) {
            Failure failure = assertThrows(Failure.class, () -> session.send("XSEM joe", Monitor.none()));
            assertEquals(FtpCommand.XSEM.reason(Locale.ENGLISH), failure.detail());
            assertEquals("XSEM", failure.subject());
        }
    }

    @Test
    void aSecretIsNowhere() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        FtpWireListener wire = new FtpWireListener() {
            @Override
            public void sent(String lineMasked) {
                seen.add(lineMasked);
            }

            @Override
            public void received(String line) {
                seen.add(line);
            }
        };
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("QUIT");
        }); FtpRawSession session = raw(ScriptedSession.settings(server), wire)) {
            seen.add(session.send("pass s3cret-1", Monitor.none()).toString());
            seen.add(session.send("ACCT s3cret-2", Monitor.none()).toString());
            seen.add(session.send("SITE PSWD s3cret-3 s3cret-4", Monitor.none()).toString());
            seen.add(assertThrows(Failure.class, () -> session.send("PASS s3cret\u0007", Monitor.none())).toString());
            seen.add(assertThrows(Failure.class, () -> session.login("u", Secret.of("s3cret\r"), Monitor.none())).toString());
            assertTrue(server.commands().contains("pass s3cret-1"), "the server is told");
        }
        assertFalse(seen.toString().contains("s3cret"), seen.toString());
    }

    @Test
    void aRefusalIsAnAnswerWithItsFailure() throws Exception {
        try (RealServer server = RealServer.Kind.VSFTPD.start(folder); FtpRawSession session = login(server,
                FtpSettings.defaults(server.url()))) {
            FtpRawSession.Answer answer = down(session, "RETR nothing", OutputStream.nullOutputStream());
            assertEquals(550, answer.reply().code());
            assertEquals(List.of("550 Failed to open file."), answer.lines());
            Failure failure = answer.failure().orElseThrow();
            assertEquals(FailureKind.NOT_FOUND, failure.kind());
            assertEquals(Hint.CHECK_PATH, failure.hint());
            assertEquals("nothing", failure.subject());
            assertThrows(Failure.class, answer::orThrow);
            assertEquals(FailureKind.UNSUPPORTED, session.send("FROB x", Monitor.none()).failure().orElseThrow().kind());
            assertTrue(session.send("FEAT", Monitor.none()).orThrow().lines().size() > 3, "all lines");
        }
    }

    @Test
    void aRefusedLoginIsAFailure() throws Exception {
        try (RealServer server = RealServer.Kind.VSFTPD.start(folder);
                FtpRawSession session = raw(FtpSettings.defaults(server.url()), FtpWireListener.none())) {
            Failure failure = assertThrows(Failure.class, () -> session.login(server.user(), Secret.of("wrong"), Monitor.none()));
            assertEquals(FailureKind.LOGIN_REFUSED, failure.kind());
            assertEquals(Hint.CREDENTIALS, failure.hint());
            assertEquals(server.user(), failure.subject());
        }
    }

    @Test
    void aFullDiskInTheMiddleIsAnAnswer() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("STOR");
            session.reply("150 go on");
            session.data().getInputStream().readNBytes(3);
            session.reply("552 Disk full.");
            session.data().close();
            session.hold();
        }); FtpRawSession session = raw(ScriptedSession.settings(server), FtpWireListener.none())) {
            FtpRawSession.Answer answer = up(session, "STOR x");
            assertEquals(552, answer.reply().code());
            assertEquals(Hint.FREE_SPACE, answer.failure().orElseThrow().hint());
            assertEquals(List.of("150 go on", "552 Disk full."), answer.lines());
        }
    }

    @Test
    void aSinkThatFailsEndsTheTransferAndLeavesTheSessionUsable() throws Exception {
        try (RealServer server = RealServer.Kind.VSFTPD.start(folder); FtpRawSession session = login(server,
                FtpSettings.defaults(server.url()))) {
            up(session, "STOR x").orThrow();
            OutputStream full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("disk full here");
                }
            };
            Failure failure = assertThrows(Failure.class, () -> down(session, "RETR x", full));
            assertEquals(FailureKind.LOCAL, failure.kind());
            assertEquals("disk full here", failure.detail());
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("no such disk");
                }
            };
            assertEquals(FailureKind.LOCAL,
                    assertThrows(Failure.class, () -> session.perform("STOR y", broken, null, Monitor.none())).kind());
            assertEquals(257, session.send("PWD", Monitor.none()).orThrow().reply().code());
        }
    }

    @Test
    void aPortThatIsTakenIsSaidBeforeTheServerIsAsked() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("QUIT");
        }); FtpRawSession session = raw(ScriptedSession.settings(server), FtpWireListener.none())) {
            String taken = (server.port() >> 8) + "," + (server.port() & 0xff);
            Failure failure = assertThrows(Failure.class, () -> session.send("PORT 127,0,0,1," + taken, Monitor.none()));
            assertEquals(FailureKind.BUSY, failure.kind());
            assertEquals(List.of(), server.commands());
        }
    }

    @Test
    void aServerThatClosesIsAnAnswerOnceAndAFailureThen() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.command();
            session.reply("421 Too many users - please try again later.");
        }); FtpRawSession session = raw(ScriptedSession.settings(server), FtpWireListener.none())) {
            FtpRawSession.Answer answer = session.send("USER u", Monitor.none());
            assertEquals(Hint.TRY_LATER, answer.failure().orElseThrow().hint());
            assertFalse(session.isAlive());
            assertEquals(FailureKind.LOST, assertThrows(Failure.class, () -> session.send("NOOP", Monitor.none())).kind());
        }
    }
}
