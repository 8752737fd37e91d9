/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/**
 * Does the work of a tree in several sessions, each with a thread of its own; the first one is the caller's. Further ones are opened while
 * there is work that nobody does, and never more at a time than are open already: a server that refuses one is not asked again.
 */
final class TreeRun implements TreeWork.Found {

    /** What the session may not survive, or would meet again. */
    private static final Set<FailureKind> LOSSES = EnumSet.of(FailureKind.LOST, FailureKind.TIMEOUT, FailureKind.UNREACHABLE,
            FailureKind.DATA_CONNECTION, FailureKind.LOGIN_REFUSED);
    private static final int TRIES = 2;
    /** So often in a row a worker opens its session anew without a file that succeeds between. */
    private static final int REOPENINGS = 3;

    private final int jobs;
    private final TreeTransfer.Sessions sessions;
    private final TreeWork work;
    private final TreeTally tally;
    private final Cancellation cancellation = new Cancellation();
    private final Monitor monitor;
    /** Ends the opening of further sessions, which may take its time, when there is no more work for them. */
    private final Cancellation openings = new Cancellation();
    private final TreeQueue queue = new TreeQueue();
    /** Guards the fields below. */
    private final Object lock = new Object();
    /** Those who were started and not yet awaited. */
    private final Deque<Thread> threads = new ArrayDeque<>();
    private int opening;
    private int open;
    private int mostOpen;
    private boolean limited;
    private Failure failure;
    private Throwable fault;

    TreeRun(int jobs, TreeTransfer.Sessions sessions, TreeWork work, TreeTally tally, Monitor outer) {
        this.jobs = jobs;
        this.sessions = sessions;
        this.work = work;
        this.tally = tally;
        this.monitor = new Monitor(outer.id(), cancellation, tally::report);
    }

    /**
     * Does all of it; returns or throws when no thread is left and every session is closed.
     *
     * @param first an open session; will be closed
     * @param root where to begin
     * @param outer ends the work when it is cancelled
     * @return how many sessions were open at most
     * @throws Failure what ended all of it
     */
    int execute(RemoteFileSystem first, TreeFolder root, Cancellation outer) throws Failure {
        try (Cancellation.Registration ending = cancellation.onCancel(queue::end);
                Cancellation.Registration closing = cancellation.onCancel(openings::cancel);
                Cancellation.Registration cancelling = outer.onCancel(cancellation::cancel)) {
            queue.add(root);
            opened();
            queue.join();
            new Worker(first).work();
            awaitOthers();
        }
        synchronized (lock) {
            if (fault instanceof RuntimeException exception) {
                throw exception;
            } else if (fault instanceof Error error) {
                throw error;
            } else if (failure != null) {
                throw failure;
            }
            monitor.checkCancelled(Step.TRANSFER);
            return mostOpen;
        }
    }

