/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.time.Duration;

/** Durations of any length as nanoseconds that can be counted with. */
public final class Nanos {

    /** About 73 years: added to any reading of a clock it does not overflow. */
    private static final long MAXIMUM = Long.MAX_VALUE / 4;

    private Nanos() {
    }

    /** At most about 73 years; at least 0. */
    public static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.getSeconds() >= MAXIMUM / 1_000_000_000L ? MAXIMUM : duration.toNanos();
    }
}
