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
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.atferry.remote.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the embedded server: what they answer, and what is on the disk afterwards. */
@Timeout(90)
class ServerCommandsTest {

    private static final String PASSWORD = "s3cret-pw";

    @TempDir
    Path root;

    private EmbeddedServer server;
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(root.resolve("hello.txt"), "hello");
        server = EmbeddedServer.start(new ServerSettings(root, InetAddress.getByName("127.0.0.1"), 0, "ferry", Secret.of(PASSWORD), true));
        client = RawClient.login(server.port(), "ferry", PASSWORD);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text(String command) throws IOException {
        return new String(client.get(command), StandardCharsets.UTF_8);
    }

    @Test
    void everyFeatureThatIsToldIsThere() throws Exception {
        String features = client.expect("211", "FEAT");
        for (String line : features.lines().filter(each -> each.startsWith(" ")).toList()) {
            String verb = line.strip().split(" ")[0];
            switch (verb) {
                case "UTF8", "TVFS", "SITE", "REST", "MLSD", "EPRT" -> {
                    // tested below
                }
                case "MFMT" -> client.expect("213", "MFMT 20200102030405 hello.txt");
                case "CLNT" -> client.expect("200", "CLNT FileZilla");
                default -> client.expect("2", verb + (verb.equals("EPSV") || verb.equals("AVBL") ? "" : " hello.txt"));
            }
        }
        assertFalse(features.contains("AUTH"), "no TLS here");
        String help = client.expect("214", "HELP");
        List<String> told = help.lines().filter(each -> each.startsWith(" ")).flatMap(each -> List.of(each.strip().split(" ")).stream())
                .toList();
        assertTrue(told.size() > 40, help);
        for (String verb : told) {
            if (!List.of("QUIT", "REIN", "USER", "PASS", "HELP").contains(verb)) {
                assertFalse(client.send(verb + " /no/such/place").startsWith("502"), verb);
                drainStale();
            }
        }
        client.expect("502", "XSEM now");
        client.expect("502", "HELP XSEM");
    }

    /** A command of the round above may have begun a transfer. */
    private void drainStale() throws IOException {
        client.expect("226", "ABOR");
    }

    @Test
    void factsAreExact() throws Exception {
        Files.setLastModifiedTime(root.resolve("hello.txt"), FileTime.from(Instant.parse("2026-02-03T04:05:06.789Z")));
        assertEquals("213 20260203040506.789", client.send("MDTM hello.txt"));
        assertEquals("213 5", client.send("SIZE hello.txt"));
        assertEquals("250-Listing\n Size=5;Modify=20260203040506.789;Type=file; /hello.txt\n250 End", client.send("MLST hello.txt"));
        assertEquals("Size=5;Modify=20260203040506.789;Type=file; hello.txt\r\n", text("MLSD"));
        assertEquals("200 MLST OPTS Size;Type;", client.send("OPTS MLST type;size;perm;"));
        assertEquals("Size=5;Type=file; hello.txt\r\n", text("MLSD /"));
        assertEquals("213 Modify=20200102030405; /hello.txt", client.send("MFMT 20200102030405 hello.txt"));
        assertEquals(Instant.parse("2020-01-02T03:04:05Z"), Files.getLastModifiedTime(root.resolve("hello.txt")).toInstant());
        for (String wrong : List.of("MFMT 20201302030405 hello.txt", "MFMT yesterday hello.txt", "MFMT 20200102030405")) {
            client.expect("501", wrong);
        }
        client.expect("550", "MFMT 20200102030405 none");
        client.expect("550", "SIZE /");
        client.expect("550", "MLST none");
        assertTrue(assertThrows(IOException.class, () -> client.get("MLSD hello.txt")).getMessage().startsWith("501"));
    }

