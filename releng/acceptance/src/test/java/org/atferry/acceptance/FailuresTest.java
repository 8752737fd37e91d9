/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.atferry.testing.PtyPair;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each failure that issue 2 lists: one line that names the step, the code, the server's words and a hint; the exit status of the contract;
 * the old file on the server unharmed. Everything through the software module, against vsftpd.
 */
class FailuresTest {

    @TempDir
    Path folder;
    private PtyPair line;
    private VsftpdServer server;
    private Ferry ferry;
    private Path firmware;

    @BeforeEach
    void start() throws Exception {
        server = VsftpdServer.start(Files.createDirectory(folder.resolve("server"))); //$NON-NLS-1$
        ferry = new Ferry(Files.createDirectory(folder.resolve("home")), server.password()); //$NON-NLS-1$
        firmware = TestFiles.random(folder.resolve("x.bin"), 300_000, 1); //$NON-NLS-1$
        Files.writeString(server.root().resolve("x.bin"), "old"); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @AfterEach
    void stop() throws Exception {
        assertEquals("old", Files.readString(server.root().resolve("x.bin")), "the old file is unharmed"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        ferry.close();
        server.close();
        if (line != null) {
            line.close();
        }
    }

    private String url(String directory) {
        return "ftp://" + server.user() + "@127.0.0.1:" + server.port() + directory; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    private Ferry.Result push(String url, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("push", firmware.toString(), "--to", url)); //$NON-NLS-1$ //$NON-NLS-2$
        arguments.addAll(List.of(more));
        return ferry.run(arguments.toArray(String[]::new));
    }

    /** One line, the status, and every one of these words in it, whatever their case. */
    private static void assertFails(int status, Ferry.Result result, String... words) {
        assertEquals(status, result.status(), result.all());
        assertEquals(1, result.errors().size(), result.err());
        String error = result.errors().get(0).toLowerCase(Locale.ROOT);
        for (String word : words) {
            assertTrue(error.contains(word.toLowerCase(Locale.ROOT)), word + " in: " + error); //$NON-NLS-1$
        }
        assertTrue(error.contains(" - "), "a hint follows the facts: " + error); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Test
    void wrongPassword() throws Exception {
        Ferry.Result result = ferry.start(Map.of("FERRY_PASSWORD", "wrong"), "push", firmware.toString(), "--to", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
                url(server.directory())).await();
        assertFails(4, result, "log in", "530", "qftp:625", "password"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
    }

    @Test
    void wrongPasswordWithoutAModuleSaysTheServersWords() throws Exception {
        Ferry.Result result = ferry.start(Map.of("FERRY_PASSWORD", "wrong"), "push", firmware.toString(), "--via", "none", "--to", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
                url(server.directory())).await();
        assertFails(4, result, "log in", "530 Login incorrect", "password"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    @Test
    void unknownHost() throws Exception {
        assertFails(3, push("ftp://user@no-such-host.invalid/"), "resolve", "no-such-host.invalid", "qftp:604"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
    }

    @Test
    void refusedPort() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertFails(3, push("ftp://user@127.0.0.1:" + closed + "/"), "connect", "qftp:60"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
    }

    @Test
    void missingLocalFile() throws Exception {
        Ferry.Result result = ferry.run("push", "missing.bin", "--to", url(server.directory())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        assertFails(2, result, "local file", "missing.bin"); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Test
    void missingRemoteFile() throws Exception {
        Path local = folder.resolve("local.bin"); //$NON-NLS-1$
        Ferry.Result result = ferry.run("pull", "missing.bin", local.toString(), "--to", url(server.directory())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        assertFails(4, result, "missing.bin", "not found"); //$NON-NLS-1$ //$NON-NLS-2$
        assertTrue(Files.notExists(local));
    }

    @Test
    void noSuchDirectory() throws Exception {
        assertFails(4, push(url(server.directory() + "/missing/")), "directory", "missing", "550", "qftp:627"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
    }

    /** vsftpd says the same whatever keeps it from writing; the limit stands for a full disk and needs no file system of its own. */
    @Test
    void fullDisk() throws Exception {
        try (VsftpdServer full = VsftpdServer.builder(Files.createDirectory(folder.resolve("full"))).fileSizeLimit(64 * 1024).start()) { //$NON-NLS-1$
            Files.writeString(full.root().resolve("x.bin"), "old"); //$NON-NLS-1$ //$NON-NLS-2$
            String url = "ftp://" + full.user() + "@127.0.0.1:" + full.port() + full.directory(); //$NON-NLS-1$ //$NON-NLS-2$
            assertFails(4, push(url), "transfer", "no space", "451", "qftp:619"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            assertFails(4, push(url, "--via", "none"), "transfer", "no space", "451 Failure writing to local file"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
            assertEquals("old", Files.readString(full.root().resolve("x.bin"))); //$NON-NLS-1$ //$NON-NLS-2$
        }
    }

    @Test
    void noModuleOnThePort() throws Exception {
        line = PtyPair.open();
        Ferry.Result result = push(url(server.directory()), "--via", "serial:" + line.second()); //$NON-NLS-1$ //$NON-NLS-2$
        assertFails(3, result, "ask the module", line.second().toString(), "baud"); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Test
    void noSuchPort() throws Exception {
        assertFails(3, push(url(server.directory()), "--via", "serial:/dev/ttyNone7"), "open port", "/dev/ttyNone7", "ferry ports"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
    }

    @Test
    void portInUse() throws Exception {
        line = PtyPair.open();
        Ferry.Running holder = ferry.start("emulate", "--dialect", "qftp", "--port", "serial:" + line.second()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
        holder.awaitLine(text -> text.contains("\"event\":\"ready\"")); //$NON-NLS-1$
        assertFails(3, push(url(server.directory()), "--via", "serial:" + line.second()), "open port", "in use", "another program"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
    }

    @Test
    void portPulledOutInTheMiddle() throws Exception {
        line = PtyPair.open();
        ferry.start("emulate", "--dialect", "qftp", "--baud", "921600", "--port", "serial:" + line.first()) //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
                .awaitLine(text -> text.contains("\"event\":\"ready\"")); //$NON-NLS-1$
        Ferry.Running push = ferry.start("push", firmware.toString(), "--to", url(server.directory()), "--via", "serial:" + line.second(), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
                "--json"); //$NON-NLS-1$
        push.awaitLine(text -> text.matches(".*\"transferred\".*\"done\":[1-9][0-9]{4,}\\b.*")); //$NON-NLS-1$
        line.pullOut();
        assertFails(5, push.await(), "transfer", "lost", "run the same command"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    @Test
    void aNameWithALineBreakStartsNoOtherCommand() throws Exception {
        Path evil = Files.writeString(folder.resolve("a\r\nAT+QFTPDEL=\"x.bin\""), "evil"); //$NON-NLS-1$ //$NON-NLS-2$
        Ferry.Result result = ferry.run("push", evil.toString(), "--to", url(server.directory())); //$NON-NLS-1$ //$NON-NLS-2$
        assertFails(2, result, "control character"); //$NON-NLS-1$
        Ferry.Result direct = ferry.run("rm", "y\r\nDELE x.bin", "--via", "none", "--to", url(server.directory())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
        assertFails(2, direct, "control character"); //$NON-NLS-1$
    }

    @Test
    void namesWithSpacesCommasAndChineseArriveAsTheyAre() throws Exception {
        for (String name : List.of("固件 v1.2.bin", "a,b;c.bin", " leading.bin", "it's 100% ok.bin")) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
            Path local = Files.writeString(folder.resolve(name), name);
            Ferry.Result result = ferry.run("push", local.toString(), "--to", url(server.directory())); //$NON-NLS-1$ //$NON-NLS-2$
            assertEquals(0, result.status(), result.all());
            assertEquals(name, Files.readString(server.root().resolve(name)));
        }
    }

    @Test
    void aQuoteInANameIsRefusedThroughAModuleAndSentWithoutOne() throws Exception {
        Path local = Files.writeString(folder.resolve("a\"b.bin"), "quote"); //$NON-NLS-1$ //$NON-NLS-2$
        assertFails(2, ferry.run("push", local.toString(), "--to", url(server.directory())), "a\"b.bin", "rename it"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        Ferry.Result direct = ferry.run("push", local.toString(), "--via", "none", "--to", url(server.directory())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        assertEquals(0, direct.status(), direct.all());
        assertEquals("quote", Files.readString(server.root().resolve("a\"b.bin"))); //$NON-NLS-1$ //$NON-NLS-2$
    }
}
