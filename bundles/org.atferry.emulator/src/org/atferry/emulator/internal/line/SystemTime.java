/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Cancellation;

/** The clock of this machine, with one daemon thread for alarms. */
public final class SystemTime implements ModuleTime, AutoCloseable {

    private final ScheduledThreadPoolExecutor alarms;

    /** Starts no thread before the first alarm. */
    public SystemTime(String name) {
        alarms = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.DiscardPolicy());
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Cancellation.Registration after(Duration delay, Runnable action) {
        ScheduledFuture<?> alarm = alarms.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }

    /** Ends the thread; pending alarms never go off. */
    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