    @Test
    void listings() throws Exception {
        Files.createDirectory(root.resolve("dir"));
        Files.writeString(root.resolve("dir/with space.txt"), "x");
        Files.writeString(root.resolve("文件.bin"), "xyz");
        Files.setLastModifiedTime(root.resolve("hello.txt"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        assertEquals("dir\r\nhello.txt\r\n文件.bin\r\n", text("NLST"));
        String all = text("LIST -la");
        assertTrue(all.contains("-rw-r--r--   1 ftp      ftp                 5 Feb 03  2001 hello.txt\r\n"), all);
        assertTrue(all.contains("drwxr-xr-x   1 ftp      ftp                 0 ") && all.contains(" dir\r\n"), all);
        assertTrue(text("LIST dir/with space.txt").endsWith(" with space.txt\r\n"));
        assertEquals("hello.txt\r\n", text("NLST *.TXT"));
        assertEquals("with space.txt\r\n", text("NLST dir/w*"));
        assertTrue(assertThrows(IOException.class, () -> client.get("LIST none")).getMessage().startsWith("450"));
        assertTrue(client.send("STAT dir").contains(" with space.txt\n212 End"));
        assertTrue(client.send("STAT").contains("Logged in as ferry"));
        assertFalse(client.send("STAT").contains(PASSWORD));
    }

    @Test
    void aNameWithALineBreakDoesNotForgeALine() throws Exception {
        Files.writeString(root.resolve("x\r\nType=dir; forged"), "x");
        assertFalse(text("MLSD").contains("forged"));
        assertFalse(text("LIST").contains("forged"));
    }

    @Test
    void hashesAreRight() throws Exception {
        String sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assertTrue(client.send("FEAT").contains(" HASH SHA-512;SHA-256*;SHA-1;MD5;CRC32\n"));
        assertEquals("213 SHA-256 0-5 " + sha256 + " hello.txt", client.send("HASH hello.txt").toLowerCase().replace("sha", "SHA"));
        assertEquals("250 " + sha256, client.send("XSHA256 hello.txt").toLowerCase());
        assertEquals("250 5d41402abc4b2a76b9719d911017c592", client.send("XMD5 \"hello.txt\"").toLowerCase());
        assertEquals("250 aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", client.send("XSHA1 hello.txt").toLowerCase());
        assertEquals("250 3610A686", client.send("XCRC hello.txt"));
        assertEquals("200 CRC32", client.send("OPTS HASH CRC32"));
        assertTrue(client.send("FEAT").contains(";SHA-256;") && client.send("FEAT").contains("CRC32*"));
        assertTrue(client.send("HASH hello.txt").toLowerCase().startsWith("213 crc32 0-5 3610a686"));
        client.expect("501", "OPTS HASH ROT13");
        client.expect("550", "HASH none");
        client.expect("550", "HASH /");
    }

    @Test
    void restartAppendAndUniqueNames() throws Exception {
        client.expect("350", "REST 2");
        assertEquals("llo", text("RETR hello.txt"));
        assertEquals("hello", text("RETR hello.txt"), "a restart counts once");
        client.expect("350", "REST 3");
        assertEquals("226 Transfer complete.", client.put("STOR hello.txt", utf8("LOW")));
        assertEquals("helLOW", Files.readString(root.resolve("hello.txt")));
        assertEquals("226 Transfer complete.", client.put("APPE hello.txt", utf8("!")));
        assertEquals("helLOW!", Files.readString(root.resolve("hello.txt")));
        assertEquals("226 Transfer complete.", client.put("APPE new.txt", utf8("new")));
        client.expect("350", "REST 100");
        assertTrue(client.put("STOR hello.txt", utf8("x")).startsWith("554"));
        client.expect("350", "REST 100");
        assertTrue(assertThrows(IOException.class, () -> client.get("RETR hello.txt")).getMessage().startsWith("554"));
        client.expect("501", "REST -1");
        client.expect("350", "REST 5");
        client.expect("200", "NOOP");
        client.expect("257", "PWD");
        assertEquals("helLOW!", text("RETR hello.txt"), "another command ends the restart");
        assertEquals("226 Transfer complete.", client.put("STOU new.txt", utf8("other")));
        assertEquals("new", Files.readString(root.resolve("new.txt")));
        assertEquals("other", Files.readString(root.resolve("new.txt.1")));
    }

    @Test
    void textIsConvertedExactlyAndBinaryNotAtAll() throws Exception {
        byte[] mixed = utf8("a\r\nb\nc\rd\r\r\ne\r");
        assertEquals("226 Transfer complete.", client.put("STOR bin", mixed));
        assertArrayEquals(mixed, client.get("RETR bin"));
        client.expect("200", "TYPE A");
        assertEquals("226 Transfer complete.", client.put("STOR text", mixed));
        assertEquals("a\nb\nc\rd\r\ne\r", Files.readString(root.resolve("text")));
        Files.writeString(root.resolve("unix"), "a\nb\n\n");
        assertEquals("a\r\nb\r\n\r\n", text("RETR unix"));
        client.expect("350", "REST 2");
        assertEquals("\nb\r\n\r\n", text("RETR unix"), "a restart counts what goes over the network");
        byte[] many = "0123456789\r\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        assertEquals("226 Transfer complete.", client.put("STOR many", many));
        assertEquals(100_000L * 11, Files.size(root.resolve("many")));
        assertArrayEquals(many, client.get("RETR many"));
        client.expect("504", "TYPE E");
        client.expect("200", "TYPE L 8");
        assertArrayEquals(mixed, client.get("RETR bin"));
    }

    @Test
    void foldersAndNames() throws Exception {
        assertEquals("257 \"/a \"\"b\"\"\" created.", client.send("MKD a \"b\""));
        client.expect("250", "CWD a \"b\"");
        assertEquals("257 \"/a \"\"b\"\"\" is the current directory.", client.send("PWD"));
        client.expect("250", "CDUP");
        assertTrue(client.send("MKD a \"b\"").startsWith("550") && client.send("MKD a \"b\"").contains("already exists"));
        client.expect("250", "XRMD a \"b\"");
        client.expect("257", "MKD full");
        assertEquals("226 Transfer complete.", client.put("STOR full/ lead and trail ", utf8("x")));
        assertEquals("x", text("RETR full/ lead and trail "));
        assertEquals("550 /full: Directory not empty.", client.send("RMD full"));
        client.expect("550", "DELE full");
        client.expect("550", "RMD hello.txt");
        client.expect("550", "CWD hello.txt");
        client.expect("550", "MKD none/deeper");
        client.expect("550", "STOR none/x");
        client.expect("550", "RMD /");
        client.expect("503", "RNTO x");
        client.expect("350", "RNFR hello.txt");
        client.expect("250", "RNTO full/moved.txt");
        assertEquals("hello", Files.readString(root.resolve("full/moved.txt")));
        client.expect("200", "SITE CHMOD 640 full/moved.txt");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("full/moved.txt"))));
        client.expect("214", "SITE HELP");
        client.expect("504", "SITE EXEC rm");
        assertEquals(root.toFile().getUsableSpace() >> 30, Long.parseLong(client.send("AVBL").substring(4)) >> 30);
    }

    @Test
    void activeConnectionsGoBackToTheClient() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            listening.setSoTimeout(20_000);
            for (String command : List.of("EPRT |1|127.0.0.1|" + listening.getLocalPort() + "|",
                    "PORT 127,0,0,1," + (listening.getLocalPort() >> 8) + "," + (listening.getLocalPort() & 255))) {
                client.expect("200", command);
                client.expect("150", "RETR hello.txt");
                try (Socket data = listening.accept()) {
                    assertEquals("hello", new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                }
                client.reply();
            }
        }
        for (String wrong : List.of("PORT 127,0,0,1,0,22", "PORT 1,2,3", "PORT 127,0,0,1,256,1", "EPRT |2|::1|50000|", "EPRT |1|127.0.0.1|",
                "EPRT |1|localhost|50000|", "EPRT |1|127.0.0.1|99999|")) {
            client.expect("501", wrong);
        }
        client.expect("522", "EPSV 2");
        client.expect("503", "RETR hello.txt");
    }

    @Test
    void aRefusedActiveConnectionIs425() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = socket.getLocalPort();
        }
        client.expect("200", "EPRT |1|127.0.0.1|" + closed + "|");
        client.expect("150", "RETR hello.txt");
        assertTrue(client.reply().startsWith("425"));
        client.expect("257", "PWD");
    }

    @Test
    void abortEndsATransferAtOnce() throws Exception {
        byte[] big = new byte[50_000_000];
        Files.write(root.resolve("big"), big);
        try (Socket data = client.passive()) {
            client.expect("150", "RETR big");
            data.getInputStream().readNBytes(1000);
            client.raw(new byte[] { (byte) 0xFF, (byte) 0xF4, (byte) 0xFF, (byte) 0xF2 });
            assertTrue(client.send("ABOR").startsWith("426"));
            assertTrue(client.reply().startsWith("226"));
        }
        try (Socket data = client.passive()) {
            client.expect("150", "STOR up");
            data.getOutputStream().write(new byte[1000]);
            assertTrue(client.send("ABOR").startsWith("426"));
            assertTrue(client.reply().startsWith("226"));
        }
        client.expect("226", "ABOR");
        assertEquals("hello", text("RETR hello.txt"));
    }

    @Test
    void aBrokenUploadIs426() throws Exception {
        try (Socket data = client.passive()) {
            client.expect("150", "STOR up");
            data.getOutputStream().write(new byte[100_000]);
            data.setSoLinger(true, 0);
        }
        assertTrue(client.reply().startsWith("426"));
    }

    @Test
    void aStrangeLineEndsNothing() throws Exception {
        assertTrue(client.send("").startsWith("502") || client.send("").startsWith("500"));
        client.expect("502", "pass\tword");
        client.raw(new byte[] { 'S', 'I', 'Z', 'E', ' ', (byte) 0xC4, (byte) 0xE3, '\r', '\n' });
        assertTrue(client.reply().startsWith("501"), "GBK is not UTF-8");
        assertEquals("500 Command line too long.", client.send("RETR " + "x".repeat(10_000)));
        assertThrows(IOException.class, client::reply);
    }

    @Test
    void reinitializingLogsOut() throws Exception {
        client.expect("220", "REIN");
        client.expect("530", "PWD");
        client.login("ferry", PASSWORD);
        client.expect("257", "PWD");
    }

    /** As root on a disk of one megabyte, which is full then; else by a device that is always full. */
    @Test
    void aFullDiskIsSaidByItsOwnNumber() throws Exception {
        Path small = Files.createDirectory(root.resolve("small"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()) == 0;
        try {
            if (!mounted) {
                assertTrue(Files.exists(Path.of("/dev/full")));
                client.close();
                server.close();
                server = EmbeddedServer.start(new ServerSettings(Path.of("/dev"), InetAddress.getByName("127.0.0.1"), 0, "ferry",
                        Secret.of(PASSWORD), true));
                client = RawClient.login(server.port(), "ferry", PASSWORD);
            }
            byte[] big = new byte[4_000_000];
            new Random(1).nextBytes(big);
            String reply = client.put(mounted ? "STOR small/big" : "APPE full", big);
            assertTrue(reply.startsWith("452") && reply.contains("No space left on device"), reply);
            if (mounted) {
                assertNotEquals(0, Files.size(small.resolve("big")));
                assertTrue(Long.parseLong(client.send("AVBL small").substring(4)) < 8192);
                client.expect("250", "DELE small/big");
                assertEquals("226 Transfer complete.", client.put("STOR small/fits", new byte[100_000]));
            }
        } finally {
            if (mounted) {
                assertEquals(0, run("umount", small.toString()));
            }
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aListingThatNobodyReadsCanBeAborted() throws Exception {
        Path huge = Files.createDirectory(root.resolve("huge"));
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(huge.resolve("n".repeat(200) + i));
        }
        try (Socket data = client.passive()) {
            client.expect("150", "LIST huge");
            data.getInputStream().readNBytes(100);
            assertTrue(client.send("ABOR").startsWith("426"));
            client.reply();
        }
        Stream<String> names = text("MLSD huge").lines().map(line -> line.substring(line.indexOf(' ') + 1));
        assertEquals(20_000, names.distinct().count());
    }
}
