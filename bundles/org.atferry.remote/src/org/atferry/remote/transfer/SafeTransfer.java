/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/**
 * Carries files so that a name never stands for half a file: through a temporary file beside the target, verified, then renamed; what is
 * cut off is continued, and two contents are never mixed.
 * <p>
 * Every method blocks, may be called from any thread with any file system, and obeys {@link Monitor#cancellation()} within a second. The
 * methods report {@link StepEvent.SourceHashed}, {@link StepEvent.TransferStarted} (again from 0 after {@link StepEvent.RestartRefused}),
 * {@link StepEvent.VerificationStarted}, {@link StepEvent.Verified}, {@link StepEvent.Renamed}, {@link StepEvent.Recovered} and
 * {@link StepEvent.Removed}; the file system reports {@link StepEvent.Transferred} between them, while bytes pass.
 */
public final class SafeTransfer {

    private final TransferOptions options;
    private final LongSupplier nanoTime;
    private final UnaryOperator<OutputStream> disk;

    /**
     * Transfers in one way.
     *
     * @param nanoTime the clock, such as {@code System::nanoTime}
     */
    public SafeTransfer(TransferOptions options, LongSupplier nanoTime) {
        this(options, nanoTime, UnaryOperator.identity());
    }

    /** With a wrapper for the stream to the local disk, such as one that is full. */
    SafeTransfer(TransferOptions options, LongSupplier nanoTime, UnaryOperator<OutputStream> disk) {
        this.options = Objects.requireNonNull(options);
        this.nanoTime = Objects.requireNonNull(nanoTime);
        this.disk = disk;
    }

    /**
     * Uploads a file. The temporary file is {@code NAME.<12 hex digits of the content's SHA-256>.part} beside the target. After a
     * cancellation, a lost line or a timeout it stays, and the next push of the same content continues it; after a mismatch, a full disk or
     * a change of the source it is removed. The old file stays whole under its name until the new one takes it.
     *
     * @param source a regular file
     * @param target the path on the server; the name of the source is appended when it is empty, ends in {@code /} or names a directory
     * @throws Failure {@link FailureKind#LOCAL} when the source cannot be read or changes, {@link FailureKind#MISUSE} when a name is too
     *         long or cannot be sent, {@link FailureKind#INCOMPLETE} or {@link FailureKind#DIFFERS} when other bytes arrived than were
     *         sent, {@link Hint#RENAME_REFUSED} when all arrived but may not take its name, and what the file system throws
     */
    public TransferResult push(RemoteFileSystem fs, Path source, String target, Monitor monitor) throws Failure {
        return new PushOperation(fs, Source.of(source), target, options, nanoTime).execute(monitor);
    }

    /**
     * Downloads a file to a temporary one beside the target, and moves it over the target when it is whole and on the disk. What was cut
     * off is continued only when the server ({@link RemoteFileSystem#origin}), the path, the size and the time of the last change are
     * known and the same.
     * <p>
     * With {@link Verify#CONTENT} the hash of what arrived is compared with the one that the server computes, or else with that of a second
     * reading: damage on the way would have to strike both in the same way.
     *
     * @param target the file; the last element of the source's path is appended when it is a directory. A link is replaced, not followed
     * @throws Failure {@link FailureKind#NOT_FOUND} when there is no such file, {@link FailureKind#MISUSE} for a directory or a name that
     *         is no file name here, {@link FailureKind#LOCAL} when the local disk is full or not writable, {@link FailureKind#BUSY} when
     *         another transfer writes the same file, {@link FailureKind#INCOMPLETE} or {@link FailureKind#DIFFERS} when not all or other
     *         bytes came, and what the file system throws
     */
    public TransferResult pull(RemoteFileSystem fs, String source, Path target, Monitor monitor) throws Failure {
        return new PullOperation(fs, source, target, options, nanoTime, disk).execute(monitor);
    }

    /**
     * Removes the temporary files of uploads from a directory on the server, and nothing else; backups of replacements that were cut off
     * are told as {@link StepEvent.Notice}: the next push of the file puts them right. Do not call while somebody uploads there.
     *
     * @return the paths of the files that were removed
     */
    public List<String> removePartials(RemoteFileSystem fs, String directory, Monitor monitor) throws Failure {
        RemotePaths.checked(directory, Step.ARGUMENTS);
        Pattern parts = UploadNames.partPattern(options.partialSuffix());
        Pattern backups = UploadNames.backupPattern();
        List<RemoteEntry> entries = fs.list(directory, monitor).stream().filter(entry -> !entry.isDirectory()).toList();
        for (RemoteEntry entry : entries) {
            if (backups.matcher(entry.name()).matches()) {
                monitor.report(new StepEvent.Notice(Hint.BACKUP_LEFT, RemotePaths.join(directory, entry.name())));
            }
        }
        List<String> found = new ArrayList<>();
        for (RemoteEntry entry : entries) {
            if (parts.matcher(entry.name()).matches()) {
                String path = RemotePaths.join(directory, entry.name());
                fs.delete(path, monitor);
                monitor.report(new StepEvent.Removed(path));
                found.add(path);
            }
        }
        return List.copyOf(found);
    }
}
