/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.StepEvent;

/** Counts what happens to a tree and tells it, one event after the other. All fields are guarded by {@code this}. */
final class TreeTally {

    private static final long SPACING = TimeUnit.MILLISECONDS.toNanos(100);

    private final Monitor monitor;
    private final LongSupplier nanoTime;
    private final long start;
    private final List<StepEvent.Omitted> warnings = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private long lastTold;
    private long folders;
    private long filesFound;
    private long bytesFound;
    private long filesDone;
    private long bytesArrived;
    private long bytesMoved;
    private long warned;
    private long failed;

    TreeTally(Monitor monitor, LongSupplier nanoTime) {
        this.monitor = monitor;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastTold = start;
    }

    /** Tells an event. */
    synchronized void report(StepEvent event) {
        monitor.report(event);
    }

    /** A directory is there. */
    synchronized void folder() {
        folders++;
    }

    /** A file was found. */
    synchronized void found(TreeFile file) {
        filesFound++;
        bytesFound += file.counted();
        tell(false, false);
    }

    /** Something is left out. */
    synchronized void omit(String path, StepEvent.Omission reason, String detail) {
        StepEvent.Omitted event = new StepEvent.Omitted(path, reason, detail);
        if (warned++ < TreeResult.MOST) {
            warnings.add(event);
        }
        monitor.report(event);
    }

    private synchronized void moved(long bytes) {
        bytesMoved += bytes;
        tell(false, false);
    }

    private synchronized void arrived(TreeFile file, long length, long bytesLeft) {
        filesDone++;
        bytesArrived += length;
        bytesFound += length - file.counted();
        bytesMoved += bytesLeft;
        tell(false, false);
    }

    /** Something failed. */
    synchronized void fail(String path, Failure failure) {
        Failure named = failure.subject().equals(path) || failure.kind() == FailureKind.LOCAL ? failure
                : failure.during(failure.step(), path);
        if (failed++ < TreeResult.MOST) {
            failures.add(named);
        }
        monitor.report(new StepEvent.FileFailed(path, named));
    }

    private synchronized void drop(TreeFile file, long bytes) {
        filesFound--;
        bytesFound -= file.counted();
        bytesMoved -= bytes;
    }

    private void tell(boolean always, boolean complete) {
        long now = nanoTime.getAsLong();
        if (always || now - lastTold >= SPACING) {
            lastTold = now;
            monitor.report(new StepEvent.TreeProgress(filesDone, filesFound, bytesMoved, bytesFound, complete));
        }
    }

    /** The tree is done. */
    synchronized TreeResult result(int sessions) {
        tell(true, true);
        return new TreeResult(filesDone, bytesArrived, folders, warnings, failures, warned, failed, sessions,
                Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    /** Follows one file, over all its tries. For one thread. */
    final class Progress implements Consumer<StepEvent> {
        private final TreeFile file;
        private long moved;
        private boolean verifying;

        Progress(TreeFile file) {
            this.file = file;
        }

        @Override
        public void accept(StepEvent event) {
            if (event instanceof StepEvent.Transferred bytes) {
                if (!verifying) {
                    moved(bytes.done() - moved);
                    moved = bytes.done();
                }
                return;
            }
            verifying = event instanceof StepEvent.VerificationStarted;
            report(event);
        }

        /** The file is there. */
        void arrived(TransferResult result) {
            TreeTally.this.arrived(file, result.length(), result.length() - moved);
        }

        /** Another worker will begin with it anew. */
        void handedBack() {
            moved(-moved);
        }

        /** The file will not be there: it counts no more. */
        void dropped() {
            drop(file, moved);
        }

        private void moved(long bytes) {
            TreeTally.this.moved(bytes);
        }
    }
}
