/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.atferry.shell.internal.TestFerry.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories and several files at once, up and down. */
class TreesTest {

    private static final Instant LONG_AGO = Instant.parse("2020-02-29T12:34:56Z");

    @TempDir
    Path directory;
    private TestFerry ferry;

    @BeforeEach
    void start() throws IOException {
        ferry = new TestFerry(directory);
        ferry.variables.put("FERRY_PASSWORD", "pw");
        Files.createDirectory(ferry.file("served"));
    }

    /** A directory with files, an empty file, an empty directory and a Chinese name. */
    private Path tree() throws IOException {
        Path root = ferry.file("fw");
        Files.createDirectories(root.resolve("a/b"));
        Files.createDirectories(root.resolve("empty"));
        for (int i = 0; i < 12; i++) {
            byte[] content = new byte[i * 1000];
            new Random(i).nextBytes(content);
            Files.write(root.resolve(i % 2 == 0 ? "f" + i + ".bin" : "a/b/f" + i + ".bin"), content);
        }
        Files.writeString(root.resolve("a/\u56fa\u4ef6 1.bin"), "x");
        Files.setLastModifiedTime(root.resolve("f2.bin"), FileTime.from(LONG_AGO));
        return root;
    }

    private static Map<String, byte[]> content(Path root) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                content.put(root.relativize(path).toString(), Files.isDirectory(path) ? new byte[] {1, 2, 3} : Files.readAllBytes(path));
            }
        }
        return content;
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        Map<String, byte[]> wanted = content(expected);
        Map<String, byte[]> found = content(actual);
        assertEquals(wanted.keySet(), found.keySet());
        wanted.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
    }

    private static String url(Background server) throws InterruptedException {
        return Result.member(server.line(), "url");
    }

    @Test
    void aDirectoryGoesUpThroughTheModuleAndTheSecondTimeIsLikeTheFirst() throws Exception {
        Path tree = tree();
        for (int round = 0; round < 2; round++) {
            Result result = ferry.run("push", "fw");
            assertEquals(0, result.status(), result.all());
            assertSame(tree, ferry.served("fw"));
            assertTrue(result.lines().get(0).matches("fw -> ftp://ferry@127\\.0\\.0\\.1:\\d+/fw  13 files in 4 directories"
                    + "  66,001 bytes  proved by: reading back  in [0-9.]+ s"), result.out());
            assertEquals("on disk: " + ferry.served("fw").toRealPath(), result.lines().get(1));
            assertEquals(2, result.lines().size(), result.out());
        }
    }

    @Test
    void aDirectoryGoesUpAndDownBySeveralSessions() throws Exception {
        Path tree = tree();
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            String url = url(server);
            Result push = ferry.run("push", "fw", "--to", url, "--via", "none", "--jobs", "3", "--json");
            assertEquals(0, push.status(), push.all());
            assertSame(tree, ferry.file("served/fw"));
            String result = push.events("result").get(0);
            assertEquals("13", Result.member(result, "files"));
            assertEquals("66001", Result.member(result, "bytes"));
            assertEquals("0", Result.member(result, "failed"));
            assertEquals(1, push.events("result").size());
            assertEquals(1, push.events("logged-in").size(), "further sessions are not told");
            assertTrue(push.events("tree-progress").size() > 0, push.out());
            assertEquals(13, push.events("verified").size());

            Result pull = ferry.run("pull", "-r", "fw", "down", "--to", url, "--via", "none");
            assertEquals(0, pull.status(), pull.all());
            assertSame(tree, ferry.file("down/fw"));
            assertEquals(LONG_AGO, Files.getLastModifiedTime(ferry.file("down/fw/f2.bin")).toInstant(), "times are kept both ways");
            assertEquals(0, ferry.run("pull", "-r", "fw", "down", "--to", url, "--via", "none").status());
            assertSame(tree, ferry.file("down/fw"));
            assertEquals(0, ferry.run("pull", "-r", url + "fw/a", "--via", "none").status());
            assertSame(tree.resolve("a"), ferry.file("a"));
        }
    }

    @Test
    void timesAreNotKeptWhenThatIsAskedFor() throws Exception {
        tree();
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            assertEquals(0, ferry.run("push", "fw", "--to", url(server), "--via", "none", "--no-times").status());
            assertTrue(Files.getLastModifiedTime(ferry.file("served/fw/f2.bin")).toInstant().isAfter(LONG_AGO.plusSeconds(3600)));
        }
    }

    @Test
    void aDirectoryIsPulledOnlyWhenThatIsAskedFor() throws Exception {
        tree();
        assertEquals(0, ferry.run("push", "fw").status());
        Result result = ferry.run("pull", "fw", "down");
        assertEquals(2, result.status(), result.all());
        assertTrue(result.err().contains("ferry: /fw is a directory; -r pulls it whole"), result.err());
        assertFalse(Files.exists(ferry.file("down")));
        Result single = ferry.run("pull", "-r", "fw/f2.bin", "two.bin");
        assertEquals(0, single.status(), single.all());
        assertEquals(2000, Files.size(ferry.file("two.bin")));
        assertEquals(4, ferry.run("pull", "-r", "none").status());
    }

    @Test
    void theFolderWhereOneStandsHasItsOwnName() throws Exception {
        Path tree = tree();
        Files.createDirectory(tree.resolve("a/here"));
        Result result = ferry.run("push", "fw/a/..");
        assertEquals(0, result.status(), result.all());
        assertSame(tree, ferry.served("fw"));
    }

    @Test
    void whatFailsIsToldAndTheRestArrives() throws Exception {
        Path tree = tree();
        Files.createDirectories(ferry.file("served/fw/f4.bin/in-the-way"));
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            String url = url(server);
            for (String option : List.of("--verify=content", "--quiet")) {
                Result push = ferry.run("push", "fw", "--to", url, "--via", "none", option);
                assertTrue(push.status() >= 2 && push.status() <= 5, push.all());
                assertTrue(push.out().endsWith("  1 FAILED\n"), push.out());
                List<String> failures = push.err().lines().filter(line -> line.startsWith("ferry: ")).toList();
                assertEquals(2, failures.size(), push.err());
                assertTrue(failures.get(0).contains("/fw/f4.bin"), push.err());
                assertTrue(failures.get(1).contains("1 of 13 failed, the others arrived"), push.err());
                assertEquals(2000, Files.size(ferry.file("served/fw/f2.bin")));
                assertEquals(Files.size(tree.resolve("a/b/f11.bin")), Files.size(ferry.file("served/fw/a/b/f11.bin")));
            }
            Result json = ferry.run("push", "fw", "--to", url, "--via", "none", "--json", "--quiet");
            assertTrue(json.events("file-failed").get(0).contains("\"path\":"), json.out());
            assertEquals("1", Result.member(json.events("result").get(0), "failed"));
            assertEquals(1, json.events("failure").size());
        }
    }

    @Test
    void linksAreLeftOutAndThatIsSaid() throws Exception {
        Path tree = tree();
        Files.createSymbolicLink(tree.resolve("link"), Path.of("/etc"));
        Result result = ferry.run("push", "fw");
        assertEquals(0, result.status(), result.all());
        assertTrue(result.out().contains("  1 left out"), result.out());
        assertTrue(result.err().lines().anyMatch(line -> line.startsWith("ferry: left out ") && line.contains("links are not followed")),
                result.err());
    }

    @Test
    void severalFilesNeedADirectory() throws Exception {
        tree();
        Result result = ferry.run("push", "fw/f2.bin", "fw/f4.bin");
        assertEquals(0, result.status(), result.all());
        assertTrue(result.out().startsWith("fw/f2.bin fw/f4.bin -> "), result.out());
        assertEquals(4000, Files.size(ferry.served("f4.bin")));
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            String url = url(server);
            assertEquals(4, ferry.run("push", "fw/f2.bin", "fw/f4.bin", "--to", url + "none", "--via", "none").status());
            assertEquals(0, ferry.run("push", "fw/f2.bin", "fw", "--to", url + "new", "--via", "none").status());
            assertEquals(2000, Files.size(ferry.file("served/new/f2.bin")));
            assertEquals(2000, Files.size(ferry.file("served/new/fw/f2.bin")));
        }
    }

    @Test
    void manySourcesAreCountedForAPersonAndNamedForAProgram() throws Exception {
        tree();
        Result person = ferry.run("push", "fw/f2.bin", "fw/f4.bin", "fw/a", "fw");
        assertTrue(person.out().startsWith("4 files and directories -> "), person.all());
        Result program = ferry.run("push", "fw/f2.bin", "fw/f4.bin", "fw/a", "fw", "--json");
        assertEquals("fw/f2.bin fw/f4.bin fw/a fw", Result.member(program.events("result").get(0), "from"));
    }

    @Test
    void aModuleHasOneSession() throws Exception {
        tree();
        Result result = ferry.run("push", "fw", "--jobs", "2");
        assertEquals("ferry: a module has one session: --jobs is for --via none - see `ferry help`\n", result.err());
        assertEquals(2, result.status());
        assertFalse(Files.exists(ferry.served("")));
        assertEquals(2, ferry.run("push", "fw", "--jobs", "17", "--via", "none").status());
        assertEquals(2, ferry.run("push", "fw", "--jobs", "0", "--via", "none").status());
        assertEquals(2, ferry.run("push", "/").status());
    }
}
