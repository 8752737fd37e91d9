/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.time.Duration;

import org.atferry.remote.Cancellation;

/** Time as the module sees it: one clock and one alarm, so that guard times and deadlines of minutes are tested in milliseconds. */
public interface ModuleTime {

    /** Nanoseconds from an arbitrary origin, never going back. */
    long nanoTime();

    /**
     * Has {@code action} run once, in a thread of this clock, when {@code delay} has passed; the action must be quick.
     *
     * @return takes the alarm back
     */
    Cancellation.Registration after(Duration delay, Runnable action);
}
