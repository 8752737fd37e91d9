/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

import org.atferry.remote.Capabilities;
import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/**
 * A file system over a local folder, with the contract of a server and with its faults at will. Every command, and every piece of data, is
 * one step; a {@link Trap} may throw before or after any of them.
 */
class FolderFileSystem implements RemoteFileSystem {

    /** What a fault looks like to the code under test. */
    interface Trap {
        /** Before step {@code number} (from 1) is done. */
        void before(int number, String step) throws Failure;

        /** After it was done, before the caller hears of it. */
        void after(int number, String step) throws Failure;
    }

    /** The process is gone. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    static final int PIECE = 1000;

    final Path root;
    /** Every step, such as {@code rename /a /b}. */
    final List<String> steps = new ArrayList<>();
    Trap trap;
    boolean renameOver = true;
    boolean restart = true;
    boolean refuseRestart;
    boolean renameAllowed = true;
    boolean deleteAllowed = true;
    boolean sizes = true;
    boolean times = true;
    /** How the server computes hashes; null when it does not. */
    HashAlgorithm hash;
    boolean setsTimes = true;
    boolean shortIsSuccess;
    int maximumPathBytes = 4096;
    String origin = "ftp://user@host:21";
    /** Bytes of the disk that are free. */
    long space = Long.MAX_VALUE;
    /** The offset in the file of a byte that is damaged on its way up or down; -1 for none. */
    long flipUp = -1;
    long flipDown = -1;
    /** Runs in the middle of a put, after its first piece. */
    Runnable duringPut = () -> { };
    /** Runs in the middle of a get, after its first piece. */
    Runnable duringGet = () -> { };

    FolderFileSystem(Path root) {
        this.root = root;
    }

    /** Throws once the given step is reached, and then for ever. */
    FolderFileSystem dieAt(int at, boolean afterDoing, boolean lost) {
        trap = new Trap() {
            @Override
            public void before(int number, String step) throws Failure {
                if (number > at || number == at && !afterDoing) {
                    die(lost);
                }
            }

            @Override
            public void after(int number, String step) throws Failure {
                if (number >= at) {
                    die(lost);
                }
            }
        };
        return this;
    }

    private static void die(boolean lost) throws Failure {
        if (lost) {
            throw Failure.at(Step.TRANSFER).kind(FailureKind.LOST).build();
        }
        throw new Crash();
    }

    private void before(String step, Monitor monitor) throws Failure {
        monitor.checkCancelled(Step.TRANSFER);
        steps.add(step);
        if (trap != null) {
            trap.before(steps.size(), step);
        }
    }

    private void after() throws Failure {
        if (trap != null) {
            trap.after(steps.size(), steps.get(steps.size() - 1));
        }
    }

    Path path(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities("folder", maximumPathBytes, restart);
    }

    @Override
    public Optional<String> origin() {
        return Optional.ofNullable(origin);
    }

    @Override
    public String workingDirectory(Monitor monitor) throws Failure {
        before("pwd", monitor);
        after();
        return "/";
    }

