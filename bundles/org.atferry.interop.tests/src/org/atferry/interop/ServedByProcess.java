/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.atferry.testing.FtpServerProcess;

/** A server in a process of its own. */
record ServedByProcess(FtpServerProcess process) implements Served {

    static Served of(FtpServerProcess process) throws IOException {
        Path folder = Files.createDirectory(process.root().resolve(READ_ONLY));
        Files.writeString(folder.resolve("there"), "there");
        process.give(folder.resolve("there"));
        // As root this is a folder of another user's, else it is ours: neither lets the server's user write.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        return new ServedByProcess(process);
    }

    @Override
    public int port() {
        return process.port();
    }

    @Override
    public String user() {
        return process.user();
    }

    @Override
    public String password() {
        return process.password();
    }

    @Override
    public Path root() {
        return process.root();
    }

    @Override
    public String directory() {
        return process.directory();
    }

    @Override
    public void give(Path file) throws IOException {
        process.give(file);
    }

    @Override
    public void cutSessions() {
        process.cutSessions();
    }

    @Override
    public void close() {
        process.close();
        try {
            // So that the folder can be deleted by whoever made it.
            Files.setPosixFilePermissions(root().resolve(READ_ONLY), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
