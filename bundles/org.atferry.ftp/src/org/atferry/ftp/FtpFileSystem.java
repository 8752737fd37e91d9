/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.atferry.ftp.internal.Progress;
import org.atferry.ftp.internal.Sendable;
import org.atferry.ftp.internal.Turn;
import org.atferry.remote.Capabilities;
import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Step;

/** A server that is reached directly, as a file system: one session, on which the callers take turns. */
final class FtpFileSystem implements RemoteFileSystem {

    /** What the command line of common servers holds, less a verb. */
    private static final int MAXIMUM_PATH = 4000;
    private static final int BUFFER = 128 * 1024;

    private final FtpSession session;
    private final Capabilities capabilities;
    private final String origin;
    private final LongSupplier nanoTime;
    private final Turn turn = new Turn();

    FtpFileSystem(FtpSession session, String origin, LongSupplier nanoTime) {
        this.session = session;
        this.capabilities = new Capabilities("ftp", MAXIMUM_PATH, true);
        this.origin = origin;
        this.nanoTime = nanoTime;
    }

    /** A piece of work on the session. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws Failure;
    }

    private <T> T inTurn(Step step, Monitor monitor, Work<T> work) throws Failure {
        turn.enter(step, monitor);
        try {
            return work.run();
        } finally {
            turn.leave();
        }
    }

    private static String checked(String path, Step step) throws Failure {
        Sendable.checkControl(path, step);
        if (path.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_PATH) {
            throw Failure.at(step).kind(FailureKind.MISUSE).subject(path).detail("more than " + MAXIMUM_PATH + " bytes")
                    .hint(Hint.NAME_NOT_SENDABLE).build();
        }
        return path;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Optional<String> origin() {
        return Optional.of(origin);
    }

    @Override
    public String workingDirectory(Monitor monitor) throws Failure {
        return inTurn(Step.DIRECTORY, monitor, () -> session.workingDirectory(monitor));
    }

    @Override
    public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        checked(directory, Step.LIST);
        inTurn(Step.LIST, monitor, () -> {
            session.list(directory, sink, monitor);
            return null;
        });
    }

    @Override
    public Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        checked(path, Step.STAT);
        return inTurn(Step.STAT, monitor, () -> session.stat(path, monitor));
    }

    /** One command; what it cannot tell, such as whether there is a directory of that name, is found out as ever. */
    @Override
    public OptionalLong size(String path, Monitor monitor) throws Failure {
        checked(path, Step.STAT);
        OptionalLong size = inTurn(Step.STAT, monitor, () -> toldSize(path, monitor));
        return size.isPresent() ? size : RemoteFileSystem.super.size(path, monitor);
    }

