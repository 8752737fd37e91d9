/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.time.Duration;

/**
 * Says {@code NOOP} on the control connection from time to time while a transfer runs, so that no router on the way and no idle limit of
 * the server takes it for dead. Reads no reply: they are counted, and read when the transfer ends ({@link InStep}).
 */
final class KeepAlive {

    private final ControlConnection control;
    private final Duration interval;
    /** Guarded by {@code this}, as is everything sent here: nobody else sends before {@link #stop}. */
    private Alarm alarm;
    /** Guarded by {@code this}. */
    private int said;
    /** Guarded by {@code this}. */
    private boolean stopped;

    private KeepAlive(ControlConnection control, Duration interval) {
        this.control = control;
        this.interval = interval;
    }

    /** Starts; never says anything when the interval is zero. */
    static KeepAlive start(ControlConnection control, Duration interval) {
        KeepAlive keepAlive = new KeepAlive(control, interval);
        if (!interval.isZero()) {
            keepAlive.again();
        }
        return keepAlive;
    }

    private synchronized void again() {
        alarm = Alarm.in(interval, this::say);
    }

    private synchronized void say() {
        if (stopped) {
            return;
        }
        try {
            control.post("NOOP");
            said++;
            again();
        } catch (IOException e) {
            // the connection is lost: the end of the transfer finds out
        }
    }

    /** Ends it, and says how many replies are to come. May be called twice; the second time none. */
    synchronized int stop() {
        stopped = true;
        if (alarm != null) {
            alarm.close();
        }
        int count = said;
        said = 0;
        return count;
    }
}
