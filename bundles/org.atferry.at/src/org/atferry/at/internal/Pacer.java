/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.atferry.at.Ticker;

/**
 * A line that is busy for ten bit times with each byte. {@link #pass} returns when the bytes are through; a caller who comes late finds the
 * line up to 10 ms ahead of its clock, never more.
 */
public final class Pacer {

    private static final long CREDIT = 10_000_000;

    private final Ticker ticker;
    private final int baud;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    /** When the line is free again, in units of 1/baud ns after the integral part; guarded by {@link #lock}. */
    private long freeAt;
    private long fraction;
    private boolean started;
    private boolean closed;

    /** A line of that speed in bits per second. */
    public Pacer(Ticker ticker, int baud) {
        this.ticker = ticker;
        this.baud = baud;
    }

    /** As many bytes as pass in 5 ms; at least 1. */
    public int burst() {
        return Math.max(1, baud / 2000);
    }

    /** Waits until that many bytes are through; returns false when closed or interrupted (the flag stays set). */
    public boolean pass(int bytes) {
        lock.lock();
        try {
            long now = ticker.nanoTime();
            if (!started || freeAt - now < -CREDIT) {
                freeAt = started ? now - CREDIT : now;
                fraction = 0;
                started = true;
            }
            long bits = bytes * 10_000_000_000L + fraction;
            freeAt += bits / baud;
            fraction = bits % baud;
            for (long left = freeAt - now; left > 0 && !closed; left = freeAt - ticker.nanoTime()) {
                ticker.await(lock, closing, left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a waiting caller go. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
