/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.atferry.remote.Failure;

/** Files and folders that only their owner may read, where the file system knows such a thing. */
final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {
    }

    /** Makes a folder and those above it that are missing; one that is there stays as it is. */
    static Path createFolder(Path folder) throws IOException {
        return isPosix(folder) ? Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER))
                : Files.createDirectories(folder);
    }

    /** AT Ferry's own folder, which is made when it is missing. */
    static Path home(Environment environment) throws Failure {
        try {
            return createFolder(environment.home());
        } catch (IOException e) {
            throw LocalFailures.of(environment.home(), e);
        }
    }

    /** Opens an empty file for writing; one that was there is emptied, and others lose the right to read it first. */
    static OutputStream create(Path file) throws IOException {
        if (isPosix(file)) {
            if (Files.notExists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
            } else if (Files.isRegularFile(file)) {
                Files.setPosixFilePermissions(file, FILE);
            }
        }
        return Files.newOutputStream(file);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
