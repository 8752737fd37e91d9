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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which commands go out, as the server's features say, and no one more than is needed. */
@Timeout(60)
class SessionCommandsTest {

    private static final String MD5 = "900150983cd24fb0d6963f7d28e17f72";
    private static final String SHA1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
    private static final Instant TIME = Instant.parse("2024-02-29T10:11:12Z");

    private static ScriptedFtpServer server(String[] features, ScriptedFtpServer.Script script) throws IOException {
        return ScriptedFtpServer.start(session -> {
            session.features(features);
            session.login();
            script.play(session);
            session.until("NEVER");
        });
    }

    private static String[] features(String... features) {
        return features;
    }

    @Test
    void aSessionStartsWithFiveCommandsAndSaysWhoItIsWhereAsked() throws Exception {
        try (ScriptedFtpServer server = server(features("UTF8", "CLNT"), script -> { });
                FtpSession session = ScriptedSession.login(server)) {
            assertEquals(List.of("USER u", "PASS p", "FEAT", "CLNT AT Ferry", "OPTS UTF8 ON", "TYPE I"), server.commands());
            assertTrue(session.isAlive());
        }
        try (ScriptedFtpServer server = server(features("SIZE"), script -> { }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(List.of("USER u", "PASS p", "FEAT", "TYPE I"), server.commands());
            assertTrue(session.isAlive());
        }
    }

    @Test
    void aDownloadOfKnownSizeTakesTwoCommands() throws Exception {
        try (ScriptedFtpServer server = server(features("SIZE", "EPSV"), script -> {
            for (int i = 0; i < 2; i++) {
                script.until("RETR");
                script.reply("150 here it comes");
                try (Socket data = script.data()) {
                    data.getOutputStream().write(new byte[4]);
                }
                script.reply("226 done");
            }
        }); FtpSession session = ScriptedSession.login(server);
                FtpFileSystem files = new FtpFileSystem(session, "there", System::nanoTime)) {
            int before = server.commands().size();
            files.get("/a", new ByteArrayOutputStream(), 0, 4, Monitor.none());
            files.get("/b", new ByteArrayOutputStream(), 0, 4, Monitor.none());
            assertEquals(List.of("EPSV", "RETR /a", "EPSV", "RETR /b"), server.commands().subList(before, before + 4));
        }
    }

    private static void list(ScriptedFtpServer.Session script, String line) throws IOException {
        script.until("MLSD");
        script.reply("150 here it comes");
        try (Socket data = script.data()) {
            data.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        script.reply("226 done");
    }

    @Test
    void aTreeIsListedWithoutGoingBackUntilACommandDependsOnIt() throws Exception {
        try (ScriptedFtpServer server = server(features("MLST type*;size*;modify*;"), script -> {
            list(script, "type=file;size=1; one");
            list(script, "type=file;size=2; two");
            script.until("DELE");
            script.reply("250 done");
            script.until("DELE");
            script.reply("250 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            int before = server.commands().size();
            List<RemoteEntry> entries = new ArrayList<>();
            session.list("/a", entries::add, Monitor.none());
            session.list("/b", entries::add, Monitor.none());
            session.delete("/a/one", Monitor.none());
            session.delete("relative", Monitor.none());
            assertEquals(2, entries.size());
            assertEquals(List.of("PWD", "CWD /a", "PASV", "MLSD", "CWD /b", "PASV", "MLSD", "DELE /a/one", "CWD /", "DELE relative"),
                    server.commands().subList(before, before + 10));
        }
    }

    @Test
    void factsThatAreNotToldByThemselvesAreAskedForOnce() throws Exception {
        try (ScriptedFtpServer server = server(features("MLST type*;size;modify;perm;"), script -> {
            list(script, "type=file;size=1; one");
            list(script, "type=file;size=1; one");
        }); FtpSession session = ScriptedSession.login(server)) {
            session.list("", entry -> { }, Monitor.none());
            session.list("", entry -> { }, Monitor.none());
            assertEquals(1, server.commands().stream().filter("OPTS MLST type;size;modify;perm;"::equals).count());
        }
    }

    @Test
    void theStrongestHashIsAskedForAndOddAnswersArePassedOver() throws Exception {
        try (ScriptedFtpServer server = server(features("HASH MD5*;SHA-1", "XSHA256", "XCRC"), script -> {
            script.until("XSHA256");
            script.reply("500 not today");
            script.until("HASH");
            script.reply("213 SHA-1 0-2 " + SHA1 + " f");
            script.until("HASH");
            script.reply("213 SHA-1 0-2 " + SHA1 + " f");
        }); FtpSession session = ScriptedSession.login(server)) {
            int before = server.commands().size();
            assertEquals(Optional.of(new ContentHash(HashAlgorithm.SHA_1, SHA1)), session.contentHash("f", Monitor.none()));
            assertEquals(Optional.of(new ContentHash(HashAlgorithm.SHA_1, SHA1)), session.contentHash("f", Monitor.none()));
            assertEquals(List.of("XSHA256 f", "OPTS HASH SHA-1", "HASH f", "HASH f"), server.commands().subList(before, before + 4));
        }
    }

    @Test
    void aCommandThatTakesASpaceForTheEndOfANameIsNotGivenOne() throws Exception {
        try (ScriptedFtpServer server = server(features("XMD5", "MD5"), script -> {
            script.until("XMD5");
            script.reply("250 " + MD5);
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(Optional.empty(), session.contentHash("f 0 5", Monitor.none()));
            assertEquals(Optional.of(new ContentHash(HashAlgorithm.MD5, MD5)), session.contentHash("f", Monitor.none()));
        }
    }

    @Test
    void timesAreSetByTheCommandForThem() throws Exception {
        try (ScriptedFtpServer server = server(features("MFMT", "MDTM"), script -> {
            assertEquals("20240229101112 /a b", script.until("MFMT"));
            script.reply("213 Modify=20240229101112; /a b");
            script.until("MFMT");
            script.reply("502 no more");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertTrue(session.setModified("/a b", TIME.plusMillis(999), Monitor.none()));
            assertFalse(session.setModified("/a", TIME, Monitor.none()));
            assertFalse(session.setModified("/a", TIME, Monitor.none()));
            assertEquals(2, server.commands().stream().filter(line -> line.startsWith("MFMT")).count());
        }
    }

    @Test
    void aServerThatTakesATimeForANameIsNotBelieved() throws Exception {
        try (ScriptedFtpServer server = server(features("MDTM"), script -> {
            assertEquals("20240229101112 /a", script.until("MDTM"));
            script.reply("213 20200101000000");
            assertEquals("/a", script.until("MDTM"));
            script.reply("213 20210101000000");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertFalse(session.setModified("/a", TIME, Monitor.none()));
            assertFalse(session.setModified("/b", TIME, Monitor.none()));
        }
    }

    @Test
    void aServerThatUnderstoodATimeOnceIsBelieved() throws Exception {
        try (ScriptedFtpServer server = server(features("MDTM"), script -> {
            script.until("MDTM");
            script.reply("213 File modification time set.");
            assertEquals("/a", script.until("MDTM"));
            script.reply("213 20240229101112");
            assertEquals("20240229101112 /b", script.until("MDTM"));
            script.reply("213 File modification time set.");
            script.until("MDTM");
            script.reply("550 Could not set file modification time.");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertTrue(session.setModified("/a", TIME, Monitor.none()));
            assertTrue(session.setModified("/b", TIME, Monitor.none()));
            assertFalse(session.setModified("/c", TIME, Monitor.none()));
        }
    }

    @Test
    void theTimeIsToldWithItsFractionOrTheServersWords() throws Exception {
        try (ScriptedFtpServer server = server(features("MDTM"), script -> {
            script.until("MDTM");
            script.reply("213 20240229101112.25");
            script.until("MDTM");
            script.reply("550 no such file");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(TIME.plusMillis(250), session.requiredModified("/a", Monitor.none()));
            Failure failure = assertThrows(Failure.class, () -> session.requiredModified("/a", Monitor.none()));
            assertEquals(FailureKind.NOT_FOUND, failure.kind());
        }
    }

    @Test
    void freeSpaceAndRightsHaveTheirCommands() throws Exception {
        try (ScriptedFtpServer server = server(features("AVBL"), script -> {
            assertEquals("/d", script.until("AVBL"));
            script.reply("213 1073741824");
            script.until("AVBL");
            script.reply("550 no");
            assertEquals("CHMOD 644 /d/a b", script.until("SITE"));
            script.reply("200 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(OptionalLong.of(1L << 30), session.available("/d", Monitor.none()));
            assertEquals(OptionalLong.empty(), session.available("", Monitor.none()));
            session.changeMode("/d/a b", 0644, Monitor.none());
        }
    }

    /** One round trip less for each file of a tree that goes up. */
    @Test
    void theSizeAloneTakesOneCommandAndWhatIsNotThereIsFoundOut() throws Exception {
        try (ScriptedFtpServer server = server(features("SIZE", "MDTM"), script -> {
            script.until("SIZE");
            script.reply("213 4711");
        }); FtpSession session = ScriptedSession.login(server)) {
            FtpFileSystem files = new FtpFileSystem(session, "here", System::nanoTime);
            assertEquals(OptionalLong.of(4711), files.size("/d/a", Monitor.none()));
            assertEquals("SIZE /d/a", server.commands().get(server.commands().size() - 1));
            assertEquals(OptionalLong.empty(), files.size("/d", Monitor.none()), "this script's server enters any directory");
        }
        for (String reply : List.of("213 4711", "500 what")) {
            try (ScriptedFtpServer server = server(features("SIZE", "MLST type*;size*;"), script -> {
                script.until("SIZE");
                script.reply(reply);
                script.until("MLST");
                script.reply("550 no such file");
            }); FtpSession session = ScriptedSession.login(server)) {
                FtpFileSystem files = new FtpFileSystem(session, "here", System::nanoTime);
                if (reply.startsWith("213")) {
                    files.size("/d/a", Monitor.none());
                }
                Failure failure = assertThrows(Failure.class, () -> files.size("/d/b", Monitor.none()));
                assertEquals(FailureKind.NOT_FOUND, failure.kind());
            }
        }
    }

    @Test
    void namesGoOutInTheCharacterSetOfTheSettingsWhenTheServerHasNoUtf8() throws Exception {
        Charset gbk = Charset.forName("GBK");
        try (ScriptedFtpServer server = server(features("MLST type*;size*;modify*;"), script -> {
            script.until("MLSD");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write("type=file;size=1; 固件.bin\r\n".getBytes(gbk));
            }
            script.reply("226 done");
            script.until("DELE");
            script.reply("250 done");
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                .withAccess(ScriptedSession.settings(server).access().withNames(gbk)))) {
            List<RemoteEntry> entries = new ArrayList<>();
            session.list("", entries::add, Monitor.none());
            assertEquals("固件.bin", entries.get(0).name());
            session.delete("固件.bin", Monitor.none());
            assertEquals("DELE " + new String("固件.bin".getBytes(gbk), StandardCharsets.UTF_8),
                    server.commands().get(server.commands().size() - 1));
            Failure failure = assertThrows(Failure.class, () -> session.delete("\uD83D\uDE00", Monitor.none()));
            assertEquals(FailureKind.MISUSE, failure.kind());
            assertEquals(Hint.NAME_NOT_SENDABLE, failure.hint());
        }
    }
}
