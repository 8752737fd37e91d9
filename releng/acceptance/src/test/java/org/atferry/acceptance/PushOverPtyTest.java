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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.atferry.testing.PtyPair;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job as issue 2 states it: {@code ferry emulate} and {@code ferry push} as two processes on a pseudo-terminal pair, through
 * jSerialComm on both ends, against vsftpd.
 */
class PushOverPtyTest {

    private static final int FIRMWARE = 8 * 1024 * 1024;

    @TempDir
    Path folder;
    private PtyPair line;
    private VsftpdServer server;
    private Ferry ferry;
    private String module;
    private String host;

    @BeforeEach
    void start() throws Exception {
        line = PtyPair.open();
        server = VsftpdServer.start(Files.createDirectory(folder.resolve("server"))); //$NON-NLS-1$
        ferry = new Ferry(Files.createDirectory(folder.resolve("home")), server.password()); //$NON-NLS-1$
        module = "serial:" + line.first(); //$NON-NLS-1$
        host = "serial:" + line.second(); //$NON-NLS-1$
    }

    @AfterEach
    void stop() throws Exception {
        ferry.close();
        server.close();
        line.close();
    }

    private String url() {
        return "ftp://" + server.user() + "@127.0.0.1:" + server.port() + server.directory(); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    private Ferry.Running emulate(String... more) throws IOException, InterruptedException {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] { "emulate", "--dialect", "qftp", "--port", module }, 0, arguments, 0, 5); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        System.arraycopy(more, 0, arguments, 5, more.length);
        Ferry.Running emulator = ferry.start(arguments);
        emulator.awaitLine(text -> text.contains("\"event\":\"ready\"")); //$NON-NLS-1$
        return emulator;
    }

    @Test
    void eightMebibytesArriveWholeOnVsftpd() throws Exception {
        Path firmware = TestFiles.random(folder.resolve("x.bin"), FIRMWARE, 1); //$NON-NLS-1$
        emulate();
        Ferry.Result result = ferry.run("push", firmware.toString(), "--via", host, "--to", url()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        assertEquals(0, result.status(), result.all());
        assertEquals(TestFiles.sha256(firmware), TestFiles.sha256(server.root().resolve("x.bin"))); //$NON-NLS-1$
        assertEquals(List.of("x.bin"), TestFiles.names(server.root()), "nothing is left beside it"); //$NON-NLS-1$ //$NON-NLS-2$
        assertTrue(result.out().contains(TestFiles.sha256(firmware)), result.out());
    }

    @Test
    void whatWasPushedIsPulledByteForByte() throws Exception {
        Path firmware = TestFiles.random(folder.resolve("x.bin"), 1_000_003, 2); //$NON-NLS-1$
        emulate();
        assertEquals(0, ferry.run("push", firmware.toString(), "--via", host, "--to", url()).status()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        Path back = folder.resolve("back.bin"); //$NON-NLS-1$
        Ferry.Result result = ferry.run("pull", "x.bin", back.toString(), "--via", host, "--to", url()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        assertEquals(0, result.status(), result.all());
        assertEquals(TestFiles.sha256(firmware), TestFiles.sha256(back));
    }

    @Test
    void aPushOverAnExistingFileReplacesIt() throws Exception {
        Files.writeString(server.root().resolve("x.bin"), "old"); //$NON-NLS-1$ //$NON-NLS-2$
        Path firmware = TestFiles.random(folder.resolve("x.bin"), 70_000, 3); //$NON-NLS-1$
        emulate();
        Ferry.Result result = ferry.run("push", firmware.toString(), "--via", host, "--to", url()); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        assertEquals(0, result.status(), result.all());
        assertEquals(TestFiles.sha256(firmware), TestFiles.sha256(server.root().resolve("x.bin"))); //$NON-NLS-1$
        assertEquals(List.of("x.bin"), TestFiles.names(server.root())); //$NON-NLS-1$
    }

    @Test
    void thePasswordShowsInNoTraceNoOutputAndNoProcessListing() throws Exception {
        Path firmware = TestFiles.random(folder.resolve("x.bin"), 400_000, 4); //$NON-NLS-1$
        Path hostTrace = folder.resolve("host.trace"); //$NON-NLS-1$
        Path moduleTrace = folder.resolve("module.trace"); //$NON-NLS-1$
        Ferry.Running emulator = emulate("--trace", moduleTrace.toString(), "--baud", "921600"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        Ferry.Running push = ferry.start("push", firmware.toString(), "--via", host, "--to", url(), "--trace", hostTrace.toString(), "--json", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
                "--verify", "size"); //$NON-NLS-1$ //$NON-NLS-2$
        push.awaitLine(text -> text.contains("transferred")); //$NON-NLS-1$
        for (long pid : new long[] { push.process().pid(), emulator.process().pid() }) {
            assertFalse(Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1).contains(server.password())); //$NON-NLS-1$ //$NON-NLS-2$
        }
        Ferry.Result result = push.await();
        assertEquals(0, result.status(), result.all());
        emulator.signal("TERM"); //$NON-NLS-1$
        Ferry.Result module = emulator.await();
        String host = Files.readString(hostTrace, StandardCharsets.ISO_8859_1);
        String other = Files.readString(moduleTrace, StandardCharsets.ISO_8859_1);
        assertTrue(host.contains("AT+QFTPCFG=\"account\"") || host.contains("AT+QFTPCFG=\\\"account"), "the exchange is in the trace"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        assertTrue(other.contains("QFTPOPEN") && other.contains("PASS"), "both the line and the FTP session are in the trace"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        for (String text : List.of(host, other, result.all(), module.all())) {
            assertFalse(text.contains(server.password()), text);
        }
    }

    @Test
    void aPushThatWasKilledGoesOnWhereItStopped() throws Exception {
        Path firmware = TestFiles.random(folder.resolve("x.bin"), 600_000, 5); //$NON-NLS-1$
        Files.writeString(server.root().resolve("x.bin"), "old"); //$NON-NLS-1$ //$NON-NLS-2$
        emulate("--baud", "921600"); //$NON-NLS-1$ //$NON-NLS-2$
        Ferry.Running push = ferry.start("push", firmware.toString(), "--via", host, "--to", url(), "--json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        push.awaitLine(text -> text.matches(".*\"transferred\".*\"done\":[2-9][0-9]{5}\\b.*")); //$NON-NLS-1$
        push.signal("INT"); //$NON-NLS-1$
        assertEquals(130, push.await().status());
        assertEquals("old", Files.readString(server.root().resolve("x.bin"))); //$NON-NLS-1$ //$NON-NLS-2$
        Ferry.Result again = ferry.run("push", firmware.toString(), "--via", host, "--to", url(), "--json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        assertEquals(0, again.status(), again.all());
        assertTrue(again.out().lines().anyMatch(text -> text.matches(".*\"resumedFrom\":[1-9].*")), again.out()); //$NON-NLS-1$
        assertEquals(TestFiles.sha256(firmware), TestFiles.sha256(server.root().resolve("x.bin"))); //$NON-NLS-1$
        assertEquals(List.of("x.bin"), TestFiles.names(server.root())); //$NON-NLS-1$
    }

    /** The module is left in data mode: the next push brings it out of it, and what it typed first must not stay in the file. */
    @Test
    void aPushThatDiedLeavesAModuleThatTheNextOneBringsBack() throws Exception {
        Path firmware = TestFiles.random(folder.resolve("x.bin"), 600_000, 6); //$NON-NLS-1$
        emulate("--baud", "921600"); //$NON-NLS-1$ //$NON-NLS-2$
        Ferry.Running push = ferry.start("push", firmware.toString(), "--via", host, "--to", url(), "--json"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        push.awaitLine(text -> text.matches(".*\"transferred\".*\"done\":[2-9][0-9]{5}\\b.*")); //$NON-NLS-1$
        push.signal("KILL"); //$NON-NLS-1$
        assertEquals(137, push.await().status());
        Ferry.Result again = ferry.run("push", firmware.toString(), "--via", host, "--to", url(), "--verify", "size"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
        assertEquals(0, again.status(), again.all());
        assertEquals(TestFiles.sha256(firmware), TestFiles.sha256(server.root().resolve("x.bin"))); //$NON-NLS-1$
    }
}
