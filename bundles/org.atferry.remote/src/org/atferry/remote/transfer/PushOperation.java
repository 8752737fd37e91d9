/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Sha256;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** One safe upload: see {@link SafeTransfer#push}. For one thread and one use. */
final class PushOperation {

    private static final Set<String> DOTS = Set.of(".", ".."); //$NON-NLS-1$ //$NON-NLS-2$

    /**
     * How many bytes before the end of a temporary file are sent again. When a push was killed, the last bytes that came to the module may
     * not have been the file's: whoever talks to it next types {@code AT} into its data mode before it learns better.
     */
    static final int OVERLAP = 1024;

    private record Place(String path, boolean occupied) {
    }

    private final RemoteFileSystem fs;
    private final Source source;
    private final String target;
    private final TransferOptions options;
    private final LongSupplier nanoTime;
    private final Lookup before;
    private final boolean exact;
    private final Verification verification;

    /** Uploads a file, to a path or into a directory. */
    PushOperation(RemoteFileSystem fs, Source source, String target, TransferOptions options, LongSupplier nanoTime) {
        this(fs, source, target, options, nanoTime, fs::stat, false);
    }

    /**
     * Uploads a file.
     *
     * @param before what is there before the upload
     * @param exact whether the target is the path of the file itself in any case, and the proof before the renaming is enough
     */
    PushOperation(RemoteFileSystem fs, Source source, String target, TransferOptions options, LongSupplier nanoTime, Lookup before,
            boolean exact) {
        this.before = before;
        this.exact = exact;
        this.fs = fs;
        this.source = source;
        this.target = target;
        this.options = options;
        this.nanoTime = nanoTime;
        this.verification = new Verification(fs);
    }

    TransferResult execute(Monitor monitor) throws Failure {
        long start = nanoTime.getAsLong();
        RemotePaths.checked(target, Step.ARGUMENTS);
        Optional<Instant> modified = options.keepTimes() ? source.modified() : Optional.empty();
        Fingerprint content = Fingerprint.of(source, monitor);
        monitor.report(new StepEvent.SourceHashed(source.name(), content.length(), content.hash()));
        Place place = place(monitor);
        String path = place.path();
        UploadNames names = checkedNames(path, content);
        Replacement replacement = new Replacement(fs, names, before);
        boolean replaced = names.backupFits(fs.capabilities()) ? replacement.recover(place.occupied(), monitor) : place.occupied();
        OptionalLong there = options.inPlace() ? OptionalLong.empty() : usablePart(names, content, monitor);
        long resumedFrom = there.orElse(0);
        Verification.Proven proven;
        try {
            if (there.isEmpty() || there.getAsLong() < content.length()) {
                resumedFrom = send(names, content, resumedFrom, monitor);
            }
            if (modified.isPresent()) {
                keepTime(names.part(), modified.get(), monitor);
            }
            proven = verify(names, content, monitor);
        } catch (Failure e) {
            throw options.inPlace() ? inPlaceFailure(e) : settled(e, names, monitor);
        }
        finish(replacement, content, path, monitor);
        if (options.writeSha256()) {
            writeSha256(path, content.hash(), monitor);
        }
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        return new TransferResult(path, content.length(), Optional.of(content.hash()), proven.proof(), proven.algorithm(), resumedFrom,
                elapsed, replaced);
    }

    /** Finds the path of the file itself, when perhaps only a directory was named, and what is there now. */
    private Place place(Monitor monitor) throws Failure {
        boolean directory = !exact && (target.isEmpty() || target.endsWith("/") || DOTS.contains(RemotePaths.name(target))); //$NON-NLS-1$
        if (!directory) {
            Optional<RemoteEntry> entry = before.find(target, monitor);
            if (entry.filter(RemoteEntry::isDirectory).isEmpty()) {
                return new Place(target, entry.isPresent());
            }
            if (exact) {
                throw directoryInTheWay(target);
            }
        }
        String path = RemotePaths.join(target, RemotePaths.checked(source.name(), Step.ARGUMENTS));
        Optional<RemoteEntry> entry = before.find(path, monitor);
        if (entry.filter(RemoteEntry::isDirectory).isPresent()) {
            throw directoryInTheWay(path);
        }
        return new Place(path, entry.isPresent());
    }

    private static Failure directoryInTheWay(String path) {
        return Failure.at(Step.STAT).kind(FailureKind.EXISTS).subject(path)
                .detail("a directory has this name").hint(Hint.CHECK_PATH).build(); //$NON-NLS-1$
    }

    private UploadNames checkedNames(String path, Fingerprint content) throws Failure {
        UploadNames names = UploadNames.of(path, content.hash(), options);
        names.check(fs.capabilities());
        if (options.writeSha256()) {
            UploadNames.of(path + UploadNames.HASH_SUFFIX, content.hash(), options).check(fs.capabilities());
        }
        return names;
    }

    /** From where on what an earlier try has brought of this content may be continued; what may not be is removed. */
    private OptionalLong usablePart(UploadNames names, Fingerprint content, Monitor monitor) throws Failure {
        Optional<RemoteEntry> part = before.find(names.part(), monitor);
        if (part.isEmpty()) {
            return OptionalLong.empty();
        }
        long size = part.get().size().orElse(-1);
        if (options.resume() && size >= 0 && size <= content.length() && fs.capabilities().restart()) {
            return OptionalLong.of(Math.max(0, size - OVERLAP));
        }
        removePart(names, monitor);
        return OptionalLong.empty();
    }

    /** A server that lets nothing be deleted may still let it be overwritten: that shows when it is sent. */
    private void removePart(UploadNames names, Monitor monitor) throws Failure {
        try {
            fs.delete(names.part(), monitor);
            monitor.report(new StepEvent.Removed(names.part()));
        } catch (Failure e) {
            if (!TransferFailures.isRefusal(e)) {
                throw e;
            }
        }
    }

    /** Sends the file from an offset on; returns from where it was really sent. */
    private long send(UploadNames names, Fingerprint content, long offset, Monitor monitor) throws Failure {
        try {
            sendFrom(names, content, offset, monitor);
            return offset;
        } catch (Failure e) {
            if (offset == 0 || e.kind() != FailureKind.RESTART_REFUSED) {
                throw e;
            }
            monitor.report(new StepEvent.RestartRefused(names.target(), offset, e.reply().map(ServerReply::toString).orElse(e.detail())));
            removePart(names, monitor);
            sendFrom(names, content, 0, monitor);
            return 0;
        }
    }

    private void sendFrom(UploadNames names, Fingerprint content, long offset, Monitor monitor) throws Failure {
        try (CheckedSource data = CheckedSource.open(source, content, offset, monitor)) {
            monitor.report(new StepEvent.TransferStarted(names.target(), StepEvent.Direction.UPLOAD, offset, content.length()));
            try {
                fs.put(names.part(), data, offset, content.length() - offset, monitor);
            } catch (Failure e) {
                throw data.problem() == null ? e : data.problem();
            }
            data.finish();
        }
    }

    /** Before the renaming, so that the target is at no instant seen with another time; a refusal is no failure. */
    private void keepTime(String path, Instant time, Monitor monitor) throws Failure {
        try {
            fs.setModified(path, time, monitor);
        } catch (Failure e) {
            if (!TransferFailures.isRefusal(e) && e.kind() != FailureKind.UNSUPPORTED) {
                throw e;
            }
        }
    }

    private Verification.Proven verify(UploadNames names, Fingerprint content, Monitor monitor) throws Failure {
        boolean sizeKnown = verification.size(names.part(), content.length(), monitor);
        if (options.verify() == Verify.CONTENT || !sizeKnown) {
            return verification.content(names.part(), names.target(), content.length(), content.hash(),
                    algorithm -> otherHash(algorithm, content, monitor), monitor);
        }
        return Verification.bySize(names.target(), monitor);
    }

    /** The hash of the source by another algorithm than SHA-256; of the very content that was sent. */
    private ContentHash otherHash(HashAlgorithm algorithm, Fingerprint content, Monitor monitor) throws Failure {
        HashAlgorithm.Digest digest = algorithm.start();
        byte[] buffer = new byte[Fingerprint.PIECE];
        try (CheckedSource data = CheckedSource.open(source, content, 0, monitor)) {
            for (int count = data.read(buffer, 0, buffer.length); count > 0; count = data.read(buffer, 0, buffer.length)) {
                monitor.checkCancelled(Step.LOCAL_FILE);
                digest.update(buffer, 0, count);
            }
            data.finish();
        }
        return digest.result();
    }

    /** From here on a cancellation comes late: what is left takes a few short commands. */
    private void finish(Replacement replacement, Fingerprint content, String path, Monitor monitor) throws Failure {
        if (options.inPlace()) {
            return;
        }
        if (monitor.isCancelled()) {
            throw Failure.at(Step.RENAME).kind(FailureKind.CANCELLED).subject(path).hint(Hint.RUN_AGAIN).build();
        }
        try (Grace grace = Grace.of(monitor)) {
            replacement.replace(content.length(), grace.monitor());
            if (!exact || options.verify() == Verify.CONTENT) {
                arrived(path, content.length(), grace.monitor());
            }
        }
    }

    private void arrived(String path, long length, Monitor monitor) throws Failure {
        try {
            verification.size(path, length, monitor);
        } catch (Failure e) {
            throw TransferFailures.isDamage(e) ? e.toBuilder().hint(Hint.TARGET_NOT_WHOLE).build() : e;
        }
    }

    /** What a failure means for the temporary file; a person is told of the target. */
    private Failure settled(Failure cause, UploadNames names, Monitor monitor) {
        Failure failure = cause.subject().equals(names.part()) ? cause.during(cause.step(), names.target()) : cause;
        Failure result = failure;
        boolean remove = failure.hint() == Hint.SOURCE_CHANGED;
        if (failure.kind() == FailureKind.NO_SPACE) {
            result = TransferFailures.withHint(failure, Hint.FREE_SPACE);
            remove = true;
        } else if (TransferFailures.isDamage(failure)) {
            result = TransferFailures.withHint(failure, Hint.DAMAGED);
            remove = true;
        } else if (TransferFailures.isInterruption(failure)) {
            result = TransferFailures.withHint(failure, Hint.RUN_AGAIN);
        }
        if (remove) {
            try (Grace grace = Grace.of(monitor)) {
                removePart(names, grace.monitor());
            } catch (Failure e) {
                result.addSuppressed(e);
            }
        }
        return result;
    }

    private static Failure inPlaceFailure(Failure failure) {
        boolean touched = TransferFailures.isInterruption(failure) || TransferFailures.isDamage(failure)
                || failure.kind() == FailureKind.NO_SPACE || failure.kind() == FailureKind.LOCAL;
        return touched ? failure.toBuilder().hint(Hint.TARGET_NOT_WHOLE).build() : failure;
    }

    private void writeSha256(String path, Sha256 hash, Monitor monitor) throws Failure {
        byte[] line = Sha256File.line(hash, RemotePaths.name(path)).getBytes(StandardCharsets.UTF_8);
        TransferOptions plain = new TransferOptions(Verify.CONTENT, false, options.inPlace(), options.partialSuffix(), false, false);
        String name = path + UploadNames.HASH_SUFFIX;
        new PushOperation(fs, Source.of(RemotePaths.name(name), line), name, plain, nanoTime)
                .execute(monitor.withListener(event -> reportQuietly(event, monitor)));
    }

    /** The progress of a few bytes would only confuse. */
    private static void reportQuietly(StepEvent event, Monitor monitor) {
        if (event instanceof StepEvent.Renamed || event instanceof StepEvent.Recovered || event instanceof StepEvent.Removed
                || event instanceof StepEvent.Notice) {
            monitor.report(event);
        }
    }
}
