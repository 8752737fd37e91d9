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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Sha256;
import org.atferry.shell.internal.TestFerry.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers through the built-in module to the built-in server, with nothing in between left out. */
class TransferTest {

    @TempDir
    Path directory;
    private TestFerry ferry;

    @BeforeEach
    void start() {
        ferry = new TestFerry(directory);
    }

    private byte[] random(String name, int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Files.write(ferry.file(name), content);
        return content;
    }

    private static String sha256(byte[] content) {
        MessageDigest digest = Sha256.digest();
        return HexFormat.of().formatHex(digest.digest(content));
    }

    @Test
    void aPushAloneShowsItAll() throws IOException {
        byte[] content = random("fw.bin", 12_345);
        Result result = ferry.run("push", "fw.bin");
        assertEquals(0, result.status(), result.err());
        assertArrayEquals(content, Files.readAllBytes(ferry.served("fw.bin")));
        String hash = sha256(content);
        assertEquals(2, result.lines().size(), result.out());
        assertTrue(result.lines().get(0).matches("fw\\.bin -> ftp://ferry@127\\.0\\.0\\.1:\\d+/fw\\.bin  12,345 bytes  sha256 " + hash
                + "  proved by: reading back  in [0-9.]+ s"), result.out());
        assertEquals("on disk: " + ferry.served("fw.bin").toRealPath() + "  sha256 " + hash + "  same", result.lines().get(1));
        for (String step : List.of("port loop:built-in-", "module Quectel", "logged in as ferry", "sending /fw.bin", "100 %",
                "verified /fw.bin", "renamed ")) {
            assertTrue(result.err().contains(step), step + " is missing in: " + result.err());
        }
    }

