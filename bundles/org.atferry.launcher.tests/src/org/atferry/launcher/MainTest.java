/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as a process of its own. */
class MainTest {

    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path folder;

    private SampleDistribution sample;
    private Path temporary;

    /** How the program ended. */
    record Ended(int status, List<String> out, List<String> err) {
    }

    @BeforeEach
    void makeDistribution() throws IOException {
        sample = new SampleDistribution(folder.resolve("home of ferry"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        sample.withCommandLine();
        Ended ended = run("echo", "a b", "", "\"quoted\"", "*", "-Dx=y", "\u56fa\u4ef6.bin");
        assertEquals(List.of("<echo>", "<a b>", "<>", "<\"quoted\">", "<*>", "<-Dx=y>", "<\u56fa\u4ef6.bin>", "stopped"), ended.out());
        assertEquals(List.of(), ended.err());
        assertEquals(0, ended.status());
    }

    @Test
    void theExitStatusIsThatOfTheCommandLineAndNothingIsLeftBehind() throws Exception {
        sample.withCommandLine();
        assertEquals(5, run("status", "5").status());
        assertEquals(List.of(), filesIn(temporary));
    }

    @Test
    void aStartThatFailsIsOneLineAndStatusOne() throws Exception {
        sample.with("sample.broken", "not.there");
        Ended ended = run("status", "0");
        assertEquals(Launch.FAULT, ended.status());
        assertEquals(1, ended.err().size(), ended.err().toString());
        assertTrue(ended.err().get(0).startsWith("ferry: bundle sample.broken did not start"), ended.err().toString());
        assertEquals(List.of(), ended.out());
        assertEquals(List.of(), filesIn(temporary));
    }

    @Test
    void aFolderThatIsNoDistributionIsOneLineAndStatusOne() throws Exception {
        Ended ended = run("status", "0");
        assertEquals(Launch.FAULT, ended.status());
        assertEquals(1, ended.err().size(), ended.err().toString());
    }

    @Test
    void twoRunAtOnce() throws Exception {
        sample.withCommandLine();
        Process waiting = startWaiting();
        try {
            assertEquals(3, run("status", "3").status());
            assertTrue(waiting.isAlive());
        } finally {
            waiting.toHandle().destroy();
            end(waiting);
        }
        assertEquals(List.of(), filesIn(temporary));
    }

    @Test
    void bundlesThatAreLeftToOthersAreInstalledOnly() throws Exception {
        sample.withCommandLine().with("sample.left", "org.osgi.framework").with("sample.started", "org.osgi.framework")
                .withProperties("atferry.start.first=sample.started\natferry.start.never=sample.left\n");
        List<String> out = run("bundles").out();
        assertTrue(out.containsAll(List.of("sample.started active", "sample.left not active", "sample.commandline active")), out.toString());
    }

    @Test
    void sigtermInterruptsTheCommandStopsTheFrameworkAndKeepsItsStatus() throws Exception {
        assertEndsInOrder("TERM", 143);
    }

    @Test
    void sigintInterruptsTheCommandStopsTheFrameworkAndKeepsItsStatus() throws Exception {
        assertEndsInOrder("INT", 130);
    }

    private void assertEndsInOrder(String signal, int status) throws Exception {
        sample.withCommandLine();
        Process process = startWaiting();
        try {
            long start = System.nanoTime();
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
            Ended ended = end(process);
            assertEquals(status, ended.status());
            assertEquals(List.of("interrupted", "stopped"), ended.out());
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3), "ended late");
            assertEquals(List.of(), filesIn(temporary));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts a command that waits, and returns when it does. */
    private Process startWaiting() throws Exception {
        Process process = start("wait");
        assertEquals("<wait>", process.inputReader().readLine());
        return process;
    }

    private Ended run(String... args) throws Exception {
        return end(start(args));
    }

    private Process start(String... args) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary, "-D" + Distribution.HOME_PROPERTY + "=" + sample.home(),
                "-cp", pathOf(Main.class) + File.pathSeparator + pathOf(EquinoxFactory.class), Main.class.getName()));
        if (Runtime.version().feature() >= 23) {
            // As bin/ferry does: frameworks of today ask for what newer Javas complain about.
            command.add(1, "--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("XDG_RUNTIME_DIR", temporary.toString());
        return builder.start();
    }

    private static Ended end(Process process) throws IOException, InterruptedException {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        try (BufferedReader outReader = process.inputReader(); BufferedReader errReader = process.errorReader()) {
            outReader.lines().forEach(out::add);
            errReader.lines().forEach(err::add);
        }
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running");
        }
        return new Ended(process.exitValue(), out, err);
    }

    private static String pathOf(Class<?> type) throws URISyntaxException {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        // Equinox does not escape the spaces in the URLs of bundles.
        Path unescaped = Path.of(location.getPath());
        return Files.exists(unescaped) ? unescaped.toString() : Path.of(location.toURI()).toString();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata")).toList();
        }
    }
}
