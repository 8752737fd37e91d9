/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Duration;

/** Runs an action when one write takes longer than a time; between writes any time may pass. */
final class StallWatch implements AutoCloseable {

    private final Duration limit;
    private final Runnable action;
    /** Guarded by {@code this}. */
    private Alarm alarm;
    /** Guarded by {@code this}: when the write began that runs now. */
    private long since;
    /** Guarded by {@code this}. */
    private boolean writing;
    /** Guarded by {@code this}. */
    private boolean expired;
    /** Guarded by {@code this}. */
    private boolean closed;

    StallWatch(Duration limit, Runnable action) {
        this.limit = limit;
        this.action = action;
    }

    /** A write begins. */
    synchronized void begin() {
        writing = true;
        since = System.nanoTime();
        if (alarm == null && !closed) {
            alarm = Alarm.in(limit, this::check);
        }
    }

    /** The write ended. */
    synchronized void done() {
        writing = false;
    }

    synchronized boolean isExpired() {
        return expired;
    }

    private synchronized void check() {
        alarm = null;
        if (closed || !writing) {
            return;
        }
        Duration left = limit.minusNanos(System.nanoTime() - since);
        if (left.isNegative() || left.toMillis() == 0) {
            expired = true;
            action.run();
        } else {
            alarm = Alarm.in(left, this::check);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.close();
        }
    }
}