    @Test
    void theServersFolderIsInTheUsersHome() throws IOException {
        random("fw.bin", 10);
        ferry.variables.remove("ATFERRY_HOME");
        ferry.variables.put("HOME", directory.resolve("me").toString());
        assertEquals(0, ferry.run("push", "fw.bin").status());
        assertEquals(10, Files.size(ferry.file("me/.atferry/server/fw.bin")));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ferry.file("me/.atferry"))));
    }

    @Test
    void programsGetObjectsAndNothingElse() throws IOException {
        byte[] content = random("fw.bin", 100_000);
        Result result = ferry.run("push", "fw.bin", "--json");
        assertEquals("", result.err());
        assertTrue(result.lines().stream().allMatch(line -> line.matches("\\{\"event\":\"[a-z-]+\".*}")), result.out());
        String transferred = result.events("transferred").get(result.events("transferred").size() - 1);
        assertEquals("100000", Result.member(transferred, "done"));
        String last = result.lines().get(result.lines().size() - 1);
        assertEquals("result", Result.member(last, "event"));
        assertEquals(sha256(content), Result.member(last, "sha256"));
        assertEquals(sha256(content), Result.member(last, "diskSha256"));
        assertEquals("read-back", Result.member(last, "proof"));
        assertEquals("false", Result.member(last, "replaced"));
    }

    @Test
    void quietLeavesTheResultOnly() throws IOException {
        random("fw.bin", 1000);
        Result result = ferry.run("push", "--quiet", "fw.bin");
        assertEquals("", result.err());
        assertEquals(2, result.lines().size());
    }

    @Test
    void aSecondPushReplacesTheFile() throws IOException {
        random("fw.bin", 5000);
        assertEquals(0, ferry.run("push", "fw.bin").status());
        byte[] content = random("fw.bin", 4000);
        Result result = ferry.run("push", "fw.bin", "--json");
        assertEquals("true", Result.member(result.events("result").get(0), "replaced"));
        assertArrayEquals(content, Files.readAllBytes(ferry.served("fw.bin")));
        try (Stream<Path> left = Files.list(ferry.served(""))) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void severalFilesArePushedInOneSession() throws IOException {
        random("a.bin", 10);
        random("b.bin", 0);
        Result result = ferry.run("push", "a.bin", "b.bin", "--json");
        assertEquals(0, result.status(), result.all());
        assertEquals("2", Result.member(result.events("result").get(0), "files"));
        assertEquals(2, result.events("verified").size());
        assertEquals(1, result.events("logged-in").size());
        assertEquals(0, Files.size(ferry.served("b.bin")));
    }

    @Test
    void aPullBringsBackWhatAPushBrought() throws IOException {
        byte[] content = random("fw.bin", 70_000);
        assertEquals(0, ferry.run("push", "fw.bin").status());
        Files.createDirectory(ferry.file("d"));
        Files.delete(ferry.file("fw.bin"));
        assertEquals(0, ferry.run("pull", "fw.bin").status());
        assertEquals(0, ferry.run("pull", "/fw.bin", "d").status());
        Result result = ferry.run("pull", "fw.bin", "other", "--sha256", "--json");
        assertEquals(0, result.status(), result.err());
        for (String name : List.of("fw.bin", "d/fw.bin", "other")) {
            assertArrayEquals(content, Files.readAllBytes(ferry.file(name)), name);
        }
        assertTrue(Files.readString(ferry.file("other.sha256")).startsWith(sha256(content)));
        assertEquals(sha256(content), Result.member(result.events("result").get(0), "sha256"));
    }

    @Test
    void theOptionsAreHeard() throws IOException {
        random("fw.bin", 3000);
        Result size = ferry.run("push", "fw.bin", "--verify", "size", "--in-place", "--json");
        assertEquals("size", Result.member(size.events("result").get(0), "proof"));
        assertEquals(List.of(), size.events("renamed"));
        assertEquals(2, ferry.run("push", "fw.bin", "--verify", "twice").status());
        assertEquals(2, ferry.run("push", "fw.bin", "--resume", "--fresh").status());
    }

    @Test
    void whatIsMissingHereIsSaidBeforeAnythingStarts() {
        Result result = ferry.run("push", "nothing.bin");
        assertEquals(2, result.status());
        assertTrue(result.err().startsWith("ferry: local file "), result.err());
        assertFalse(Files.exists(ferry.served("")));
    }

    @Test
    void whatIsMissingThereIsARefusal() {
        for (String[] command : new String[][] {{"pull", "no.bin"}, {"stat", "no.bin"}, {"rm", "no.bin"}, {"mv", "no.bin", "x"},
            {"ls", "no"}, {"rmdir", "no"}}) {
            Result result = ferry.run(command);
            assertEquals(4, result.status(), String.join(" ", command) + ": " + result.all());
            assertEquals(1, result.err().lines().filter(line -> line.startsWith("ferry: ")).count(), result.err());
            assertEquals("", result.out());
        }
        assertFalse(Files.exists(ferry.file("no.bin")));
    }

    @Test
    void aFailureIsAnObjectTooForPrograms() {
        Result result = ferry.run("pull", "no.bin", "--json");
        String failure = result.events("failure").get(0);
        assertEquals("not-found", Result.member(failure, "kind"));
        assertEquals("4", Result.member(failure, "exit"));
        assertEquals("check-path", Result.member(failure, "hint"));
        assertTrue(result.err().startsWith("ferry: "));
    }

    @Test
    void directoriesAreMadeListedAndRemoved() throws IOException {
        random("fw.bin", 12_345);
        assertEquals("made /d\n", ferry.run("mkdir", "d").out());
        assertEquals(0, ferry.run("push", "fw.bin").status());
        assertEquals("/fw.bin -> /d/fw.bin\n", ferry.run("mv", "fw.bin", "d").out());
        assertEquals("/d/fw.bin -> /d/two.bin\n", ferry.run("mv", "d/fw.bin", "/d/two.bin").out());
        Result ls = ferry.run("ls");
        assertTrue(ls.out().matches("d +- +\\S+ \\S+ +d/\n"), ls.out());
        Result inner = ferry.run("ls", "d");
        assertTrue(inner.out().matches("-  12,345  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  two\\.bin\n"), inner.out());
        Result single = ferry.run("ls", "d/two.bin", "--json");
        assertEquals("/d/two.bin", Result.member(single.events("entry").get(0), "path"));
        assertEquals(1, single.events("entry").size());
        assertTrue(ferry.run("stat", "d/two.bin").out().contains("12,345"));
        Result json = ferry.run("ls", "d", "--json");
        assertEquals("/d/two.bin", Result.member(json.events("entry").get(0), "path"));
        assertEquals("12345", Result.member(json.events("entry").get(0), "size"));
        assertEquals(4, ferry.run("rmdir", "d").status());
        assertEquals("removed /d/two.bin\n", ferry.run("rm", "d/two.bin").out());
        assertEquals("removed /d\n", ferry.run("rmdir", "d").out());
        assertEquals("", ferry.run("ls").out());
    }

    @Test
    void partialsAreRemovedAndNothingElse() throws IOException {
        Files.createDirectories(ferry.served(""));
        for (String name : List.of("fw.bin", "fw.bin.0123456789ab.part", "x.part")) {
            Files.createFile(ferry.served(name));
        }
        assertEquals("removed /fw.bin.0123456789ab.part\n", ferry.run("rm", "--partials", "/").out());
        assertEquals("nothing to remove in /\n", ferry.run("rm", "--partials", "/").out());
        assertTrue(Files.exists(ferry.served("x.part")));
    }

    @Test
    void aCancelledRunSaysSoAndChangesNothing() throws IOException {
        random("fw.bin", 1000);
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Result result = ferry.run(cancellation, "push", "fw.bin");
        assertEquals(130, result.status(), result.err());
        assertTrue(result.err().lines().anyMatch(line -> line.matches("ferry: .*cancelled.*")), result.err());
        assertFalse(Files.exists(ferry.served("fw.bin")));
    }

    @Test
    @Tag("slow")
    void whatIsStoppedInTheMiddleIsContinued() throws Exception {
        Files.createDirectories(ferry.served(""));
        Files.writeString(ferry.served("fw.bin"), "the old firmware");
        byte[] content = random("fw.bin", 32 << 20);
        try (Background push = ferry.start("push", "fw.bin", "--json", "--verify", "size")) {
            String line = push.line();
            while (!line.contains("\"transferred\"") || Long.parseLong(Result.member(line, "done")) == 0) {
                line = push.line();
            }
            long start = System.nanoTime();
            assertEquals(130, push.stop());
            assertTrue(System.nanoTime() - start < 5_000_000_000L, "it takes too long to stop");
        }
        assertEquals("the old firmware", Files.readString(ferry.served("fw.bin")));
        assertTrue(Files.exists(ferry.served("fw.bin." + sha256(content).substring(0, 12) + ".part")));
        Result result = ferry.run("push", "fw.bin", "--json", "--verify", "size");
        assertEquals(0, result.status(), result.err());
        assertTrue(Long.parseLong(Result.member(result.events("result").get(0), "resumedFrom")) > 0, result.out());
        assertArrayEquals(content, Files.readAllBytes(ferry.served("fw.bin")));
    }

    @Test
    void aModuleThatIsNotThereIsNotReached() throws IOException {
        random("fw.bin", 10);
        Result result = ferry.run("push", "fw.bin", "--via", "nonsense:x");
        assertEquals(2, result.status(), result.err());
        Result plain = ferry.run("push", "fw.bin", "--via", "none");
        assertEquals(0, plain.status(), plain.err());
        assertFalse(plain.err().contains("module"), plain.err());
    }
}
