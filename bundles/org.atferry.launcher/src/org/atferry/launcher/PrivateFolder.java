/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of one run's own, readable by its user alone, for what the framework writes. Two runs at once never share one, so no lock is
 * needed, and nothing of a run that was killed can spoil the next.
 */
final class PrivateFolder implements AutoCloseable {

    private final Path path;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** Makes the folder under {@code java.io.tmpdir}. */
    static PrivateFolder create() throws StartFailure {
        try {
            return new PrivateFolder(Files.createTempDirectory("ferry-"));
        } catch (IOException e) {
            throw new StartFailure("no temporary folder: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** Removes the folder and all in it, as far as that goes: a file that somebody still writes is left behind rather than waited for. */
    @Override
    public void close() {
        try {
            for (Path file : deepestFirst()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            path.toFile().deleteOnExit();
        }
    }

    private List<Path> deepestFirst() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
