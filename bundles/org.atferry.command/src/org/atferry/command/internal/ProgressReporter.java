/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.function.LongSupplier;

import org.atferry.remote.Monitor;
import org.atferry.remote.StepEvent;

/** Tells a monitor how far a transfer is, at most ten times a second, and at its end. */
final class ProgressReporter {

    private static final long INTERVAL_NANOS = 100_000_000L;

    private final Monitor monitor;
    private final LongSupplier nanoTime;
    private final long total;
    private long lastNanos;
    private long lastDone = -1;

    /** For a file that will be {@code total} bytes long. */
    ProgressReporter(Monitor monitor, long total, LongSupplier nanoTime) {
        this.monitor = monitor;
        this.nanoTime = nanoTime;
        this.total = total;
    }

    /** So many bytes are through, counted from the beginning of the file. Any thread, but one at a time. */
    synchronized void done(long done) {
        long now = nanoTime.getAsLong();
        if (done == lastDone || done < total && lastDone >= 0 && now - lastNanos < INTERVAL_NANOS) {
            return;
        }
        lastNanos = now;
        lastDone = done;
        monitor.report(new StepEvent.Transferred(done, total));
    }
}
