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
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.atferry.remote.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what: users, groups, rules, addresses, limits, names, quotas. */
@Timeout(60)
class ServerAccessTest {

    private static final String PASSWORD = "s3cret-pw";

    @TempDir
    Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String folder : List.of("plans", "plans/new", "drop", "li")) {
            Files.createDirectories(root.resolve(folder));
            Files.writeString(root.resolve(folder).resolve("a.txt"), folder);
        }
    }

    private static ServerUser user(String name) {
        return ServerUser.of(name, PasswordHash.forThisRun(Secret.of(PASSWORD)), true);
    }

    private ServerSettings settings(ServerUser... users) throws IOException {
        return new ServerSettings(root, InetAddress.getByName("127.0.0.1"), 0, List.of(users), List.of(), ServerTls.none(),
                ServerLimits.defaults(), PassivePorts.any());
    }

    private static RawClient login(EmbeddedServer server, String user) throws IOException {
        return RawClient.login(server.port(), user, PASSWORD);
    }

    private static byte[] bytes(int count) {
        return new byte[count];
    }

    @Test
    void theLongestFolderDecidesAndUsersComeBeforeGroupsBeforeEverybody() throws Exception {
        ServerSettings settings = settings(user("li").withGroups(Set.of("makers")), user("wang").withGroups(Set.of("makers", "night")),
                user("guest")).withRules(List.of(
                        AccessRule.everybody("/", Right.LIST),
                        AccessRule.group("makers", "/plans", Right.LIST, Right.READ),
                        AccessRule.group("night", "/plans", Right.WRITE),
                        AccessRule.user("li", "/plans/new/", Right.values()),
                        AccessRule.everybody("/plans/new", Right.LIST)));
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            try (RawClient guest = login(server, "guest")) {
                assertTrue(new String(guest.get("MLSD /plans"), StandardCharsets.UTF_8).contains("a.txt"));
                assertEquals("550 /plans/a.txt: Permission denied.", refusal(guest, "RETR /plans/a.txt"));
                assertEquals("550 /drop/x: Permission denied.", guest.put("STOR /drop/x", bytes(1)));
            }
            try (RawClient li = login(server, "li")) {
                assertArrayEquals("plans".getBytes(StandardCharsets.UTF_8), li.get("RETR /plans/a.txt"));
                assertEquals("550 /plans/x: Permission denied.", li.put("STOR /plans/x", bytes(1)));
                assertEquals("226 Transfer complete.", li.put("STOR /plans/new/x", bytes(1)));
                assertTrue(li.send("DELE /plans/new/x").startsWith("250"));
                assertEquals("550 /plans/a.txt: Permission denied.", li.send("DELE /plans/a.txt"));
            }
            try (RawClient wang = login(server, "wang")) {
                assertEquals("226 Transfer complete.", wang.put("STOR /plans/x", bytes(1)));
                assertEquals("550 /plans/new/x: Permission denied.", wang.put("STOR /plans/new/x", bytes(1)));
            }
        }
    }

    private static String refusal(RawClient client, String command) {
        return assertThrows(IOException.class, () -> client.get(command)).getMessage();
    }

    @Test
    void everyCommandAsksForItsRight() throws Exception {
        Files.writeString(root.resolve("drop/w.txt"), "w");
        ServerSettings settings = settings(user("li")).withRules(List.of(
                AccessRule.everybody("/plans"), AccessRule.everybody("/drop", Right.WRITE), AccessRule.everybody("/li", Right.READ)));
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = login(server, "li")) {
            for (String command : List.of("CWD /plans", "SIZE /plans/a.txt", "MDTM /plans/a.txt", "MLST /plans/a.txt", "DELE /plans/a.txt",
                    "MKD /plans/d", "RMD /plans/new", "MFMT 20200101000000 /plans/a.txt", "HASH /plans/a.txt", "XCRC /plans/a.txt",
                    "SITE CHMOD 600 /plans/a.txt", "STAT /plans", "DELE /drop/w.txt", "HASH /drop/w.txt", "SIZE /drop/w.txt",
                    "MFMT 20200101000000 /li/a.txt", "DELE /li/a.txt", "CWD /li")) {
                String reply = client.send(command);
                assertTrue(reply.endsWith(": Permission denied."), () -> command + " -> " + reply);
            }
            for (String command : List.of("MLSD /plans", "LIST /plans", "NLST /plans", "LIST /li", "RETR /drop/w.txt")) {
                assertTrue(refusal(client, command).endsWith(": Permission denied."), command);
            }
            for (String command : List.of("STOR /plans/x", "APPE /plans/a.txt", "STOU /plans/x", "STOR /li/a.txt")) {
                assertTrue(client.put(command, bytes(1)).endsWith(": Permission denied."), command);
            }
            client.expect("350", "RNFR /drop/w.txt");
            client.expect("250", "RNTO /drop/v.txt");
            client.expect("350", "RNFR /drop/v.txt");
            client.expect("553", "RNTO /v.txt");
            client.expect("350", "RNFR /li");
            client.expect("553", "RNTO /other");
            assertEquals("213 2", client.send("SIZE /li/a.txt"));
        }
    }

    @Test
    void aLinkDoesNotLeadAroundARule() throws Exception {
        Files.createSymbolicLink(root.resolve("short"), root.resolve("plans"));
        ServerSettings settings = settings(user("li")).withRules(List.of(AccessRule.everybody("/plans")));
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = login(server, "li")) {
            assertEquals("550 /short/a.txt: Permission denied.", refusal(client, "RETR /short/a.txt"));
        }
    }

    @Test
    void aHomeIsTheWholeWorldOfItsUser() throws Exception {
        Files.createSymbolicLink(root.resolve("li/up"), root.resolve("plans"));
        ServerSettings settings = settings(user("li").withHome("/li")).withRules(
                List.of(AccessRule.everybody("/li", Right.LIST, Right.READ)));
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = login(server, "li")) {
            assertTrue(client.send("PWD").startsWith("257 \"/\""));
            assertEquals("li", new String(client.get("RETR /../a.txt"), StandardCharsets.UTF_8));
            assertTrue(refusal(client, "RETR /up/a.txt").startsWith("550"));
            assertEquals("550 /x: Permission denied.", client.put("STOR /x", bytes(1)));
        }
    }

    @Test
    void anAddressThatIsNotOnTheListIsTurnedAway() throws Exception {
        ServerLimits limits = ServerLimits.defaults().withAllowed(AddressList.parse("127.0.0.1, 10.0.0.0/8"));
        try (EmbeddedServer server = EmbeddedServer.start(settings(user("li")).withLimits(limits))) {
            login(server, "li").close();
            try (RawClient stranger = new RawClient(server.port(), "127.0.0.2")) {
                assertEquals("421 Unauthorized IP address.", stranger.reply());
                assertThrows(IOException.class, stranger::reply);
            }
        }
    }

    @Test
    void aUserMayHaveAListOfItsOwn() throws Exception {
        ServerUser away = user("li").withAllowed(AddressList.parse("10.0.0.0/8"));
        try (EmbeddedServer server = EmbeddedServer.start(settings(away, user("wang")))) {
            login(server, "wang").close();
            IOException refused = assertThrows(IOException.class, () -> login(server, "li").close());
            assertEquals("530 Not logged in, unauthorized IP address.", refused.getMessage());
        }
    }

    @Test
    void sessionsAreCountedPerAddressAndTogether() throws Exception {
        ServerLimits limits = ServerLimits.defaults().withSessions(3, 2);
        try (EmbeddedServer server = EmbeddedServer.start(settings(user("li")).withLimits(limits))) {
            RawClient first = login(server, "li");
            try (RawClient second = login(server, "li"); RawClient third = new RawClient(server.port(), null, null)) {
                assertEquals("421 Too many connections from this IP (2).", third.reply());
                assertThrows(IOException.class, third::reply);
                try (RawClient other = new RawClient(server.port(), "127.0.0.2")) {
                    assertTrue(other.reply().startsWith("220"));
                    try (RawClient more = new RawClient(server.port(), "127.0.0.3")) {
                        assertEquals("421 Too many users - please try again later.", more.reply());
                    }
                }
            }
            assertEquals("221 Goodbye.", first.send("QUIT"));
            assertThrows(IOException.class, first::reply);
            first.close();
            awaitLogin(server);
        }
    }

    private static void awaitLogin(EmbeddedServer server) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                login(server, "li").close();
                return;
            } catch (IOException e) {
                assertTrue(System.nanoTime() < deadline, e.getMessage());
            }
        }
    }

    @Test
    void prohibitedNamesAreRefusedWhereverTheyWouldBeMade() throws Exception {
        ServerLimits limits = ServerLimits.defaults().withProhibitedNames(List.of("*.exe", ".ht?ccess"));
        try (EmbeddedServer server = EmbeddedServer.start(settings(user("li")).withLimits(limits));
                RawClient client = login(server, "li")) {
            assertEquals("553 Prohibited file name: Virus.EXE", client.put("STOR Virus.EXE", bytes(1)));
            assertTrue(client.put("APPE .htaccess", bytes(1)).startsWith("553 Prohibited file name"));
            assertTrue(client.put("STOU x.exe", bytes(1)).startsWith("553 Prohibited file name"));
            assertTrue(client.send("MKD d.exe").startsWith("553 Prohibited file name"));
            client.expect("350", "RNFR plans/a.txt");
            assertTrue(client.send("RNTO plans/a.exe").startsWith("553 Prohibited file name"));
            assertEquals("226 Transfer complete.", client.put("STOR exe", bytes(1)));
        }
    }

    @Test
    void aQuotaCutsTheUploadOffAtTheLimit() throws Exception {
        ServerUser li = user("li").withHome("/li").withQuota(100_000);
        try (EmbeddedServer server = EmbeddedServer.start(settings(li, user("wang"))); RawClient client = login(server, "li")) {
            assertEquals("552 /big: Quota exceeded.", client.put("STOR big", bytes(300_000)));
            assertEquals(100_000 - 2, Files.size(root.resolve("li/big")), "two bytes were there before");
            assertEquals("213 0", client.send("AVBL"));
            assertTrue(client.send("ALLO 1").startsWith("552"));
            assertEquals("552 /more: Quota exceeded.", client.put("STOR more", bytes(1)));
            assertEquals("226 Transfer complete.", client.put("STOR big", bytes(99_998)));
            client.expect("250", "DELE big");
            assertEquals("213 99998", client.send("AVBL"));
            client.expect("350", "REST 1");
            assertEquals("226 Transfer complete.", client.put("STOR a.txt", bytes(10_000)));
            assertEquals("213 89999", client.send("AVBL"));
            try (RawClient wang = login(server, "wang")) {
                assertEquals("226 Transfer complete.", wang.put("STOR big", bytes(300_000)));
            }
        }
    }

    @Test
    void uploadsAtTheSameTimeShareTheQuota() throws Exception {
        ServerUser li = user("li").withHome("/li").withQuota(1_000_002);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try (EmbeddedServer server = EmbeddedServer.start(settings(li))) {
            List<Callable<String>> uploads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String name = "up" + i;
                uploads.add(() -> {
                    try (RawClient client = login(server, "li")) {
                        return client.put("STOR " + name, bytes(400_000));
                    }
                });
            }
            int refused = 0;
            for (Future<String> upload : pool.invokeAll(uploads)) {
                refused += upload.get().startsWith("552") ? 1 : 0;
            }
            assertTrue(refused >= 4, "refused: " + refused);
            long stored = 0;
            try (var files = Files.list(root.resolve("li"))) {
                for (Path file : files.toList()) {
                    stored += Files.size(file);
                }
            }
            assertEquals(1_000_002, stored);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @Tag("slow")
    void anIdleSessionEndsWithAWordButATransferMayTakeLonger() throws Exception {
        ServerLimits limits = ServerLimits.defaults().withIdle(Duration.ofSeconds(1));
        try (EmbeddedServer server = EmbeddedServer.start(settings(user("li")).withLimits(limits)); RawClient idle = login(server, "li")) {
            try (RawClient busy = login(server, "li"); Socket data = busy.passive()) {
                busy.expect("150", "STOR slow");
                long end = System.nanoTime() + Duration.ofMillis(2500).toNanos();
                while (System.nanoTime() < end) {
                    data.getOutputStream().write(1);
                    Thread.onSpinWait();
                }
                data.close();
                assertEquals("226 Transfer complete.", busy.reply());
            }
            assertTrue(idle.reply().startsWith("421 Timeout"));
            assertThrows(IOException.class, idle::reply);
        }
    }

    @Test
    @Tag("slow")
    void aTransferInWhichNothingMovesIsEnded() throws Exception {
        ServerLimits limits = ServerLimits.defaults().withIdle(Duration.ofSeconds(1));
        Files.write(root.resolve("big"), bytes(50_000_000));
        try (EmbeddedServer server = EmbeddedServer.start(settings(user("li")).withLimits(limits));
                RawClient client = login(server, "li")) {
            try (Socket data = client.passive()) {
                client.expect("150", "RETR big");
                assertTrue(client.reply().startsWith("426"));
            }
        }
    }

    @Test
    void failedLoginsAreSlowAndFew() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(settings(user("li"))); RawClient client = new RawClient(server.port())) {
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                client.expect("331", "USER li");
                client.expect("530", "PASS wrong");
                assertTrue(System.nanoTime() - start > Duration.ofMillis(200).toNanos());
            }
            assertThrows(IOException.class, () -> client.send("USER li"));
        }
    }

    @Test
    void passivePortsComeFromTheRangeAndTheToldAddress() throws Exception {
        PassivePorts ports = new PassivePorts(41_000, 41_040, Optional.of(
                (Inet4Address) InetAddress.getByName("203.0.113.7")));
        try (EmbeddedServer server = EmbeddedServer.start(settings(user("li")).withPassive(ports));
                RawClient client = login(server, "li")) {
            String told = client.expect("227", "PASV");
            assertTrue(told.contains("(203,0,113,7,160,"), told);
            int port = Integer.parseInt(client.expect("229", "EPSV").replaceAll(".*\\|\\|\\|(\\d+)\\|.*", "$1"));
            assertTrue(port >= 41_000 && port <= 41_040, () -> "port " + port);
        }
    }

    @Test
    void whenEveryPassivePortIsTakenItSaysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PassivePorts ports = new PassivePorts(taken.getLocalPort(), taken.getLocalPort(), Optional.empty());
            try (EmbeddedServer server = EmbeddedServer.start(settings(user("li")).withPassive(ports));
                RawClient client = login(server, "li")) {
                assertTrue(client.send("PASV").startsWith("425"));
                assertTrue(client.send("EPSV").startsWith("425"));
            }
        }
    }

    @Test
    void rememberedHashesAndSettingsDoNotShowPasswords() throws Exception {
        PasswordHash hash = PasswordHash.of(Secret.of(PASSWORD));
        PasswordHash read = PasswordHash.parse(hash.text());
        assertTrue(read.matches(PASSWORD));
        assertFalse(read.matches("other") || read.matches(null));
        assertFalse((hash + hash.text() + settings(user("li"))).contains(PASSWORD));
        assertFalse(PasswordHash.of(Secret.of(PASSWORD)).text().equals(hash.text()), "salt");
        for (String bad : List.of("", PASSWORD, "pbkdf2-sha256$10$AAAA$BBBB", hash.text() + "x", "md5" + hash.text())) {
            assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(bad));
        }
    }

    @Test
    void addressListsKnowNetworksOfBothFamilies() throws Exception {
        AddressList list = AddressList.parse("10.1.0.0/16, 192.168.7.9 fe80::/10,::1");
        for (String inside : List.of("10.1.255.3", "192.168.7.9", "fe80::1", "::1")) {
            assertTrue(list.contains(InetAddress.getByName(inside)), inside);
        }
        for (String outside : List.of("10.2.0.1", "192.168.7.10", "::2", "2001:db8::1", "0.0.0.1")) {
            assertFalse(list.contains(InetAddress.getByName(outside)), outside);
        }
        for (String bad : List.of("", "example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1")) {
            assertThrows(IllegalArgumentException.class, () -> AddressList.parse(bad), bad);
        }
    }
}
