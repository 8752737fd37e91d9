/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import org.atferry.at.Ticker;

/**
 * The clock of the machine until it is told to run faster, so that a deadline of 90 s takes half a second. Told between commands, while
 * nobody waits.
 */
final class FastTicker implements Ticker {

    /** Guarded by {@code this}, as the following. */
    private long factor = 1;
    private long realStart = System.nanoTime();
    private long start = realStart;

    /** From here on so many times as fast. */
    synchronized void speed(long times) {
        start = nanoTime();
        realStart = System.nanoTime();
        factor = times;
    }

    @Override
    public synchronized long nanoTime() {
        return start + (System.nanoTime() - realStart) * factor;
    }

    @Override
    public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
        condition.await(Math.max(1, nanos / factor()), TimeUnit.NANOSECONDS);
    }

    private synchronized long factor() {
        return factor;
    }
}
