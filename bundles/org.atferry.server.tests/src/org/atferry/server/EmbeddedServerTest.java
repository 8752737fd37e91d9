/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Secret;
import org.atferry.remote.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded server, seen by a client that does not behave. */
@Timeout(60)
class EmbeddedServerTest {

    @TempDir
    Path folder;

    private Path root;
    private Path outside;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(folder.resolve("root")).toRealPath();
        outside = Files.writeString(folder.resolve("outside.txt"), "secret").toRealPath();
        Files.writeString(root.resolve("inside.txt"), "inside");
    }

    private EmbeddedServer start(boolean writable) throws Exception {
        return start(0, writable);
    }

    private EmbeddedServer start(int port, boolean writable) throws Exception {
        return EmbeddedServer.start(
                new ServerSettings(root, InetAddress.getByName("127.0.0.1"), port, "ferry", Secret.of("s3cret-pw"), writable));
    }

    private static RawClient login(EmbeddedServer server) throws IOException {
        return RawClient.login(server.port(), "ferry", "s3cret-pw");
    }

    @Test
    void onlyItsUserWithItsPasswordComesIn() throws Exception {
        try (EmbeddedServer server = start(true)) {
            for (String[] pair : new String[][] { { "ferry", "wrong" }, { "ferry", "" }, { "admin", "admin" }, { "admin", "s3cret-pw" },
                    { "anonymous", "s3cret-pw" } }) {
                IOException refused = assertThrows(IOException.class, () -> RawClient.login(server.port(), pair[0], pair[1]).close());
                assertTrue(refused.getMessage().startsWith("5"), refused.getMessage());
            }
            try (RawClient client = login(server)) {
                assertEquals("257 \"/\" is the current directory.", client.send("PWD"));
            }
        }
    }

    @Test
    void nothingBeforeTheLogin() throws Exception {
        try (EmbeddedServer server = start(true); RawClient client = new RawClient(server.port())) {
            for (String command : List.of("PWD", "MLST /", "DELE inside.txt", "STOR x", "PASV", "SIZE inside.txt")) {
                assertTrue(client.send(command).startsWith("530"), command);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "../outside.txt", "/../outside.txt", "a/../../outside.txt", "..\\outside.txt", "link.txt",
            "linkdir/outside.txt",
            "linkdir/../outside.txt", "/./../../outside.txt" })
    void noNameLeadsOut(String name) throws Exception {
        Files.createSymbolicLink(root.resolve("link.txt"), outside);
        Files.createSymbolicLink(root.resolve("linkdir"), folder);
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            assertTrue(client.send("SIZE " + name).startsWith("550"));
            assertThrows(IOException.class, () -> client.fetch("RETR " + name));
            assertTrue(client.send("DELE " + name).startsWith("5"));
            try (Socket data = client.passive()) {
                data.getOutputStream().write('x');
                data.shutdownOutput();
                String reply = client.send("STOR " + name);
                if (reply.startsWith("150")) {
                    client.reply();
                }
            }
            client.send("RNFR inside.txt");
            client.send("RNTO " + name);
            client.send("MKD " + name);
            assertEquals("secret", Files.readString(outside));
            try (var files = Files.list(folder)) {
                assertEquals(Set.of("root", "outside.txt"), files.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
            }
        }
    }

    @Test
    void aLinkThatLeadsOutShowsAsANameOnly() throws Exception {
        Files.createSymbolicLink(root.resolve("link.txt"), outside);
        Files.createSymbolicLink(root.resolve("good.txt"), root.resolve("inside.txt"));
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            String listing = new String(client.fetch("MLSD"), StandardCharsets.UTF_8);
            assertTrue(listing.contains("Size=0;Modify=19700101000000.000; link.txt"), listing);
            assertTrue(listing.contains("Size=6;") && listing.contains("Type=file; good.txt"), listing);
            assertEquals("226 Transfer complete.".substring(0, 3), client.reply().substring(0, 3));
            assertEquals("inside", new String(client.fetch("RETR good.txt"), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aReadOnlyServerChangesNothing() throws Exception {
        try (EmbeddedServer server = start(false); RawClient client = login(server)) {
            assertEquals("inside", new String(client.fetch("RETR inside.txt"), StandardCharsets.UTF_8));
            client.reply();
            assertThrows(IOException.class, () -> client.fetch("STOR inside.txt"));
            assertThrows(IOException.class, () -> client.fetch("APPE inside.txt"));
            for (String command : List.of("DELE inside.txt", "MKD d", "RMD /", "MFMT 20200101000000 inside.txt")) {
                assertTrue(client.send(command).charAt(0) > '3', command);
            }
            client.send("RNFR inside.txt");
            assertTrue(client.send("RNTO other.txt").startsWith("553"));
            assertEquals("inside", Files.readString(root.resolve("inside.txt")));
            try (var files = Files.list(root)) {
                assertEquals(1, files.count());
            }
        }
    }

    @Test
    void aRenameNeverReplacesAFile() throws Exception {
        Files.writeString(root.resolve("old.txt"), "old");
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            assertTrue(client.send("RNFR inside.txt").startsWith("350"));
            assertEquals("553 /old.txt: File exists.", client.send("RNTO old.txt"));
            assertEquals("old", Files.readString(root.resolve("old.txt")));
            assertEquals("inside", Files.readString(root.resolve("inside.txt")));
        }
    }

    @Test
    void portLeadsOnlyBackToTheClient() throws Exception {
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            assertTrue(client.send("PORT 10,1,2,3,0,22").startsWith("501"));
            assertTrue(client.send("PORT 127,0,0,2,100,100").startsWith("501"));
            assertTrue(client.send("EPRT |1|10.1.2.3|22|").startsWith("501"));
            assertTrue(client.send("PORT 127,0,0,1,100,100").startsWith("200"));
        }
    }

    @Test
    void aPassiveConnectionFromAnotherAddressGetsNothing() throws Exception {
        Files.write(root.resolve("big"), new byte[100_000]);
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            String reply = client.send("EPSV");
            int port = Integer.parseInt(reply.replaceAll(".*\\|\\|\\|(\\d+)\\|.*", "$1"));
            try (Socket thief = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.0.2"), 0)) {
                client.send("RETR big");
                int first;
                try {
                    first = thief.getInputStream().read();
                } catch (IOException e) {
                    first = -1;
                }
                assertEquals(-1, first);
            }
        }
    }

    @Test
    void passiveAddressIsTheOneItListensOn() throws Exception {
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            assertTrue(client.send("PASV").contains("(127,0,0,1,"));
        }
    }

    @Test
    void smallRepliesDoNotWaitForEachOther() throws Exception {
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            client.fetch("RETR inside.txt");
            client.reply();
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                client.fetch("RETR inside.txt");
                client.reply();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.toMillis() < 50 * 40, () -> "50 files took " + took + ": 40 ms each is Nagle's delay");
        }
    }

    @Test
    void aPortInUseIsBusy() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Failure failure = assertThrows(Failure.class, () -> start(socket.getLocalPort(), true));
            assertEquals(Step.SERVE, failure.step());
            assertEquals(FailureKind.BUSY, failure.kind());
            assertEquals("127.0.0.1:" + socket.getLocalPort(), failure.subject());
            assertFalse(failure.detail().isEmpty());
        }
    }

    @Test
    void aMissingFolderIsALocalFailure() throws Exception {
        root = folder.resolve("missing");
        Failure failure = assertThrows(Failure.class, () -> start(true));
        assertEquals(Step.SERVE, failure.step());
        assertEquals(FailureKind.LOCAL, failure.kind());
        assertEquals(root.toString(), failure.subject());
        root = outside;
        assertEquals(FailureKind.LOCAL, assertThrows(Failure.class, () -> start(true)).kind());
    }

    @Test
    void theAskedPortIsTakenAndFreeAgainAfterwards() throws Exception {
        int port;
        try (EmbeddedServer server = start(true)) {
            port = server.port();
            login(server).close();
        }
        try (EmbeddedServer server = start(port, true)) {
            assertEquals(port, server.port());
        }
    }

    @Test
    void noThreadIsLeftBehindEvenWhenATransferRan() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        EmbeddedServer server = start(true);
        try (RawClient client = login(server); Socket data = client.passive()) {
            assertTrue(client.send("STOR new.bin").startsWith("150"));
            data.getOutputStream().write(new byte[1000]);
            awaitUntil(() -> Files.size(root.resolve("new.bin")) >= 0);
            long start = System.nanoTime();
            server.close();
            server.close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.toMillis() < 4000, () -> "closing took " + took);
        }
        awaitUntil(() -> leftBehind(before).isEmpty());
    }

    private static Set<Thread> leftBehind(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread) && !thread.isDaemon()
                && thread.isAlive())
                .collect(Collectors.toSet());
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void awaitUntil(Condition condition) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!holds(condition)) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            Thread.onSpinWait();
        }
    }

    private static boolean holds(Condition condition) throws IOException {
        try {
            return condition.holds();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Test
    void printsNothingByItself() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (EmbeddedServer server = start(true); RawClient client = login(server)) {
            client.send("PWD");
        } finally {
            System.setOut(out);
        }
        assertEquals("", printed.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theSettingsAndTheServerDoNotShowThePassword() throws Exception {
        ServerSettings settings = new ServerSettings(root, InetAddress.getByName("127.0.0.1"), 0, "ferry", Secret.of("s3cret-pw"), true);
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            assertFalse((settings + " " + server).contains("s3cret-pw"));
        }
    }

    @Test
    void theNameAnonymousLetsEverybodyIn() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(
                new ServerSettings(root, InetAddress.getByName("127.0.0.1"), 0, "anonymous", Secret.of(""), false))) {
            try (RawClient client = RawClient.login(server.port(), "anonymous", "me@example.org")) {
                assertEquals("213 6", client.send("SIZE inside.txt"));
            }
            assertThrows(IOException.class, () -> RawClient.login(server.port(), "ferry", "").close());
        }
    }
}
