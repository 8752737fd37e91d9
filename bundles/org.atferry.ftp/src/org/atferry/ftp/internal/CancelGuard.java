/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Duration;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Monitor;

/**
 * While open, a cancel runs one action at once and another one when the guarded call has not come back within a grace. After {@link #close}
 * neither of them runs any more, and a third action has run in any case.
 */
final class CancelGuard implements AutoCloseable {

    /** How long a call that is cancelled may take to leave the connection in step. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final Runnable atOnce;
    private final Runnable afterGrace;
    private final Runnable whenClosed;
    private final Cancellation.Registration registration;
    /** Guarded by {@code this}. */
    private boolean over;
    /** Guarded by {@code this}. */
    private Alarm alarm;

    CancelGuard(Monitor monitor, Runnable atOnce, Runnable afterGrace, Runnable whenClosed) {
        this.atOnce = atOnce;
        this.afterGrace = afterGrace;
        this.whenClosed = whenClosed;
        this.registration = monitor.cancellation().onCancel(this::cancelled);
    }

    private synchronized void cancelled() {
        if (!over) {
            atOnce.run();
            alarm = Alarm.in(GRACE, this::expired);
        }
    }

    private synchronized void expired() {
        if (!over) {
            afterGrace.run();
        }
    }

    @Override
    public void close() {
        registration.close();
        synchronized (this) {
            over = true;
            if (alarm != null) {
                alarm.close();
            }
        }
        whenClosed.run();
    }
}
