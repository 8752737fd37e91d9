/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in order when the process is told to end (SIGINT, SIGTERM): the command is interrupted, so that it can tell how far it came
 * and keep what can be resumed; then the framework stops, so that components close their ports and sessions. Both together take
 * {@link #LIMIT} at most.
 */
final class Signals {

    /** Time for the command and the framework together. */
    static final Duration LIMIT = Duration.ofMillis(5000);

    /** Of it, time for the command: bringing a module out of its data mode takes two guard times of a second each. */
    private static final Duration COMMAND_LIMIT = Duration.ofMillis(4000);

    private final CountDownLatch ended = new CountDownLatch(1);

    private Signals() {
    }

    /**
     * Guards a run until the process ends.
     *
     * @param launch the run
     * @param commandThread the thread that runs the command
     * @return to be told when the command has ended
     */
    static Signals guard(Launch launch, Thread commandThread) {
        Signals signals = new Signals();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signals.shutDown(launch, commandThread), "ferry shutdown"));
        return signals;
    }

    /** The command has returned: from here on nothing is to be interrupted. */
    void commandEnded() {
        ended.countDown();
    }

    private void shutDown(Launch launch, Thread commandThread) {
        long start = System.nanoTime();
        if (ended.getCount() > 0) {
            commandThread.interrupt();
            try {
                ended.await(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; and if, the framework is stopped at once.
            }
        }
        launch.close(LIMIT.minusNanos(System.nanoTime() - start));
    }
}
