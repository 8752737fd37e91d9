/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Runs {@code bin/ferry} of the built distribution, with a home of its own. */
final class Ferry implements AutoCloseable {

    private final Path home;
    private final String password;
    private final List<Running> started = new ArrayList<>();

    Ferry(Path home, String password) {
        this.home = home;
        this.password = password;
    }

    /** How a command ended. */
    record Result(int status, String out, String err) {

        /** The lines on standard error that tell a failure. */
        List<String> errors() {
            return err.lines().filter(line -> line.startsWith("ferry: ")).toList(); //$NON-NLS-1$
        }

        /** Everything that was printed. */
        String all() {
            return out + err;
        }
    }

    /** The folder that holds the distribution. */
    static Path distribution() {
        String folder = System.getProperty("atferry.distribution"); //$NON-NLS-1$
        if (folder == null || !Files.isExecutable(Path.of(folder, "bin", "ferry"))) { //$NON-NLS-1$ //$NON-NLS-2$
            throw new IllegalStateException("no distribution in " + folder); //$NON-NLS-1$
        }
        return Path.of(folder);
    }

    /** Runs a command to its end, at most two minutes. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** Starts a command with the server's password in its environment. */
    Running start(String... arguments) throws IOException {
        return start(Map.of("FERRY_PASSWORD", password), arguments); //$NON-NLS-1$
    }

    /** Starts a command with more in its environment. */
    Running start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(distribution().resolve("bin/ferry").toString())); //$NON-NLS-1$
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("HOME", home.toString()); //$NON-NLS-1$
        builder.environment().put("ATFERRY_HOME", home.resolve("atferry").toString()); //$NON-NLS-1$ //$NON-NLS-2$
        builder.environment().put("LC_ALL", "C.UTF-8"); //$NON-NLS-1$ //$NON-NLS-2$
        builder.environment().putAll(new TreeMap<>(environment));
        Running running = new Running(builder.start());
        started.add(running);
        return running;
    }

    @Override
    public void close() {
        started.forEach(Running::kill);
    }

    /** A command that runs. */
    static final class Running {

        private final Process process;
        private final StringBuffer out = new StringBuffer();
        private final StringBuffer err = new StringBuffer();
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final List<Thread> readers;
        private volatile boolean killed;

        Running(Process process) {
            this.process = process;
            this.readers = List.of(reader(process.inputReader(StandardCharsets.UTF_8), out), reader(
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)), err));
        }

        private Thread reader(BufferedReader from, StringBuffer to) {
            Thread thread = new Thread(() -> {
                try (from) {
                    for (String line = from.readLine(); line != null; line = from.readLine()) {
                        to.append(line).append('\n');
                        lines.add(line);
                    }
                } catch (IOException e) {
                    // The streams of a process that is killed are closed at once.
                    if (!killed) {
                        throw new UncheckedIOException(e);
                    }
                }
            }, "ferry output"); //$NON-NLS-1$
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        /** Waits for a line on either stream. */
        String awaitLine(Predicate<String> wanted) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (true) {
                String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    throw new AssertionError("did not come; so far:\n" + out + err); //$NON-NLS-1$
                }
                if (wanted.test(line)) {
                    return line;
                }
            }
        }

        /** Waits for the end. */
        Result await() throws InterruptedException {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("still running; so far:\n" + out + err); //$NON-NLS-1$
            }
            for (Thread reader : readers) {
                reader.join(10_000);
            }
            return new Result(process.exitValue(), out.toString(), err.toString());
        }

        /** Sends a signal by its name. */
        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor(); //$NON-NLS-1$ //$NON-NLS-2$
        }

        /** The process, to write to its standard input or to look at. */
        Process process() {
            return process;
        }

        void kill() {
            killed = true;
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
