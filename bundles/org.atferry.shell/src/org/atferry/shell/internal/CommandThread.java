/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

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

    /** Less than the launcher waits for the command before it stops the framework. */
    private static final long CANCEL_MILLIS = 900;

    private final Runs runs;

    CommandThread(Runs runs) {
        this.runs = runs;
    }

    /**
     * Runs it and returns its exit status; when the calling thread is interrupted, within a second, and the thread stays interrupted.
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

    /** Gives a command that was cancelled time to say how far it came. */
    private static int cancelled(FutureTask<Integer> task) {
        try {
            return task.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            return ExitStatus.CANCELLED;
        }
    }
}
