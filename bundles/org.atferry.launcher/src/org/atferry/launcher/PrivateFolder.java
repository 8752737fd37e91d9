/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder of one run's own, readable by its user alone, for what the framework writes. Two runs at once never share one, so no lock is
 * needed, and nothing of a run that was killed can spoil the next.
 * <p>
 * The framework writes some hundred tiny files that nobody reads again. A folder in memory takes and loses them in a few milliseconds, where
 * a disk may need a quarter of a second: so it is made in {@code XDG_RUNTIME_DIR}, else in {@code /dev/shm}, else in
 * {@code java.io.tmpdir}.
 */
final class PrivateFolder implements AutoCloseable {

    private static final int MOST_TRIES = 100;

    private final Path path;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** Makes the folder. */
    static PrivateFolder create() throws StartFailure {
        String[] parents = { System.getenv("XDG_RUNTIME_DIR"), "/dev/shm", System.getProperty("java.io.tmpdir") };
        IOException cause = null;
        for (String parent : parents) {
            if (parent != null && Files.isWritable(Path.of(parent))) {
                try {
                    return new PrivateFolder(createIn(Path.of(parent)));
                } catch (IOException e) {
                    cause = e;
                }
            }
        }
        throw new StartFailure("no folder for temporary files" + (cause == null ? "" : ": " + cause.getMessage()), cause);
    }

    /**
     * Like {@link Files#createTempDirectory}, but without its secure random numbers, which take longer than all else here: a name that is
     * guessed and taken by somebody else is only skipped.
     */
    private static Path createIn(Path parent) throws IOException {
        boolean posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
        String prefix = "ferry-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            Path folder = parent.resolve(prefix + "-" + attempt);
            try {
                return posix ? Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                        : Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                // The next one.
            }
        }
        throw new FileAlreadyExistsException(prefix);
    }

    Path path() {
        return path;
    }

    /** Removes the folder and all in it, as far as that goes: a file that somebody still writes is left behind rather than waited for. */
    @Override
    public void close() {
        remove(path.toFile());
    }

    private static void remove(File file) {
        File[] children = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        if (children != null) {
            for (File child : children) {
                remove(child);
            }
        }
        file.delete();
    }
}
