/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
 * Carries whole trees, several files at the same time, each in the way of {@link SafeTransfer}. Directories are made first, those that are
 * there already are fine; empty directories and empty files come along, links are not followed. What cannot be a name on the other side,
 * or has that of a temporary file of an upload, is left out and told as {@link StepEvent.Omitted}. A file that fails is told as {@link StepEvent.FileFailed} and the others go on; one that
 * was cut off is tried once more first, in a new session and from where it was, as long as the server takes one.
 * <p>
 * The first session is opened alone, further ones while there is work for them. A server that refuses one is asked for no more, which is
 * told once as {@link StepEvent.SessionsLimited}, and what is open does it all.
 * <p>
 * To save round trips a small file of a download is not asked for again after it came: its size and time are what the listing said; where
 * that knows no seconds, the file is not continued either when it was cut off. A new
 * file is under its name before the disk has all of it: a power cut may cost what was just downloaded, never a file that was replaced.
 * <p>
 * The methods block, may be called from any thread, obey {@link Monitor#cancellation()} within a second, and leave no session and no thread
 * behind. The events of all files come one after the other, from several threads; in place of {@link StepEvent.Transferred} there is
 * {@link StepEvent.TreeProgress} for all of it.
 */
public final class TreeTransfer {

    /** The most sessions at a time. */
    public static final int MOST_JOBS = 16;

    /** Opens sessions with one and the same server. */
    @FunctionalInterface
    public interface Sessions {
        /** Opens one more; may be called by several threads at once. The tree closes it. */
        RemoteFileSystem open(Monitor monitor) throws Failure;
    }

    private final TransferOptions options;
    private final int jobs;
    private final Sessions sessions;
    private final LongSupplier nanoTime;
    private final UnaryOperator<OutputStream> disk;
    private final Predicate<Path> folding;

    /**
     * Transfers in one way.
     *
     * @param jobs how many files at the same time, 1 to {@link #MOST_JOBS}
     * @param nanoTime the clock, such as {@code System::nanoTime}
     */
    public TreeTransfer(TransferOptions options, int jobs, Sessions sessions, LongSupplier nanoTime) {
        this(options, jobs, sessions, nanoTime, UnaryOperator.identity(), NameFolding::isDoneIn);
    }

    /** With a wrapper for the streams to the local disk, and another answer to which names are the same there. */
    TreeTransfer(TransferOptions options, int jobs, Sessions sessions, LongSupplier nanoTime, UnaryOperator<OutputStream> disk,
            Predicate<Path> folding) {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new IllegalArgumentException("jobs out of range: " + jobs); //$NON-NLS-1$
        }
        this.options = Objects.requireNonNull(options);
        this.jobs = jobs;
        this.sessions = Objects.requireNonNull(sessions);
        this.nanoTime = Objects.requireNonNull(nanoTime);
        this.disk = disk;
        this.folding = folding;
    }

    /**
     * Uploads files and directories into a directory, each under its own name.
     *
     * @param sources no two with the same name; these, and nothing in them, may be links
     * @param target the directory, empty for the working directory; made when it is not there, its parent must be
     * @return also when single files failed
     * @throws Failure what ended all of it: {@link FailureKind#LOCAL} when a source is not there, {@link FailureKind#MISUSE} for names that
     *         are none, {@link FailureKind#CANCELLED}, {@link FailureKind#NO_SPACE}, what opening the first session throws, and what lost
     *         the last one
     */
    public TreeResult push(List<Path> sources, String target, Monitor monitor) throws Failure {
        RemotePaths.checked(target, Step.ARGUMENTS);
        Map<String, Path> named = named(sources);
        TreeTally tally = new TreeTally(monitor, nanoTime);
        try (RemoteFileSystem first = sessions.open(monitor)) {
            String path = absolute(target, first, monitor);
            TreeFolder root = TreeFolder.root(path, named, TreePush.prepare(path, first, monitor));
            return run(first, root, new TreePush(options, nanoTime, tally), tally, monitor);
        }
    }

    private static Map<String, Path> named(List<Path> sources) throws Failure {
        Map<String, Path> named = new LinkedHashMap<>();
        for (Path source : sources) {
            if (!Files.exists(source)) {
                throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(source.toString())
                        .detail("no such file or directory").hint(Hint.LOCAL_DISK).build(); //$NON-NLS-1$
            }
            Path name = source.toAbsolutePath().normalize().getFileName();
            if (name == null) {
                throw misuse(source.toString(), "has no name"); //$NON-NLS-1$
            }
            if (named.put(RemotePaths.checked(name.toString(), Step.ARGUMENTS), source) != null) {
                throw misuse(source.toString(), "two sources have this name"); //$NON-NLS-1$
            }
        }
        return named;
    }

    private static Failure misuse(String subject, String detail) {
        return Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).subject(subject).detail(detail).build();
    }

    /**
     * Downloads what is in a directory into a directory; a single file as {@link SafeTransfer#pull} does.
     *
     * @param source the directory on the server, empty for the working directory
     * @param target gets what is in the source; made, with its parents, when it is not there. Nothing is made or changed outside of it
     * @return also when single files failed
     * @throws Failure what ended all of it: {@link FailureKind#NOT_FOUND} when there is no such source, {@link FailureKind#LOCAL} when the
     *         target cannot be made or the local disk is full, {@link FailureKind#CANCELLED}, what opening the first session throws, and
     *         what lost the last one
     */
    public TreeResult pull(String source, Path target, Monitor monitor) throws Failure {
        RemotePaths.checked(source, Step.ARGUMENTS);
        TreeTally tally = new TreeTally(monitor, nanoTime);
        try (RemoteFileSystem first = sessions.open(monitor)) {
            String path = absolute(source, first, monitor);
            if (isFile(path, first, monitor)) {
                return single(first, path, target, tally, monitor);
            }
            TreeFolder root = TreeFolder.root(path, made(target));
            return run(first, root, new TreePull(options, nanoTime, disk, folding, tally, root.local()), tally, monitor);
        }
    }

    private static String absolute(String path, RemoteFileSystem fs, Monitor monitor) throws Failure {
        String absolute = path.startsWith("/") ? path : RemotePaths.join(fs.workingDirectory(monitor), path); //$NON-NLS-1$
        while (absolute.length() > 1 && absolute.endsWith("/")) { //$NON-NLS-1$
            absolute = absolute.substring(0, absolute.length() - 1);
        }
        return absolute;
    }

    private static boolean isFile(String path, RemoteFileSystem fs, Monitor monitor) throws Failure {
        if (path.equals("/")) { //$NON-NLS-1$
            return false;
        }
        Optional<RemoteEntry> entry = fs.stat(path, monitor);
        if (entry.isEmpty()) {
            throw Failure.at(Step.STAT).kind(FailureKind.NOT_FOUND).subject(path).hint(Hint.CHECK_PATH).build();
        }
        return entry.get().kind() == RemoteEntry.Kind.FILE;
    }

    private static Path made(Path target) throws Failure {
        try {
            if (!Files.isDirectory(target)) {
                Files.createDirectories(target);
            }
            return target.toRealPath();
        } catch (IOException e) {
            throw LocalFailures.of(target.toString(), e);
        }
    }

    private TreeResult single(RemoteFileSystem fs, String source, Path target, TreeTally tally, Monitor monitor) throws Failure {
        TreeFile file = new TreeFile(TreeFolder.root(RemotePaths.parent(source), target), RemotePaths.name(source), -1, TreeFile.NO_TIME);
        tally.found(file);
        TreeTally.Progress progress = tally.new Progress(file);
        progress.arrived(new PullOperation(fs, source, target, options, nanoTime, disk).execute(monitor.withListener(progress)));
        return tally.result(1);
    }

    private TreeResult run(RemoteFileSystem first, TreeFolder root, TreeWork work, TreeTally tally, Monitor monitor) throws Failure {
        return tally.result(new TreeRun(jobs, sessions, work, tally, monitor).execute(first, root, monitor.cancellation()));
    }
}
