/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.atferry.remote.Cancellation;

/** A clock that stands still until it is moved. */
public final class ManualTime implements ModuleTime {

    private record Alarm(long at, Runnable action) {
    }

    /** Guarded by {@code this}. */
    private final List<Alarm> alarms = new ArrayList<>();
    private long now = 1_000_000_000_000L;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Cancellation.Registration after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(now + delay.toNanos(), action);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Alarm alarm) {
        alarms.removeIf(candidate -> candidate == alarm);
    }

    /** How many alarms wait. */
    public synchronized int alarms() {
        return alarms.size();
    }

    /** Moves the clock on; alarms go off in this thread, each at its time. */
    public void advance(Duration by) {
        long end = nanoTime() + by.toNanos();
        while (true) {
            Optional<Alarm> due;
            synchronized (this) {
                due = alarms.stream().filter(alarm -> alarm.at() <= end).min(Comparator.comparingLong(Alarm::at));
                now = due.map(Alarm::at).orElse(end);
                due.ifPresent(alarms::remove);
                notifyAll();
            }
            if (due.isEmpty()) {
                return;
            }
            due.get().action().run();
        }
    }
}