    private OptionalLong toldSize(String path, Monitor monitor) throws Failure {
        try {
            return session.hasFeature("SIZE", monitor) ? session.size(path, monitor) : OptionalLong.empty();
        } catch (Failure e) {
            if (e.kind() == FailureKind.UNSUPPORTED && session.isAlive()) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    @Override
    public void put(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure {
        checked(path, Step.TRANSFER);
        inTurn(Step.TRANSFER, monitor, () -> {
            upload(path, data, offset, length, monitor);
            return null;
        });
    }

    private void upload(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure {
        FtpUpload upload;
        try {
            upload = session.store(path, offset, monitor);
        } catch (Failure e) {
            throw explained(e, path, monitor);
        }
        boolean ended = false;
        try {
            send(path, data, upload.stream(), length, new Progress(monitor, offset, offset + length, nanoTime));
            ended = true;
        } finally {
            if (!ended) {
                upload.abort();
            }
        }
        upload.finish();
    }

    /** Sends all of it, or until the data connection breaks: then the end of the upload says why. */
    private static void send(String path, InputStream data, OutputStream out, long length, Progress progress) throws Failure {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(length, BUFFER))];
        long left = length;
        progress.add(0);
        while (left > 0) {
            int count = read(path, data, buffer, (int) Math.min(left, buffer.length));
            try {
                out.write(buffer, 0, count);
            } catch (IOException e) {
                return;
            }
            left -= count;
            progress.add(count);
        }
    }

    private static int read(String path, InputStream data, byte[] buffer, int limit) throws Failure {
        try {
            int count = data.read(buffer, 0, limit);
            if (count > 0) {
                return count;
            }
        } catch (IOException e) {
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(path).detail(e.getMessage()).hint(Hint.LOCAL_DISK).cause(e)
                    .build();
        }
        throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(path).detail("the data ended early").hint(Hint.SOURCE_CHANGED)
                .build();
    }

    /**
     * Many servers say the same whether the directory is missing, the name is taken, or the right is: what is there tells which it is. Only
     * when a command was refused, so that it costs nothing otherwise.
     */
    private Failure explained(Failure failure, String path, Monitor monitor) throws Failure {
        boolean vague = switch (failure.kind()) {
            case NO_RIGHT, NAME_NOT_ALLOWED, NOT_FOUND, REFUSED -> true;
            default -> false;
        };
        if (!vague || !canAsk(failure, monitor)) {
            return failure;
        }
        String parent = RemotePaths.parent(path);
        if (!parent.isEmpty() && session.stat(parent, monitor).filter(RemoteEntry::isDirectory).isEmpty()) {
            return failure.toBuilder().kind(FailureKind.NOT_FOUND).detail("there is no directory " + parent).hint(Hint.CHECK_PATH).build();
        }
        Optional<RemoteEntry> there = session.stat(path, monitor);
        if (there.isPresent() && (failure.step() != Step.TRANSFER || there.get().isDirectory())) {
            return failure.toBuilder().kind(FailureKind.EXISTS).hint(Hint.CHECK_NAME).build();
        }
        boolean unexplained = failure.kind() == FailureKind.NOT_FOUND
                || failure.kind() == FailureKind.REFUSED && (failure.hint() == Hint.NONE || failure.hint() == Hint.CHECK_RIGHTS);
        return unexplained ? failure.toBuilder().kind(FailureKind.NO_RIGHT).hint(Hint.CHECK_RIGHTS).build() : failure;
    }

    /** The same for what was to be removed: it is not there, or it is and may not be. */
    private Failure explainedRemoval(Failure failure, String path, Monitor monitor) throws Failure {
        boolean vague = failure.kind() == FailureKind.NOT_FOUND || failure.kind() == FailureKind.REFUSED;
        if (!vague || !canAsk(failure, monitor)) {
            return failure;
        }
        if (session.stat(path, monitor).isEmpty()) {
            return failure.toBuilder().kind(FailureKind.NOT_FOUND).hint(Hint.CHECK_PATH).build();
        }
        return failure.kind() == FailureKind.NOT_FOUND ? failure.toBuilder().kind(FailureKind.NO_RIGHT).hint(Hint.CHECK_RIGHTS).build()
                : failure;
    }

    /** Whether the server refused and can still be asked why. */
    private boolean canAsk(Failure failure, Monitor monitor) {
        return failure.reply().isPresent() && !monitor.isCancelled() && session.isAlive();
    }

    @Override
    public void get(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure {
        checked(path, Step.TRANSFER);
        inTurn(Step.TRANSFER, monitor, () -> {
            download(path, sink, offset, length, monitor);
            return null;
        });
    }

    private void download(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure {
        FtpDownload download = session.retrieve(path, offset, OptionalLong.of(length), monitor);
        Progress progress = new Progress(monitor, offset, offset + length, nanoTime);
        boolean atEnd = false;
        try {
            atEnd = receive(path, download.stream(), sink, length, progress);
        } finally {
            if (!atEnd) {
                download.abort();
            }
        }
        if (atEnd) {
            download.finish();
        } else {
            requireOnPurpose(path, offset + length, monitor);
        }
        long missing = offset + length - progress.done();
        if (missing > 0) {
            throw Failure.at(Step.TRANSFER).kind(monitor.isCancelled() ? FailureKind.CANCELLED : FailureKind.INCOMPLETE).subject(path)
                    .detail(missing + " of " + length + " bytes did not come").hint(Hint.RUN_AGAIN).build();
        }
    }

    /** The server had more to send: right when a piece was wanted, and wrong when that was all by the size that the server tells. */
    private void requireOnPurpose(String path, long end, Monitor monitor) throws Failure {
        boolean binary = session.settings().fileType() == FtpSettings.FileType.BINARY;
        if (!binary || !session.isAlive() || !session.hasFeature("SIZE", monitor)) {
            return;
        }
        OptionalLong size = session.size(path, monitor);
        if (size.isPresent() && size.getAsLong() == end) {
            throw Failure.at(Step.TRANSFER).kind(FailureKind.DIFFERS).subject(path)
                    .detail("the server sent more than the " + end + " bytes that it says the file has").hint(Hint.DAMAGED).build();
        }
    }

    /** Receives until enough came, the end, or the data connection breaks; returns false when the server has more to send. */
    private static boolean receive(String path, InputStream in, OutputStream sink, long length, Progress progress) throws Failure {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(length, BUFFER))];
        long left = length;
        progress.add(0);
        while (true) {
            int count;
            try {
                count = in.read(buffer, 0, (int) Math.max(1, Math.min(left, buffer.length)));
            } catch (IOException e) {
                return true;
            }
            if (count < 0) {
                return true;
            }
            if (left == 0) {
                return false;
            }
            write(path, sink, buffer, count);
            left -= count;
            progress.add(count);
        }
    }

    private static void write(String path, OutputStream sink, byte[] buffer, int count) throws Failure {
        try {
            sink.write(buffer, 0, count);
        } catch (IOException e) {
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(path).detail(e.getMessage()).hint(Hint.LOCAL_DISK).cause(e)
                    .build();
        }
    }

    @Override
    public void delete(String path, Monitor monitor) throws Failure {
        checked(path, Step.DELETE);
        inTurn(Step.DELETE, monitor, () -> {
            try {
                session.delete(path, monitor);
                return null;
            } catch (Failure e) {
                throw explainedRemoval(e, path, monitor);
            }
        });
    }

    @Override
    public void rename(String from, String to, Monitor monitor) throws Failure {
        checked(from, Step.RENAME);
        checked(to, Step.RENAME);
        inTurn(Step.RENAME, monitor, () -> {
            try {
                session.rename(from, to, monitor);
                return null;
            } catch (Failure e) {
                boolean second = e.subject().equals(to) && canAsk(e, monitor) && session.stat(from, monitor).isPresent();
                throw second ? explained(e, to, monitor) : e;
            }
        });
    }

    @Override
    public void makeDirectory(String path, Monitor monitor) throws Failure {
        checked(path, Step.MAKE_DIRECTORY);
        inTurn(Step.MAKE_DIRECTORY, monitor, () -> {
            try {
                session.makeDirectory(path, monitor);
                return null;
            } catch (Failure e) {
                throw explained(e, path, monitor);
            }
        });
    }

    @Override
    public void removeDirectory(String path, Monitor monitor) throws Failure {
        checked(path, Step.REMOVE_DIRECTORY);
        inTurn(Step.REMOVE_DIRECTORY, monitor, () -> {
            try {
                session.removeDirectory(path, monitor);
                return null;
            } catch (Failure e) {
                throw explainedRemoval(e, path, monitor);
            }
        });
    }

    @Override
    public Optional<ContentHash> contentHash(String path, Monitor monitor) throws Failure {
        checked(path, Step.VERIFY);
        return inTurn(Step.VERIFY, monitor, () -> session.contentHash(path, monitor));
    }

    @Override
    public boolean setModified(String path, Instant time, Monitor monitor) throws Failure {
        checked(path, Step.TRANSFER);
        return inTurn(Step.TRANSFER, monitor, () -> session.setModified(path, time, monitor));
    }

    @Override
    public void close() {
        session.close();
    }
}