    @Override
    public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        before("list " + directory, monitor);
        try (var files = Files.newDirectoryStream(path(directory))) {
            for (Path file : files) {
                sink.accept(entry(file));
            }
        } catch (IOException e) {
            throw refusal(Step.LIST, directory, e);
        }
        after();
    }

    @Override
    public Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        before("stat " + path, monitor);
        Optional<RemoteEntry> entry = Optional.empty();
        if (Files.exists(path(path))) {
            try {
                entry = Optional.of(entry(path(path)));
            } catch (IOException e) {
                throw refusal(Step.STAT, path, e);
            }
        }
        after();
        return entry;
    }

    private RemoteEntry entry(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return RemoteEntry.directory(String.valueOf(file.getFileName()));
        }
        Optional<Instant> modified = times ? Optional.of(Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS))
                : Optional.empty();
        return new RemoteEntry(file.getFileName().toString(), RemoteEntry.Kind.FILE,
                sizes ? OptionalLong.of(Files.size(file)) : OptionalLong.empty(), modified, Optional.empty());
    }

    @Override
    public void put(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure {
        before("put " + path + " " + offset, monitor);
        if (offset > 0 && refuseRestart) {
            throw Failure.at(Step.TRANSFER).kind(FailureKind.RESTART_REFUSED).subject(path)
                    .reply(new ServerReply(502, "REST not implemented")).build();
        }
        var options = offset == 0
                ? new StandardOpenOption[] { StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING }
                : new StandardOpenOption[] { StandardOpenOption.WRITE };
        long done = offset;
        byte[] piece = new byte[PIECE];
        try (FileChannel file = FileChannel.open(path(path), options); OutputStream out = Channels.newOutputStream(file)) {
            if (offset > file.size()) {
                throw new IllegalArgumentException("offset beyond the end");
            }
            file.position(offset);
            after();
            while (done < offset + length) {
                before("data", monitor);
                int count = data.readNBytes(piece, 0, (int) Math.min(PIECE, offset + length - done));
                if (count == 0) {
                    throw Failure.at(Step.TRANSFER).kind(FailureKind.LOCAL).subject(path).detail("early end").build();
                }
                takeSpace(path, count);
                damage(piece, done, count, flipUp);
                out.write(piece, 0, count);
                boolean first = done == offset;
                done += count;
                monitor.report(new StepEvent.Transferred(done, offset + length));
                after();
                if (first) {
                    duringPut.run();
                }
            }
        } catch (IOException e) {
            throw refusal(Step.TRANSFER, path, e);
        }
        before("acknowledge", monitor);
        after();
    }

    private void takeSpace(String path, int count) throws Failure {
        space -= count;
        if (space < 0) {
            throw Failure.at(Step.TRANSFER).kind(FailureKind.NO_SPACE).subject(path).reply(new ServerReply(552, "Quota exceeded")).build();
        }
    }

    private static void damage(byte[] piece, long start, int count, long flip) {
        if (flip >= start && flip < start + count) {
            piece[(int) (flip - start)] ^= 0x10;
        }
    }

    @Override
    public void get(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure {
        before("get " + path + " " + offset, monitor);
        if (offset > 0 && refuseRestart) {
            throw Failure.at(Step.TRANSFER).kind(FailureKind.RESTART_REFUSED).subject(path).detail("no REST").build();
        }
        try (InputStream in = Files.newInputStream(path(path))) {
            after();
            in.skipNBytes(offset);
            long done = offset;
            byte[] piece = new byte[PIECE];
            while (done < offset + length) {
                before("data", monitor);
                int count = in.readNBytes(piece, 0, (int) Math.min(PIECE, offset + length - done));
                if (count == 0 && shortIsSuccess) {
                    return;
                }
                if (count == 0) {
                    throw Failure.at(Step.TRANSFER).kind(FailureKind.INCOMPLETE).subject(path).build();
                }
                damage(piece, done, count, flipDown);
                write(sink, piece, count, path);
                boolean first = done == offset;
                done += count;
                monitor.report(new StepEvent.Transferred(done, offset + length));
                after();
                if (first) {
                    duringGet.run();
                }
            }
        } catch (IOException e) {
            throw refusal(Step.TRANSFER, path, e);
        }
    }

    private static void write(OutputStream sink, byte[] piece, int count, String path) throws Failure {
        try {
            sink.write(piece, 0, count);
        } catch (IOException e) {
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(path).cause(e).build();
        }
    }

    @Override
    public void delete(String path, Monitor monitor) throws Failure {
        before("delete " + path, monitor);
        if (!deleteAllowed) {
            throw refused(Step.DELETE, path);
        }
        try {
            Files.delete(path(path));
        } catch (IOException e) {
            throw refusal(Step.DELETE, path, e);
        }
        after();
    }

    @Override
    public void rename(String from, String to, Monitor monitor) throws Failure {
        before("rename " + from + " " + to, monitor);
        if (!renameAllowed) {
            throw refused(Step.RENAME, from);
        }
        try {
            if (renameOver) {
                Files.move(path(from), path(to), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(path(from), path(to));
            }
        } catch (IOException e) {
            throw refusal(Step.RENAME, from, e);
        }
        after();
    }

    @Override
    public void makeDirectory(String path, Monitor monitor) throws Failure {
        before("mkdir " + path, monitor);
        try {
            Files.createDirectory(path(path));
        } catch (IOException e) {
            throw refusal(Step.MAKE_DIRECTORY, path, e);
        }
        after();
    }

    @Override
    public void removeDirectory(String path, Monitor monitor) throws Failure {
        before("rmdir " + path, monitor);
        try {
            Files.delete(path(path));
        } catch (IOException e) {
            throw refusal(Step.REMOVE_DIRECTORY, path, e);
        }
        after();
    }

    @Override
    public Optional<ContentHash> contentHash(String path, Monitor monitor) throws Failure {
        if (hash == null) {
            return Optional.empty();
        }
        before("hash " + path, monitor);
        var digest = hash.start();
        try {
            byte[] bytes = Files.readAllBytes(path(path));
            digest.update(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw refusal(Step.VERIFY, path, e);
        }
        after();
        return Optional.of(digest.result());
    }

    @Override
    public boolean setModified(String path, Instant time, Monitor monitor) throws Failure {
        before("time " + path, monitor);
        try {
            if (setsTimes) {
                Files.setLastModifiedTime(path(path), FileTime.from(time.truncatedTo(ChronoUnit.SECONDS)));
            }
        } catch (IOException e) {
            throw refusal(Step.TRANSFER, path, e);
        }
        after();
        return setsTimes;
    }

    @Override
    public void close() {
        steps.add("close");
    }

    private static Failure refused(Step step, String path) {
        return Failure.at(step).kind(FailureKind.NO_RIGHT).subject(path).reply(new ServerReply(550, "Permission denied")).build();
    }

    private static Failure refusal(Step step, String path, IOException e) {
        FailureKind kind = FailureKind.REFUSED;
        if (e instanceof NoSuchFileException) {
            kind = FailureKind.NOT_FOUND;
        } else if (e instanceof FileAlreadyExistsException) {
            kind = FailureKind.EXISTS;
        }
        return Failure.at(step).kind(kind).subject(path).reply(new ServerReply(550, RemotePaths.name(path))).cause(e).build();
    }
}
