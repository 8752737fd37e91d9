/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs an action once after a time, unless it is closed before; needs no thread of its own. */
final class Alarm implements AutoCloseable {

    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    private Alarm() {
    }

    /** Starts an alarm. The action runs in a thread that all alarms share: it must be quick. */
    static Alarm in(Duration delay, Runnable action) {
        Alarm alarm = new Alarm();
        alarm.timer.orTimeout(delay.toMillis(), TimeUnit.MILLISECONDS).exceptionally(timeout -> {
            action.run();
            return null;
        });
        return alarm;
    }

    @Override
    public void close() {
        timer.complete(null);
    }
}
