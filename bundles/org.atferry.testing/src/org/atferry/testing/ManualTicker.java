/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.LongPredicate;

import org.atferry.at.Ticker;

/** A clock that stands still until a test moves it, so that long deadlines cost nothing. Any thread. */
public final class ManualTicker implements Ticker {

    private static final long PATIENCE_MILLIS = 10_000;

    private record Waiter(Lock lock, Condition condition, long until) {
    }

    /** All guarded by {@code this}. */
    private final List<Waiter> waiters = new ArrayList<>();
    private long now = 1_000_000_000L;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
        Waiter waiter;
        synchronized (this) {
            waiter = new Waiter(lock, condition, now + nanos);
            waiters.add(waiter);
            notifyAll();
        }
        try {
            condition.await();
        } finally {
            synchronized (this) {
                waiters.remove(waiter);
            }
        }
    }

    /**
     * Waits until a thread waits for exactly so much of this clock's time.
     *
     * @throws AssertionError when none does within ten real seconds
     */
    public void awaitWaiter(Duration left) throws InterruptedException {
        await(nanos -> nanos == left.toNanos(), "nobody waits for " + left); //$NON-NLS-1$
    }

    /** Whether a thread waits by this clock. */
    public synchronized boolean hasWaiter() {
        return !waiters.isEmpty();
    }

    private synchronized void await(LongPredicate wanted, String otherwise) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (waiters.stream().noneMatch(waiter -> wanted.test(waiter.until - now))) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(otherwise);
            }
            wait(left);
        }
    }

    /** Moves the clock and wakes everyone who waits by it. */
    public void advance(Duration by) {
        List<Waiter> woken;
        synchronized (this) {
            now += by.toNanos();
            woken = List.copyOf(waiters);
        }
        for (Waiter waiter : woken) {
            waiter.lock.lock();
            try {
                waiter.condition.signalAll();
            } finally {
                waiter.lock.unlock();
            }
        }
    }

    /** Waits until a thread waits for exactly so long, then moves the clock by that. */
    public void pass(Duration time) throws InterruptedException {
        awaitWaiter(time);
        advance(time);
    }
}
