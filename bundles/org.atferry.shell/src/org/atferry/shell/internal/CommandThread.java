/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

import org.atferry.remote.Cancellation;

/**
 * Runs a command in a thread of its own while the caller waits: so an interrupt of the caller cancels the command at once, whatever it is
 * blocked in.
 */
final class CommandThread {

    /** How long a command may take to stop without a word to the user. */
    private static final Duration UNNOTICED = Duration.ofMillis(500);
    /** How long it may take after that: a module has to be brought back from data mode, with guard times. */
    private static final Duration PATIENCE = Duration.ofMillis(3500);

    private final Runs runs;
    private final Runnable stopping;
    private final Duration patience;

    /**
     * For the main thread.
     *
     * @param stopping is run when a command that was cancelled takes its time
     */
    CommandThread(Runs runs, Runnable stopping) {
        this(runs, stopping, PATIENCE);
    }

    CommandThread(Runs runs, Runnable stopping, Duration patience) {
        this.runs = runs;
        this.stopping = stopping;
        this.patience = patience;
    }

    /**
     * Runs it and returns its exit status; when the calling thread is interrupted, within a few seconds, and the thread
     * stays interrupted.
     *
     * @param command is given what cancels it
     */
    int run(ToIntFunction<Cancellation> command) {
        Cancellation cancellation = runs.begin();
        FutureTask<Integer> task = new FutureTask<>(() -> command.applyAsInt(cancellation));
        Thread thread = new Thread(task, "ferry");
        // It may wait for standard input, which nothing interrupts.
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            cancellation.cancel();
            int status = cancelled(task);
            Thread.currentThread().interrupt();
            return status;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            runs.end(cancellation);
        }
    }

    /** Gives a command that was cancelled time to leave everything in order and to say how far it came. */
    private int cancelled(FutureTask<Integer> task) {
        try {
            return task.get(UNNOTICED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stopping.run();
        } catch (ExecutionException | InterruptedException e) {
            return ExitStatus.CANCELLED;
        }
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            return ExitStatus.CANCELLED;
        }
    }
}