    /** Each starts others before it ends, so that none is missed. */
    private void awaitOthers() {
        boolean interrupted = false;
        Thread thread = nextThread();
        while (thread != null) {
            try {
                thread.join();
                thread = nextThread();
            } catch (InterruptedException e) {
                interrupted = true;
                cancellation.cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread nextThread() {
        synchronized (lock) {
            return threads.poll();
        }
    }

    @Override
    public void folder(TreeFolder folder) {
        queue.add(folder);
        startMore();
    }

    @Override
    public void file(TreeFile file) {
        tally.found(file);
        queue.add(file);
        startMore();
    }

    private void startMore() {
        synchronized (lock) {
            if (limited || open + opening >= jobs || opening >= open || !queue.isBacklog()) {
                return;
            }
            opening++;
            Thread thread = new Thread(this::further, "ferry-tree-" + (open + opening)); //$NON-NLS-1$
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** What a further thread does. */
    private void further() {
        try {
            RemoteFileSystem fs = openFurther();
            if (fs != null) {
                queue.join();
                startMore();
                new Worker(fs).work();
            }
        } catch (RuntimeException | Error e) {
            end(null, e);
        }
    }

    private RemoteFileSystem openFurther() {
        Failure refusal;
        try {
            RemoteFileSystem fs = sessions.open(new Monitor(monitor.id(), openings, event -> { }));
            synchronized (lock) {
                opening--;
                opened();
            }
            return fs;
        } catch (Failure e) {
            refusal = e;
        }
        boolean first;
        int others;
        synchronized (lock) {
            opening--;
            first = !limited;
            limited = true;
            others = open;
        }
        if (first && !openings.isCancelled()) {
            tally.report(new StepEvent.SessionsLimited(others, jobs, refusal));
        }
        return null;
    }

    /** A person needs to hear of the first session only. */
    private Monitor quiet() {
        return monitor.withListener(event -> { });
    }

    private void opened() {
        synchronized (lock) {
            open++;
            mostOpen = Math.max(mostOpen, open);
        }
    }

    private void closed() {
        synchronized (lock) {
            open--;
        }
    }

    /** Ends the work of all; what comes first is the reason. */
    private void end(Failure why, Throwable broken) {
        synchronized (lock) {
            if (failure == null && fault == null) {
                failure = why;
                fault = broken;
            }
        }
        cancellation.cancel();
    }

    /** Works with one session. */
    private final class Worker {
        private RemoteFileSystem fs;
        private int losses;
        private Failure loss;

        Worker(RemoteFileSystem fs) {
            this.fs = fs;
        }

        void work() {
            try {
                TreeTask task = queue.take();
                while (task != null && isDone(task)) {
                    task = queue.take();
                }
                if (task == null) {
                    openings.cancel();
                }
            } catch (Failure e) {
                end(e, null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(Failure.at(Step.TRANSFER).kind(FailureKind.CANCELLED).build(), null);
            } catch (RuntimeException | Error e) {
                end(null, e);
            } finally {
                drop();
            }
        }

        /** Does it, or notes why it failed; false when this worker gives up. */
        private boolean isDone(TreeTask task) throws Failure {
            if (task instanceof TreeFile file) {
                startMore();
                TreeTally.Progress progress = tally.new Progress(file);
                Monitor own = monitor.withListener(progress);
                boolean done = isDone(task, () -> progress.arrived(work.carry(file, fs, own)), progress::dropped);
                if (!done) {
                    progress.handedBack();
                }
                return done;
            }
            TreeFolder folder = (TreeFolder) task;
            boolean done = isDone(task, () -> work.enter(folder, fs, TreeRun.this, monitor), () -> { });
            if (done) {
                queue.entered();
            }
            return done;
        }

        private boolean isDone(TreeTask task, Attempt attempt, Runnable inVain) throws Failure {
            for (int number = 1; isOpen(task); number++) {
                try {
                    attempt.run();
                    losses = 0;
                    return true;
                } catch (Failure e) {
                    if (e.kind() == FailureKind.CANCELLED || work.endsAll(e)) {
                        throw e;
                    }
                    noteLoss(e);
                    if (number == TRIES || !LOSSES.contains(e.kind()) && !TransferFailures.isInterruption(e)) {
                        inVain.run();
                        tally.fail(work.shown(task), e);
                        return true;
                    }
                }
            }
            return false;
        }

        private void noteLoss(Failure e) {
            if (LOSSES.contains(e.kind())) {
                drop();
                losses++;
                loss = e;
            }
        }

        /** Opens the session again when it was lost; false when that is no use and others go on. */
        private boolean isOpen(TreeTask task) throws Failure {
            if (fs != null) {
                return true;
            }
            if (losses <= REOPENINGS) {
                try {
                    fs = sessions.open(quiet());
                    opened();
                    return true;
                } catch (Failure e) {
                    loss = e;
                }
            }
            if (loss.kind() == FailureKind.CANCELLED || !queue.retire(task)) {
                throw loss;
            }
            return false;
        }

        private void drop() {
            if (fs != null) {
                fs.close();
                fs = null;
                closed();
            }
        }
    }

    /** One try. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws Failure;
    }
}
