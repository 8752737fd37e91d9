/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.atferry.testing.PtyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the distribution besides the main job: built-in ends, server, ports, explanations, shell, languages. */
class CommandsTest {

    private static final String PASSWORD = "s3cret-pw"; //$NON-NLS-1$

    @TempDir
    Path folder;
    private Ferry ferry;

    @BeforeEach
    void start() throws Exception {
        ferry = new Ferry(Files.createDirectory(folder.resolve("home")), PASSWORD); //$NON-NLS-1$
    }

    @AfterEach
    void stop() {
        ferry.close();
    }

    /** The embedded server refuses to rename over a file, so the second push goes by way of a backup. */
    @Test
    void aPushWithoutModuleAndServerShowsItAllAndTheSecondReplacesTheFirst() throws Exception {
        Path served = folder.resolve("home/atferry/server"); //$NON-NLS-1$
        for (int round = 1; round <= 2; round++) {
            Path firmware = TestFiles.random(folder.resolve("fw.bin"), 100_000 + round, round); //$NON-NLS-1$
            Ferry.Result result = ferry.run("push", firmware.toString()); //$NON-NLS-1$
            assertEquals(0, result.status(), result.all());
            String hash = TestFiles.sha256(firmware);
            assertEquals(2, result.out().lines().filter(line -> line.contains(hash)).count(), result.out());
            assertEquals(hash, TestFiles.sha256(served.resolve("fw.bin"))); //$NON-NLS-1$
            assertEquals(List.of("fw.bin"), TestFiles.names(served)); //$NON-NLS-1$
        }
    }

    @Test
    void aServedFolderIsListedAndChanged() throws Exception {
        Path served = Files.createDirectory(folder.resolve("served")); //$NON-NLS-1$
        Files.writeString(served.resolve("a.txt"), "12345"); //$NON-NLS-1$ //$NON-NLS-2$
        String ready = ferry.start("serve", served.toString(), "--port", "0", "--user", "me") //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
                .awaitLine(line -> line.contains("\"event\":\"ready\"")); //$NON-NLS-1$
        String url = ready.replaceFirst(".*\"url\":\"([^\"]+)\".*", "$1"); //$NON-NLS-1$ //$NON-NLS-2$
        for (String via : List.of("none", "")) { //$NON-NLS-1$ //$NON-NLS-2$
            assertTrue(done(via, url, "ls").out().contains("a.txt")); //$NON-NLS-1$ //$NON-NLS-2$
            assertTrue(done(via, url, "stat", "a.txt").out().contains("5")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            done(via, url, "mkdir", "new"); //$NON-NLS-1$ //$NON-NLS-2$
            done(via, url, "mv", "a.txt", "new/b.txt"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            assertEquals("12345", Files.readString(served.resolve("new/b.txt"))); //$NON-NLS-1$ //$NON-NLS-2$
            done(via, url, "mv", "new/b.txt", "a.txt"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            done(via, url, "rmdir", "new"); //$NON-NLS-1$ //$NON-NLS-2$
            assertEquals(List.of("a.txt"), TestFiles.names(served)); //$NON-NLS-1$
        }
        done("none", url, "rm", "a.txt"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        assertEquals(List.of(), TestFiles.names(served));
    }

    private Ferry.Result done(String via, String url, String... command) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of(command));
        arguments.addAll(List.of("--to", url)); //$NON-NLS-1$
        if (!via.isEmpty()) {
            arguments.addAll(List.of("--via", via)); //$NON-NLS-1$
        }
        Ferry.Result result = ferry.run(arguments.toArray(String[]::new));
        assertEquals(0, result.status(), result.all());
        return result;
    }

    @Test
    void aProbeSaysWhichModuleAnswersAndThatNoneDoes() throws Exception {
        try (PtyPair line = PtyPair.open()) {
            String host = "serial:" + line.second(); //$NON-NLS-1$
            assertTrue(ferry.run("ports", "--probe", host).out().contains("no module answers")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            ferry.start("emulate", "--dialect", "qftp", "--port", "serial:" + line.first()) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
                    .awaitLine(text -> text.contains("\"event\":\"ready\"")); //$NON-NLS-1$
            Ferry.Result result = ferry.run("ports", "--probe", host); //$NON-NLS-1$ //$NON-NLS-2$
            assertTrue(result.out().contains("Quectel"), result.all()); //$NON-NLS-1$
        }
    }

    @Test
    void theShellTakesCommandsLineByLine() throws Exception {
        Ferry.Running shell = ferry.start("shell"); //$NON-NLS-1$
        shell.process().getOutputStream().write("explain 550\nexplain qftp:627\nexit\n".getBytes(StandardCharsets.UTF_8)); //$NON-NLS-1$
        shell.process().getOutputStream().flush();
        Ferry.Result result = shell.await();
        assertEquals(0, result.status(), result.all());
        assertTrue(result.out().contains("RFC 959") && result.out().contains("table 3"), result.out()); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Test
    void aPersonWhoReadsChineseGetsItAndKeepsTheNamesOfTheFiles() throws Exception {
        Map<String, String> chinese = Map.of("LC_ALL", "", "LANG", "zh_CN.UTF-8", "FERRY_PASSWORD", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
        Path firmware = Files.writeString(folder.resolve("固件.bin"), "x"); //$NON-NLS-1$ //$NON-NLS-2$
        Ferry.Result result = ferry.start(chinese, "push", firmware.toString()).await(); //$NON-NLS-1$
        assertEquals(0, result.status(), result.all());
        assertTrue(Files.exists(folder.resolve("home/atferry/server/固件.bin"))); //$NON-NLS-1$
        Ferry.Result failure = ferry.start(chinese, "push", folder.resolve("没有.bin").toString()).await(); //$NON-NLS-1$ //$NON-NLS-2$
        assertEquals(2, failure.status(), failure.all());
        assertTrue(failure.err().contains("本地文件") && failure.err().contains("没有.bin"), failure.err()); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Test
    void misuseIsSaidInOneLine() throws Exception {
        for (List<String> wrong : List.of(List.of("psuh", "x"), List.of("push"), List.of("push", "x", "--to", "ftp://u:secret@h/"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
                List.of("push", "x", "--to", "ftps://u@h/"), List.of("push", "x", "--nonsense"))) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
            Ferry.Result result = ferry.run(wrong.toArray(String[]::new));
            assertEquals(2, result.status(), result.all());
            assertEquals(1, result.errors().size(), result.err());
            assertTrue(!result.all().contains("secret"), result.err()); //$NON-NLS-1$
        }
    }
}
