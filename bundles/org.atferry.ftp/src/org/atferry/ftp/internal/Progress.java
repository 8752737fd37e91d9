/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.function.LongSupplier;

import org.atferry.remote.Monitor;
import org.atferry.remote.StepEvent;

/** Tells how many bytes are through: the first and the last time always, between them ten times a second at most. */
public final class Progress {

    private static final long INTERVAL = 100_000_000;

    private final Monitor monitor;
    private final long total;
    private final LongSupplier nanoTime;
    private long done;
    private boolean told;
    private long lastTime;

    /**
     * A transfer that starts at an offset.
     *
     * @param total where it ends, counted from the beginning of the file
     */
    public Progress(Monitor monitor, long offset, long total, LongSupplier nanoTime) {
        this.monitor = monitor;
        this.done = offset;
        this.total = total;
        this.nanoTime = nanoTime;
    }

    /** So many more bytes are through. */
    public void add(long count) {
        done += count;
        long now = nanoTime.getAsLong();
        if (!told || done == total && count > 0 || now - lastTime >= INTERVAL) {
            told = true;
            lastTime = now;
            monitor.report(new StepEvent.Transferred(done, total));
        }
    }

    /** How many bytes are through, the offset included. */
    public long done() {
        return done;
    }
}
