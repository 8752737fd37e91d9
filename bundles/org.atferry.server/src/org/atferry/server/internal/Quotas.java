/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many bytes the homes of users with a quota hold. A home is measured when its first session logs in, and kept up to date by what
 * comes and goes over FTP; what others put there is seen at the next first login. Safe for any thread.
 */
final class Quotas {

    /** What is known of a home; guarded by the book. */
    private static final class Usage {
        private long bytes;
        private int sessions;

        Usage(long bytes) {
            this.bytes = bytes;
        }
    }

    private final Map<Path, Usage> homes = new HashMap<>();

    /** A session with a quota logs in. */
    void open(Path home) {
        if (!join(home)) {
            start(home, measure(home));
        }
    }

    private synchronized boolean join(Path home) {
        Usage usage = homes.get(home);
        if (usage != null) {
            usage.sessions++;
        }
        return usage != null;
    }

    /** Unless another session was quicker. */
    private synchronized void start(Path home, long measured) {
        homes.computeIfAbsent(home, path -> new Usage(measured)).sessions++;
    }

    /** A session with a quota ends. */
    synchronized void close(Path home) {
        Usage usage = homes.get(home);
        if (usage != null && --usage.sessions == 0) {
            homes.remove(home);
        }
    }

    /** How much of a growth fits; that much counts as used from now on. */
    synchronized long take(Path home, OptionalLong quota, Path file, long growth) {
        long fits = quota.isEmpty() ? growth : Math.min(growth, left(home, quota));
        add(file, fits);
        return fits;
    }

    /** A file became shorter, or was deleted. */
    synchronized void give(Path file, long bytes) {
        add(file, -bytes);
    }

    /** A file left one home for another. */
    synchronized void move(Path from, Path to, long bytes) {
        add(from, -bytes);
        add(to, bytes);
    }

    /** How much may still come; 0 and more. */
    synchronized long left(Path home, OptionalLong quota) {
        Usage usage = homes.get(home);
        return quota.isEmpty() ? Long.MAX_VALUE : Math.max(0, quota.getAsLong() - (usage == null ? 0 : usage.bytes));
    }

    private void add(Path file, long bytes) {
        homes.forEach((home, usage) -> {
            if (file.startsWith(home)) {
                usage.bytes += bytes;
            }
        });
    }

    private static long measure(Path home) {
        long[] bytes = new long[1];
        try {
            Files.walkFileTree(home, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes[0];
    }
}
