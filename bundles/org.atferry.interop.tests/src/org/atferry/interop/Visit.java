/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;

/** What one test has: a folder of its own on a server, a session, and a folder of its own here. */
final class Visit implements AutoCloseable {

    private final Way way;
    private final Served served;
    private final ServerAccess access;
    private final Path disk;
    private final String directory;
    private final Path here;
    private RemoteFileSystem fs;

    Visit(Way way, Served served, ServerAccess access, Path local) throws IOException, Failure {
        String name = "t-" + UUID.randomUUID();
        this.way = way;
        this.served = served;
        this.access = access;
        this.disk = Files.createDirectory(served.root().resolve(name));
        served.give(disk);
        this.directory = RemotePaths.join(served.directory(), name);
        this.here = Files.createDirectory(local.resolve(name));
        this.fs = open();
    }

    /** The session. */
    RemoteFileSystem fs() {
        return fs;
    }

    Served served() {
        return served;
    }

    /** Another session; the caller closes it. */
    RemoteFileSystem open() throws Failure {
        try (Secret password = Secret.of(served.password())) {
            return open(served.user(), password);
        }
    }

    /** Another session with other credentials; the caller closes it. */
    RemoteFileSystem open(String user, Secret password) throws Failure {
        ServerUrl url = new ServerUrl(way.security(), user, "127.0.0.1", served.port(), "");
        return way.route().open(url, access, password, Monitor.none());
    }

    /** Ends the session and begins another. */
    void reopen() throws Failure {
        fs.close();
        fs = open();
    }

    /**
     * A transfer that was ended early leaves the session usable, or closed knowingly, which some servers do themselves: then another
     * begins.
     */
    void reopenIfClosed() throws Failure {
        try {
            fs.workingDirectory(Monitor.none());
            fs.stat(directory, Monitor.none());
        } catch (Failure e) {
            if (e.kind() != FailureKind.LOST) {
                throw e;
            }
            reopen();
        }
    }

    /** The path of a name in this test's folder, for the server. */
    String path(String name) {
        return name.isEmpty() ? directory : RemotePaths.join(directory, name);
    }

    /** The same on the disk. */
    Path disk(String name) {
        return disk.resolve(name);
    }

    /** The path of a name in the folder in which nothing can be changed. */
    String readOnly(String name) {
        return RemotePaths.join(RemotePaths.join(served.directory(), Served.READ_ONLY), name);
    }

    /** A place for a file on this machine. */
    Path here(String name) {
        return here.resolve(name);
    }

    /** Makes a file on this machine. */
    Path here(String name, byte[] content) throws IOException {
        return Files.write(here.resolve(name), content);
    }

    /** Makes a file on the server's disk, behind the server's back. */
    Path place(String name, byte[] content) throws IOException {
        Path file = Files.write(disk.resolve(name), content);
        served.give(file);
        return file;
    }

    /** Makes a folder, with those above it, on the server's disk. */
    void placeFolder(String name) throws IOException {
        Files.createDirectories(disk.resolve(name));
        served.give(disk);
    }

    /** The names of all that is in this test's folder on the server's disk. */
    List<String> onDisk() throws IOException {
        try (Stream<Path> files = Files.list(disk)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        fs.close();
        deleteAll(disk);
        deleteAll(here);
    }

    private static void deleteAll(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
