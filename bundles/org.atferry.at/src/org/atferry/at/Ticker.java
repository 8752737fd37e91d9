/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Time for deadlines, so that a deadline of 150 s is tested in milliseconds. Any thread. */
public interface Ticker {

    /** A monotonic clock, as {@link System#nanoTime}. */
    long nanoTime();

    /**
     * Waits until a condition is signalled or so much of this ticker's time has passed. May return early.
     *
     * @param lock the lock of the condition, which the caller holds
     * @param nanos at most so long
     */
    void await(Lock lock, Condition condition, long nanos) throws InterruptedException;

    /** The time of this machine. */
    static Ticker system() {
        return new Ticker() {

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
                condition.await(nanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
