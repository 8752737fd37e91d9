/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers without a module between: TLS, trees, raw commands, users. */
class SecureServersTest {

    private static final String PASSWORD = "s3cret-pw";
    private static final Instant LONG_AGO = Instant.parse("2020-02-29T12:34:56Z");

    @TempDir
    Path folder;
    private Path served;
    private Ferry ferry;

    @BeforeEach
    void start() throws Exception {
        ferry = new Ferry(Files.createDirectory(folder.resolve("home")), PASSWORD);
        served = Files.createDirectory(folder.resolve("served"));
    }

    @AfterEach
    void stop() {
        ferry.close();
    }

    /** What a server says when it is ready. */
    private record Ready(Ferry.Running server, String line) {
        String member(String name) {
            return line.replaceFirst(".*\"" + name + "\":\"([^\"]+)\".*", "$1");
        }

        String url() {
            return member("url");
        }
    }

    private Ready serve(String... options) throws Exception {
        return serve(Map.of("FERRY_PASSWORD", PASSWORD), options);
    }

    private Ready serve(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("serve", served.toString()));
        command.addAll(List.of(options));
        if (Stream.of(options).noneMatch(option -> option.startsWith("--port"))) {
            command.add("--port=0");
        }
        Ferry.Running server = ferry.start(environment, command.toArray(String[]::new));
        return new Ready(server, server.awaitLine(line -> line.contains("\"event\":\"ready\"")));
    }

    private Ferry.Result direct(String url, String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--to", url));
        if (!command[0].equals("quote")) {
            arguments.addAll(List.of("--via", "none"));
        }
        return ferry.run(arguments.toArray(String[]::new));
    }

    private Ferry.Result done(String url, String... command) throws Exception {
        Ferry.Result result = direct(url, command);
        assertEquals(0, result.status(), result.all());
        return result;
    }

    private Path tree() throws IOException {
        Path root = folder.resolve("fw");
        Files.createDirectories(root.resolve("a/b"));
        Files.createDirectory(root.resolve("empty"));
        for (int i = 0; i < 20; i++) {
            TestFiles.random(root.resolve(i % 2 == 0 ? "f" + i : "a/b/f" + i), i * 999, i);
        }
        TestFiles.random(root.resolve("a/固件.bin"), 100_000, 99);
        Files.setLastModifiedTime(root.resolve("f2"), FileTime.from(LONG_AGO));
        return root;
    }

    private static List<String> content(Path root) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                lines.add(root.relativize(path) + " " + (Files.isDirectory(path) ? "" : TestFiles.sha256(path)));
            }
        }
        return lines;
    }

    /** By the certificate's file; then on first use, which the second certificate is not. */
    @ParameterizedTest
    @ValueSource(strings = {"explicit", "implicit"})
    void aTreeGoesUpAndComesBackOverTls(String mode) throws Exception {
        Path tree = tree();
        Ready ready = serve("--tls", mode, "--user", "me");
        assertTrue(ready.url().startsWith((mode.equals("explicit") ? "ftpes" : "ftps") + "://me@127.0.0.1:"), ready.line());
        String ca = ready.member("certificate");
        Ferry.Result push = done(ready.url(), "push", tree.toString(), "--ca", ca, "--jobs", "3");
        assertTrue(push.out().contains("21 files"), push.out());
        assertEquals(content(tree), content(served.resolve("fw")));
        Path down = folder.resolve("down");
        done(ready.url(), "pull", "-r", "fw", down.toString(), "--trust-first-use");
        assertEquals(content(tree), content(down.resolve("fw")));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(down.resolve("fw/f2")).toInstant());
    }

    @Test
    void whoIsNotTrustedIsNotReachedAndTheReasonIsSaid() throws Exception {
        Path home = folder.resolve("home/atferry");
        Ready first = serve("--tls", "explicit");
        String url = first.url();
        Ferry.Result stranger = direct(url, "ls");
        assertEquals(3, stranger.status(), stranger.all());
        assertEquals(1, stranger.errors().size(), stranger.err());
        assertTrue(stranger.errors().get(0).contains("--ca"), stranger.err());
        done(url, "ls", "--trust-first-use");
        Path pins = home.resolve("known-servers");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pins)));
        Path old = Files.copy(Path.of(first.member("certificate")), folder.resolve("old.pem"));
        first.server().kill();
        remove(Path.of(first.member("certificate")).getParent());

        String port = url.replaceFirst(".*:(\\d+)/", "$1");
        Ready second = serve("--tls", "explicit", "--port=" + port);
        assertFalse(second.member("fingerprint").equals(first.member("fingerprint")));
        for (String[] trust : new String[][] {{"--trust-first-use"}, {"--ca", old.toString()}}) {
            List<String> command = new ArrayList<>(List.of("ls"));
            command.addAll(List.of(trust));
            Ferry.Result refused = direct(url, command.toArray(String[]::new));
            assertEquals(3, refused.status(), refused.all());
            assertEquals(1, refused.errors().size(), refused.err());
            assertEquals("", refused.out());
        }
        done(url, "ls", "--ca", second.member("certificate"));
    }

    private static void remove(Path directory) throws IOException {
        for (String name : TestFiles.names(directory)) {
            Files.delete(directory.resolve(name));
        }
    }

    @Test
    void rawCommandsAreSentAndAnsweredInTheServersWords() throws Exception {
        Files.writeString(served.resolve("a.txt"), "content");
        Ready ready = serve("--tls", "explicit");
        String ca = ready.member("certificate");
        Path trace = folder.resolve("trace");
        Ferry.Result replies = done(ready.url(), "quote", "NOOP", "SIZE a.txt", "LIST", "--ca", ca, "--trace", trace.toString());
        assertTrue(replies.out().lines().anyMatch(line -> line.startsWith("200 ")), replies.out());
        assertTrue(replies.out().lines().anyMatch(line -> line.equals("213 7")), replies.out());
        assertTrue(replies.out().lines().anyMatch(line -> line.endsWith(" a.txt")), replies.out());
        String traced = Files.readString(trace);
        assertTrue(traced.contains("PASS ***") && !traced.contains(PASSWORD), traced);
        Ferry.Result json = done(ready.url(), "quote", "NOOP", "--json", "--ca", ca);
        assertTrue(json.out().contains("{\"event\":\"reply\",\"command\":\"NOOP\",\"code\":200,"), json.out());
        Ferry.Result refused = direct(ready.url(), "quote", "SIZE none.txt", "NOOP", "--ca", ca);
        assertEquals(4, refused.status(), refused.all());
        assertTrue(refused.out().startsWith("550 ") && !refused.out().contains("200 "), refused.out());
        Ferry.Result file = done(ready.url(), "quote", "RETR a.txt", "--ca", ca);
        assertEquals("content", file.out().strip());
        assertEquals(2, direct(ready.url(), "quote", "XSEM x", "--ca", ca).status());
    }

    @Test
    void usersAndRulesComeFromAFile() throws Exception {
        Ferry.Result hash = ferry.run("serve", "--hash-password");
        assertEquals(0, hash.status(), hash.all());
        assertFalse(hash.all().contains(PASSWORD));
        Path config = Files.writeString(folder.resolve("server.cfg"), "user.li.password = " + hash.out().strip() + "\n");
        Ready ready = serve(Map.of(), "--config", config.toString());
        assertTrue(ready.url().startsWith("ftp://li@"), ready.line());
        done(ready.url(), "ls");
        assertEquals(4, direct(ready.url().replace("li@", "wang@"), "ls").status());
        Files.writeString(config, "user.li.password = " + hash.out().strip() + "\nuser.li.nonsense = 1\n");
        Ferry.Result wrong = ferry.run("serve", served.toString(), "--config", config.toString());
        assertEquals(2, wrong.status(), wrong.all());
        assertTrue(wrong.err().contains("line 2"), wrong.err());
    }

    @Test
    void repliesAreExplainedInBothLanguages() throws Exception {
        for (List<String> text : List.of(List.of("425"), List.of("530 Not logged in, unauthorized ip address"))) {
            Ferry.Result english = ferry.run("explain", text.get(0));
            assertEquals(0, english.status(), english.all());
            assertTrue(english.out().contains("what to do: ") && english.out().contains("retry: "), english.out());
            Ferry.Result chinese = ferry.start(Map.of("LC_ALL", "", "LANG", "zh_CN.UTF-8"), "explain", text.get(0)).await();
            assertTrue(chinese.out().contains("处理办法：") && chinese.out().contains("重试："), chinese.out());
        }
    }

    @Test
    void aTreeGoesThroughTheModuleToo() throws Exception {
        Path tree = tree();
        Ferry.Result push = ferry.run("push", tree.toString());
        assertEquals(0, push.status(), push.all());
        assertEquals(content(tree), content(folder.resolve("home/atferry/server/fw")));
        Ferry.Result pull = ferry.run("pull", "-r", "fw", "down");
        assertEquals(0, pull.status(), pull.all());
        assertEquals(content(tree), content(folder.resolve("home/down/fw")));
    }
}
