/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;

/**
 * The temporary file of a download: hashed while it is written if somebody needs the hash, locked against a second writer, moved over the
 * target in one instant. Never follows a link. For one thread.
 */
final class LocalPart implements AutoCloseable {

    private static final int PIECE = 256 * 1024;

    private final Path file;
    private final long total;
    private final FileChannel channel;
    private final UnaryOperator<OutputStream> disk;
    private final Optional<MessageDigest> digest;
    private long count;
    private Failure problem;

    private LocalPart(Path file, long total, FileChannel channel, UnaryOperator<OutputStream> disk,
            boolean hashed) {
        this.file = file;
        this.total = total;
        this.channel = channel;
        this.disk = disk;
        this.digest = hashed ? Optional.of(Sha256.digest()) : Optional.empty();
    }

    /**
     * Opens the file, or makes an empty one.
     *
     * @param total how long the file is to become
     * @param disk wraps the stream to the disk
     * @param hashed whether {@link #hash} will be asked for
     * @throws Failure {@link FailureKind#LOCAL}; {@link FailureKind#BUSY} when another transfer writes it
     */
    static LocalPart open(Path file, long total, UnaryOperator<OutputStream> disk, boolean hashed) throws Failure {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw LocalFailures.of(file.toString(), e);
        }
        LocalPart part = new LocalPart(file, total, channel, disk, hashed);
        if (!part.isOurs()) {
            part.close();
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.BUSY).subject(file.toString())
                    .detail("another transfer writes it").build(); //$NON-NLS-1$
        }
        return part;
    }

    /** The other writer may have finished, and moved the file away, between opening and locking. */
    private boolean isOurs() {
        try {
            return channel.tryLock() != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // a file system without locks
        }
    }

    /**
     * Takes what is there as the beginning, and hashes it if need be; starts anew when it is longer than the file is to become.
     *
     * @return how many bytes are there
     */
    long continueFromEnd(Monitor monitor) throws Failure {
        try {
            count = channel.size();
            if (count > total) {
                restart();
            } else if (count > 0 && digest.isPresent()) {
                read(digest.get()::update, monitor);
            }
            channel.position(count);
            return count;
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    private void read(Consumer<ByteBuffer> sink, Monitor monitor) throws IOException, Failure {
        ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        for (long done = 0; done < count; done += buffer.limit()) {
            monitor.checkCancelled(Step.LOCAL_FILE);
            buffer.clear();
            if (channel.read(buffer, done) < 0) {
                throw new EOFException("became shorter"); //$NON-NLS-1$
            }
            sink.accept(buffer.flip());
        }
    }

    /** Throws away what is there. */
    void restart() throws Failure {
        try {
            channel.truncate(0);
            channel.position(0);
            digest.ifPresent(MessageDigest::reset);
            count = 0;
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    /** Appends to the file; when it throws, {@link #problem} says why. */
    OutputStream sink() {
        return new Sink(disk.apply(Channels.newOutputStream(channel)));
    }

    /** How many bytes are there. */
    long count() {
        return count;
    }

    /** What kept the file from being written; null when nothing did. */
    Failure problem() {
        return problem;
    }

    /** The hash of what is there, if it was asked for; once. */
    Optional<Sha256> hash() {
        return digest.map(Sha256::of);
    }

    /** The hash of what is there by any algorithm; reads it. */
    ContentHash hash(HashAlgorithm algorithm, Monitor monitor) throws Failure {
        HashAlgorithm.Digest computation = algorithm.start();
        try {
            read(buffer -> computation.update(buffer.array(), 0, buffer.limit()), monitor);
        } catch (IOException e) {
            throw remembered(e);
        }
        return computation.result();
    }

    /** Gives the file the time of its last change; a file system that cannot is no failure. */
    void setModified(Instant time) {
        try {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.from(time), null, null);
        } catch (IOException e) {
            // the content is what matters
        }
    }

    /**
     * Gives the file its name in one instant.
     *
     * @param forced whether to wait until bytes and name are on the disk; otherwise a power cut may leave an empty file under the name
     */
    void moveTo(Path target, boolean forced) throws Failure {
        try {
            if (forced) {
                channel.force(true);
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LocalFailures.of(target.toString(), e);
        }
        if (forced) {
            forceName(target);
        }
    }

    private static void forceName(Path target) {
        try (FileChannel directory = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // not every system can: then the name is on the disk a little later
        }
    }

    /** Removes the file. */
    void discard() throws Failure {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw LocalFailures.of(file.toString(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // what matters was forced to the disk before
        }
    }

    private Failure remembered(IOException e) {
        problem = LocalFailures.of(file.toString(), e);
        return problem;
    }

    private final class Sink extends OutputStream {
        private final OutputStream out;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] { (byte) value }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (count + length > total) {
                problem = Failure.at(Step.TRANSFER).kind(FailureKind.INCOMPLETE).subject(file.toString())
                        .detail("more bytes came than the " + total + " that were announced") //$NON-NLS-1$ //$NON-NLS-2$
                        .hint(Hint.DAMAGED).build();
                throw new IOException(problem.detail());
            }
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                remembered(e);
                throw e;
            }
            if (digest.isPresent()) {
                digest.get().update(bytes, offset, length);
            }
            count += length;
        }
    }
}
