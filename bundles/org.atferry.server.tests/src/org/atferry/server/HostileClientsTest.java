/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.atferry.remote.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean harm or are in each other's way: the server, its memory and the files stay whole. */
@Timeout(120)
class HostileClientsTest {

    private static final String PASSWORD = "s3cret-pw";

    @TempDir
    Path root;

    private ServerSettings settings;

    @BeforeEach
    void configure() throws IOException {
        settings = new ServerSettings(root, InetAddress.getByName("127.0.0.1"), 0, "li", Secret.of(PASSWORD), true);
    }

    private static ServerUser user(String name) {
        return ServerUser.of(name, PasswordHash.forThisRun(Secret.of(PASSWORD)), true);
    }

    private static RawClient login(EmbeddedServer server, String user) throws IOException {
        return RawClient.login(server.port(), user, PASSWORD);
    }

    /** Before a login, too, replies that nobody reads must not pile up. */
    @Test
    void aFloodOfCommandsWhoseRepliesNobodyReadsIsCutOff() throws Exception {
        byte[] flood = "FEAT\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            try (RawClient client = new RawClient(server.port())) {
                assertThrows(IOException.class, () -> {
                    for (int i = 0; i < 500; i++) {
                        client.raw(flood);
                    }
                });
            }
            try (RawClient client = login(server, "li")) {
                client.expect("257", "PWD");
            }
        }
    }

    @Test
    void manyCommandsAtOnceAreAllAnswered() throws Exception {
        int count = 3000;
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = login(server, "li")) {
            client.raw("NOOP\r\n".repeat(count).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < count; i++) {
                assertEquals("200 Nothing done.", client.reply());
            }
            client.expect("257", "PWD");
        }
    }

    /** The older one is most often what a lost connection left behind. */
    @Test
    void theNewerOfTwoUploadsToOneNameEndsTheOlder() throws Exception {
        byte[] whole = "whole".getBytes(StandardCharsets.US_ASCII);
        try (EmbeddedServer server = EmbeddedServer.start(settings.withUsers(List.of(user("li"), user("wang"))));
                RawClient older = login(server, "li"); RawClient newer = login(server, "li"); RawClient other = login(server, "wang");
                Socket data = older.passive()) {
            older.expect("150", "STOR firmware.bin");
            data.getOutputStream().write(new byte[100_000]);
            assertEquals("450 /firmware.bin: File is in use, another upload is running.", other.put("STOR firmware.bin", whole));
            assertEquals("226 Transfer complete.", newer.put("STOR firmware.bin", whole));
            assertTrue(older.reply().startsWith("426"));
            assertArrayEquals(whole, Files.readAllBytes(root.resolve("firmware.bin")));
            assertEquals("226 Transfer complete.", other.put("STOR firmware.bin", whole));
        }
    }

    @Test
    void whoMayDoNothingSomewhereDoesNotLearnWhatIsThere() throws Exception {
        Files.createDirectories(root.resolve("secret/folder"));
        Files.writeString(root.resolve("secret/file"), "x");
        ServerSettings ruled = settings.withRules(List.of(AccessRule.everybody("/secret")));
        try (EmbeddedServer server = EmbeddedServer.start(ruled); RawClient client = login(server, "li")) {
            for (String command : List.of("CWD", "SIZE", "MDTM", "MLST", "DELE", "RMD", "MKD", "RNFR", "HASH", "XMD5", "STAT", "AVBL",
                    "MFMT 20200101000000", "SITE CHMOD 600", "RETR", "STOR", "APPE", "MLSD", "LIST", "NLST")) {
                for (String name : List.of("/secret/file", "/secret/folder", "/secret/none", "/secret/none/x")) {
                    assertEquals("550 " + name + ": Permission denied.", client.send(command + " " + name), command);
                }
            }
            Files.writeString(root.resolve("own"), "x");
            for (String name : List.of("/secret/file", "/secret/none", "/secret/none/x")) {
                client.expect("350", "RNFR own");
                assertEquals("553 /own: Permission denied.", client.send("RNTO " + name));
            }
        }
    }

    /** Opening it would wait for a reader, for ever. */
    @Test
    void aPipeIsNoPlaceForAnUpload() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor());
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = login(server, "li")) {
            assertEquals("550 /pipe: Not a plain file.", client.put("STOR pipe", new byte[1]));
            assertEquals("550 /pipe: Not a plain file.", client.put("APPE pipe", new byte[1]));
        }
    }

    @Test
    void anUploadThatCannotBeginLeavesNoFile() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = login(server, "li")) {
            client.expect("503", "STOU unique");
            client.expect("503", "STOR plain");
            assertFalse(Files.exists(root.resolve("unique")) || Files.exists(root.resolve("plain")));
        }
    }

    @Test
    void namesWithControlCharactersAreNotMade() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = login(server, "li")) {
            client.expect("553", "MKD a\rb");
            client.expect("553", "MKD a\u001bb");
            client.expect("501", "MFMT . x");
            assertEquals("", new String(client.get("NLST"), StandardCharsets.UTF_8));
        }
    }
}
