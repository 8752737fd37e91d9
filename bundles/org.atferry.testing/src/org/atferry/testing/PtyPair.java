/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Two pseudo-terminals that {@code socat} bridges: what is written to one is read from the other. */
public final class PtyPair implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path folder;
    private final Process socat;
    private final Path first;
    private final Path second;

    private PtyPair(Path folder, Process socat, Path first, Path second) {
        this.folder = folder;
        this.socat = socat;
        this.first = first;
        this.second = second;
    }

    /** Starts the bridge and waits until both ends are there. */
    public static PtyPair open() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("atferry-pty"); //$NON-NLS-1$
        Path first = folder.resolve("a"); //$NON-NLS-1$
        Path second = folder.resolve("b"); //$NON-NLS-1$
        Process socat = new ProcessBuilder("socat", pty(first), pty(second)).redirectErrorStream(true) //$NON-NLS-1$
                .redirectOutput(folder.resolve("log").toFile()).start(); //$NON-NLS-1$
        PtyPair pair = new PtyPair(folder, socat, first, second);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.exists(first) || !Files.exists(second)) {
            if (socat.waitFor(5, TimeUnit.MILLISECONDS) || deadline - System.nanoTime() < 0) {
                String said = Files.readString(folder.resolve("log")); //$NON-NLS-1$
                pair.close();
                throw new IOException("socat did not make the pair: " + said); //$NON-NLS-1$
            }
        }
        return pair;
    }

    private static String pty(Path link) {
        return "PTY,raw,echo=0,link=" + link; //$NON-NLS-1$
    }

    /** One end: a symbolic link to its device. */
    public Path first() {
        return first;
    }

    /** The other end. */
    public Path second() {
        return second;
    }

    /** The device behind {@link #first}. */
    public Path firstDevice() throws IOException {
        return first.toRealPath();
    }

    /** Ends the bridge at once: both ends hang up. */
    public void pullOut() {
        socat.destroyForcibly();
        socat.onExit().join();
    }

    /** Ends the bridge and removes what it left. */
    @Override
    public void close() {
        pullOut();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalStateException("left behind: " + folder, e); //$NON-NLS-1$
            }
        }
    }
}
