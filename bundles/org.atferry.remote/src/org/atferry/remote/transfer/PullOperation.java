/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** One safe download: see {@link SafeTransfer#pull}. For one thread and one use. */
final class PullOperation {

    /** A listed file that is at least so long is asked for once more after its bytes came. */
    private static final long LARGE = 1 << 20;

    /**
     * The facts by which a file on the server is known to be the same.
     *
     * @param exact whether the time tells a file from one that took its place: a listing may know the minute only, or the day, and not in
     *        the time zone of what the server says elsewhere
     */
    private record Facts(long length, Optional<Instant> modified, boolean exact) {
    }

    private final RemoteFileSystem fs;
    private final String source;
    private final Path target;
    private final TransferOptions options;
    private final LongSupplier nanoTime;
    private final UnaryOperator<OutputStream> disk;
    private final Optional<RemoteEntry> listed;

    /** Downloads a file that is known by its path. */
    PullOperation(RemoteFileSystem fs, String source, Path target, TransferOptions options, LongSupplier nanoTime,
            UnaryOperator<OutputStream> disk) {
        this(fs, source, target, options, nanoTime, disk, Optional.empty());
    }

    /**
     * Downloads a file.
     *
     * @param source absolute when it was listed
     * @param target the file itself when it was listed
     * @param listed the file's row in a listing, which tells its size and time: the server is then not asked for them again, as a rule.
     *        Where the listing knows no seconds, a small file that was cut off begins anew and a large one is asked for
     */
    PullOperation(RemoteFileSystem fs, String source, Path target, TransferOptions options, LongSupplier nanoTime,
            UnaryOperator<OutputStream> disk, Optional<RemoteEntry> listed) {
        this.listed = listed;
        this.fs = fs;
        this.source = source;
        this.target = target;
        this.options = options;
        this.nanoTime = nanoTime;
        this.disk = disk;
    }

    TransferResult execute(Monitor monitor) throws Failure {
        long start = nanoTime.getAsLong();
        RemotePaths.checked(source, Step.ARGUMENTS);
        Facts facts = facts(monitor);
        Path file = localFile();
        boolean replaced = isThere(file);
        boolean resumable = facts.exact() && fs.origin().isPresent();
        boolean hashed = options.verify() == Verify.CONTENT || options.writeSha256();
        try (LocalPart part = LocalPart.open(partFile(file, facts, monitor), facts.length(), disk, hashed)) {
            long resumedFrom;
            Optional<Sha256> hash;
            Verification.Proven proven;
            try {
                resumedFrom = receive(part, facts, resumable, monitor);
                hash = part.hash();
                proven = verify(facts, part, hash, monitor);
                monitor.checkCancelled(Step.LOCAL_FILE);
            } catch (Failure e) {
                throw settled(e, part, resumable);
            }
            if (options.keepTimes()) {
                facts.modified().ifPresent(part::setModified);
            }
            part.moveTo(file, listed.isEmpty() || replaced);
            if (options.writeSha256()) {
                writeSha256(file, hash.orElseThrow());
            }
            Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
            return new TransferResult(file.toString(), facts.length(), hash, proven.proof(), proven.algorithm(), resumedFrom, elapsed,
                    replaced);
        }
    }

    private Facts facts(Monitor monitor) throws Failure {
        boolean known = listed.isPresent() && (isExact(listed.get()) || listed.get().size().orElse(0) < LARGE);
        Optional<RemoteEntry> entry = known ? listed : fs.stat(source, monitor);
        if (entry.isEmpty()) {
            throw atSource(FailureKind.NOT_FOUND, "", Hint.CHECK_PATH); //$NON-NLS-1$
        }
        if (entry.get().isDirectory()) {
            throw atSource(FailureKind.MISUSE, "is a directory; name a file in it", Hint.CHECK_PATH); //$NON-NLS-1$
        }
        if (entry.get().size().isEmpty()) {
            throw atSource(FailureKind.UNSUPPORTED, "the server does not say how long the file is", Hint.NONE); //$NON-NLS-1$
        }
        boolean exact = known ? isExact(entry.get()) : entry.get().modified().isPresent();
        return new Facts(entry.get().size().getAsLong(), entry.get().modified(), exact);
    }

    private static boolean isExact(RemoteEntry row) {
        return row.modified().filter(time -> time.getEpochSecond() % 60 != 0).isPresent();
    }

    private Failure atSource(FailureKind kind, String detail, Hint hint) {
        return Failure.at(Step.STAT).kind(kind).subject(source).detail(detail).hint(hint).build();
    }

    private Path localFile() throws Failure {
        Path file = target;
        if (listed.isEmpty() && Files.isDirectory(target)) {
            String name = LocalNames.checked(RemotePaths.name(source), Step.LOCAL_FILE);
            try {
                file = target.resolve(name);
            } catch (InvalidPathException e) {
                throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.MISUSE).subject(name).detail(e.getReason()).build();
            }
        }
        return file;
    }

    /** Whether there is a file, or a link, in place of which the new one will be put. */
    private static boolean isThere(Path file) throws Failure {
        BasicFileAttributes facts = null;
        try {
            facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            // nothing is there, or it will show when it is written
        }
        if (file.getFileName() == null || facts != null && !facts.isRegularFile() && !facts.isSymbolicLink()) {
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(file.toString())
                    .detail("is there and is no regular file").build(); //$NON-NLS-1$
        }
        return facts != null;
    }

    /** Names the file on the server that it will hold, so that no other file's bytes are ever put behind them. */
    private Path partFile(Path file, Facts facts, Monitor monitor) throws Failure {
        String path = source.startsWith("/") ? source : RemotePaths.join(fs.workingDirectory(monitor), source); //$NON-NLS-1$
        String key = String.join("\n", fs.origin().orElse(""), path, Long.toString(facts.length()), //$NON-NLS-1$ //$NON-NLS-2$
                facts.modified().map(time -> time.getEpochSecond() + "." + time.getNano()).orElse("")); //$NON-NLS-1$ //$NON-NLS-2$
        MessageDigest digest = Sha256.digest();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        String end = "." + Sha256.of(digest).prefix() + options.partialSuffix(); //$NON-NLS-1$
        return file.resolveSibling(cut(file.getFileName().toString(), UploadNames.MAXIMUM_NAME_BYTES - end.length()) + end);
    }

    /** So much of a name, or all of it, that the temporary one is not too long. */
    private static String cut(String name, int mostBytes) {
        String result = name;
        while (result.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            result = result.substring(0, result.offsetByCodePoints(result.length(), -1));
        }
        return result;
    }

    /** Brings the bytes that are missing; returns how many were there. */
    private long receive(LocalPart part, Facts facts, boolean resumable, Monitor monitor) throws Failure {
        long offset = 0;
        if (resumable && options.resume() && fs.capabilities().restart()) {
            offset = part.continueFromEnd(monitor);
        } else {
            part.restart();
        }
        if (offset == 0 || offset < facts.length()) {
            try {
                receiveFrom(part, offset, facts.length(), monitor);
            } catch (Failure e) {
                if (offset == 0 || e.kind() != FailureKind.RESTART_REFUSED) {
                    throw e;
                }
                monitor.report(new StepEvent.RestartRefused(source, offset, e.reply().map(ServerReply::toString).orElse(e.detail())));
                part.restart();
                offset = 0;
                receiveFrom(part, 0, facts.length(), monitor);
            }
        }
        if (part.count() != facts.length()) {
            throw Failure.at(Step.TRANSFER).kind(FailureKind.INCOMPLETE).subject(source)
                    .detail(part.count() + " bytes came, " + facts.length() + " were announced").build(); //$NON-NLS-1$ //$NON-NLS-2$
        }
        return offset;
    }

    private void receiveFrom(LocalPart part, long offset, long length, Monitor monitor) throws Failure {
        monitor.report(new StepEvent.TransferStarted(source, StepEvent.Direction.DOWNLOAD, offset, length));
        try {
            fs.get(source, part.sink(), offset, length - offset, monitor);
        } catch (Failure e) {
            throw part.problem() == null ? e : part.problem();
        }
        if (part.problem() != null) {
            throw part.problem();
        }
    }

    private Verification.Proven verify(Facts facts, LocalPart part, Optional<Sha256> hash, Monitor monitor) throws Failure {
        if (isAskedAgain(facts) && fs.stat(source, monitor).filter(now -> !isSame(now, facts)).isPresent()) {
            throw Failure.at(Step.VERIFY).kind(FailureKind.DIFFERS).subject(source)
                    .detail("changed on the server while it was read").hint(Hint.SOURCE_CHANGED).build(); //$NON-NLS-1$
        }
        if (options.verify() == Verify.CONTENT) {
            return new Verification(fs).content(source, source, facts.length(), hash.orElseThrow(),
                    algorithm -> part.hash(algorithm, monitor), monitor);
        }
        return Verification.bySize(source, monitor);
    }

    /** A round trip more for each small file of a tree would cost more than the file. */
    private boolean isAskedAgain(Facts facts) {
        return listed.isEmpty() || options.verify() == Verify.CONTENT || facts.length() >= LARGE;
    }

    private static boolean isSame(RemoteEntry now, Facts facts) {
        boolean sameTime = now.modified().isEmpty() || !facts.exact() || now.modified().equals(facts.modified());
        return sameTime && now.size().orElse(facts.length()) == facts.length();
    }

    /** What a failure means for the temporary file. */
    private Failure settled(Failure failure, LocalPart part, boolean resumable) {
        boolean keep = resumable && part.count() > 0 && part.problem() == null && !TransferFailures.isDamage(failure);
        if (keep) {
            return TransferFailures.isInterruption(failure) ? TransferFailures.withHint(failure, Hint.RUN_AGAIN) : failure;
        }
        try {
            part.discard();
        } catch (Failure e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static void writeSha256(Path file, Sha256 hash) throws Failure {
        Path hashFile = file.resolveSibling(file.getFileName() + UploadNames.HASH_SUFFIX);
        Path part = hashFile.resolveSibling(hashFile.getFileName() + "." + hash.prefix() + ".part"); //$NON-NLS-1$ //$NON-NLS-2$
        try {
            Files.writeString(part, Sha256File.line(hash, file.getFileName().toString()));
            Files.move(part, hashFile, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LocalFailures.of(hashFile.toString(), e);
        }
    }
}
