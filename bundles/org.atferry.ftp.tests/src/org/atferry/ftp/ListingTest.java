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
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings and facts of servers that differ from those that can be installed. */
@Timeout(60)
class ListingTest {

    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static ScriptedFtpServer server(String[] features, ScriptedFtpServer.Script script) throws IOException {
        return ScriptedFtpServer.start(session -> {
            session.features(features);
            session.login();
            script.play(session);
            session.until("NEVER");
        });
    }

    private static List<RemoteEntry> listed(String... lines) throws Exception {
        try (ScriptedFtpServer server = server(new String[0], script -> {
            script.until("LIST");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            script.reply("226 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            List<RemoteEntry> entries = new ArrayList<>();
            session.list("", entries::add, Monitor.none());
            return entries;
        }
    }

    @Test
    void unixListingsKeepEveryCharacterOfAName() throws Exception {
        List<RemoteEntry> entries = listed("total 12", "drwxr-xr-x    2 ftp      ftp          4096 Jan 05  2024  two leading",
                "-rw-r--r--    1 ftp      ftp            17 Jan 05  2024 a -> b",
                "lrwxrwxrwx    1 ftp      ftp             3 Jan 05  2024 link -> to",
                "drwxr-xr-x    2 ftp      ftp          4096 Jan 05  2024 .", "not a line at all");
        assertEquals(List.of(" two leading", "a -> b", "link"), entries.stream().map(RemoteEntry::name).toList());
        assertEquals(List.of(RemoteEntry.Kind.DIRECTORY, RemoteEntry.Kind.FILE, RemoteEntry.Kind.LINK),
                entries.stream().map(RemoteEntry::kind).toList());
        assertEquals(new RemoteEntry("a -> b", RemoteEntry.Kind.FILE, OptionalLong.of(17),
                Optional.of(Instant.parse("2024-01-05T00:00:00Z")),
                Optional.of("-rw-r--r--")), entries.get(1));
    }

    @Test
    void windowsListingsAreReadToo() throws Exception {
        List<RemoteEntry> entries = listed("01-05-24  03:04PM       <DIR>          Program Files",
                "01-05-24  03:04PM                 4711 fw 1.bin");
        assertEquals(RemoteEntry.Kind.DIRECTORY, entries.get(0).kind());
        assertEquals("Program Files", entries.get(0).name());
        assertEquals("fw 1.bin", entries.get(1).name());
        assertEquals(OptionalLong.of(4711), entries.get(1).size());
        assertEquals(Optional.of(Instant.parse("2024-01-05T15:04:00Z")), entries.get(1).modified());
    }

    @Test
    void aChineseListingIsReadToo() throws Exception {
        List<RemoteEntry> entries = listed("-rw-r--r--    1 ftp      ftp            17 5月 17 2020 固件.bin");
        assertEquals("固件.bin", entries.get(0).name());
    }

    @ParameterizedTest
    @ValueSource(strings = { "java.lang.Thread", "org.apache.commons.net.ftp.FTPFile" })
    void theServersSystemNamesNoClassToLoad(String system) throws Exception {
        try (ScriptedFtpServer server = server(new String[0], script -> {
            script.until("SYST");
            script.reply("215 " + system);
            script.until("LIST");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write("-rw-r--r-- 1 a a 17 Jan 05  2024 f\r\n".getBytes(StandardCharsets.UTF_8));
            }
            script.reply("226 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            List<RemoteEntry> entries = new ArrayList<>();
            session.list("", entries::add, Monitor.none());
            assertEquals("f", entries.get(0).name());
        }
    }

    @Test
    void entriesArriveWhileTheServerIsStillSending() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (ScriptedFtpServer server = server(new String[] { "MLST type*;size*;" }, script -> {
            script.until("MLSD");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                OutputStream out = data.getOutputStream();
                out.write("type=cdir; .\r\ntype=file;size=1; one\r\n".getBytes(StandardCharsets.UTF_8));
                first.await();
                out.write("type=file;size=2; two\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            script.reply("226 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            List<String> names = new ArrayList<>();
            session.list("", entry -> {
                names.add(entry.name());
                first.countDown();
            }, Monitor.none());
            assertEquals(List.of("one", "two"), names);
        }
    }

    @Test
    void aLineWithoutEndInAListingIsRefusedInBoundedMemory() throws Exception {
        try (ScriptedFtpServer server = server(new String[0], script -> {
            script.until("LIST");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                byte[] noise = new byte[1024 * 1024];
                while (true) {
                    data.getOutputStream().write(noise);
                }
            } catch (IOException e) {
                script.reply("426 aborted");
            }
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.list("", entry -> { }, Monitor.none()));
            assertEquals(FailureKind.UNSUPPORTED, failure.kind());
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void aSinkThatThrowsLeavesTheSessionInStep() throws Exception {
        try (ScriptedFtpServer server = server(new String[0], script -> {
            script.until("LIST");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write("-rw-r--r-- 1 a a 17 Jan 05  2024 f\r\n".getBytes(StandardCharsets.UTF_8));
            }
            script.reply("226 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertThrows(IllegalArgumentException.class, () -> session.list("", entry -> {
                throw new IllegalArgumentException();
            }, Monitor.none()));
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void anAnswerForAnotherNameIsNotBelieved() throws Exception {
        try (ScriptedFtpServer server = server(new String[] { "MLST type*;size*;", "SIZE" }, script -> {
            script.until("MLST");
            script.reply("250-listing");
            script.reply(" type=dir; /somewhere/else");
            script.reply("250 end");
            script.until("SIZE");
            script.reply("213 42");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(RemoteEntry.file("x[1]", 42), session.stat("x[1]", Monitor.none()).orElseThrow());
        }
    }

    @Test
    void factsGiveTheWholePathOrOnlyTheName() throws Exception {
        for (String name : List.of("f", "/dir/f")) {
            try (ScriptedFtpServer server = server(new String[] { "MLST type*;size*;" }, script -> {
                script.until("MLST");
                script.reply("250-listing");
                script.reply(" type=file;size=3;modify=20200517101112.345;perm=adfr; " + name);
                script.reply("250 end");
            }); FtpSession session = ScriptedSession.login(server)) {
                assertEquals(new RemoteEntry("f", RemoteEntry.Kind.FILE, OptionalLong.of(3),
                        Optional.of(Instant.parse("2020-05-17T10:11:12.345Z")),
                        Optional.of("adfr")), session.stat("/dir/f", Monitor.none()).orElseThrow());
            }
        }
    }

    @Test
    void aServerWithoutSizeIsAskedForItsListing() throws Exception {
        try (ScriptedFtpServer server = server(new String[0], script -> {
            script.until("SIZE");
            script.reply("502 what is that");
            script.until("LIST");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write("-rw-r--r-- 1 a a 17 Jan 05  2024 f\r\n".getBytes(StandardCharsets.UTF_8));
            }
            script.reply("226 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(OptionalLong.of(17), session.stat("/dir/f", Monitor.none()).orElseThrow().size());
            assertTrue(server.commands().contains("CWD /dir"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "257 \"/a \"\"b\"\"\" is here|/a \"b\"", "257 \"/a\"|/a", "257 \"/a\" is \"here\"|/a",
            "257 \"/in \"quotes\"\" is here|/in \"quotes\"" })
    void theWorkingDirectoryIsFoundBetweenItsQuotes(String replyAndPath) throws Exception {
        String[] parts = replyAndPath.split("\\|");
        try (ScriptedFtpServer server = server(new String[0], script -> {
            script.until("PWD");
            script.reply(parts[0]);
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(parts[1], session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void aWorkingDirectoryWithoutQuotesIsNone() throws Exception {
        try (ScriptedFtpServer server = server(new String[0], script -> {
            script.until("PWD");
            script.reply("257 \"/a is here");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(FailureKind.UNSUPPORTED, assertThrows(Failure.class, () -> session.workingDirectory(Monitor.none())).kind());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "2024", "yesterday", "20241399000000" })
    void aMalformedTimeIsNoTime(String time) throws Exception {
        try (ScriptedFtpServer server = server(new String[] { "MDTM" }, script -> {
            script.until("MDTM");
            script.reply("213 " + time);
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(Optional.empty(), session.modified("f", Monitor.none()));
        }
    }

    @Test
    void theServersHashIsTakenWhereItHasOne() throws Exception {
        try (ScriptedFtpServer server = server(new String[] { "XSHA256" }, script -> {
            script.until("XSHA256");
            script.reply("250 " + HASH.toUpperCase());
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(Optional.of(new ContentHash(HashAlgorithm.SHA_256, HASH)), session.contentHash("f", Monitor.none()));
        }
        try (ScriptedFtpServer server = server(new String[] { "HASH SHA-1*;SHA-256;MD5" }, script -> {
            script.until("HASH");
            script.reply("213 SHA-256 0-4 " + HASH + " f");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(Optional.of(new ContentHash(HashAlgorithm.SHA_256, HASH)), session.contentHash("f", Monitor.none()));
            assertTrue(server.commands().contains("OPTS HASH SHA-256"));
        }
    }

    @Test
    void noHashIsAskedForWhereThereIsNone() throws Exception {
        try (ScriptedFtpServer server = server(new String[] { "SIZE" }, script -> { });
                FtpSession session = ScriptedSession.login(server)) {
            assertEquals(Optional.empty(), session.contentHash("f", Monitor.none()));
            assertFalse(server.commands().contains("HASH f"));
        }
    }
}
