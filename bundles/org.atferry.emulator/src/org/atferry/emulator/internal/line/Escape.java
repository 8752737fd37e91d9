/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.time.Duration;

/**
 * Finds {@code +++} by its guard times (Quectel FTP(S) manual 1.5): at least 1 s of silence before, the three within 1 s, at least 1 s of
 * silence after; each with 5 % of tolerance, because hosts wait exactly a second. Used by the reading thread only.
 * <p>
 * It looks at bytes only when silence precedes them, so that a stream of data costs nothing.
 */
final class Escape {

    /** Silence before and after. */
    static final Duration GUARD = Duration.ofMillis(950);
    /** From the first plus to the third. */
    static final Duration WINDOW = Duration.ofMillis(1050);

    private static final int LENGTH = 3;

    private int held;
    private long first;
    private long last;

    /** What to do with bytes that were held back. */
    enum Verdict {
        /** They may still become an escape. */
        HOLD,
        /** They, and what came with them, are data. */
        DATA,
        /** They are an escape. */
        ESCAPE
    }

    /** How many pluses are held back. */
    int held() {
        return held;
    }

    /** Forgets what is held back. */
    void reset() {
        held = 0;
    }

    /** Judges bytes that arrived at {@code now} after {@code silence} nanoseconds without any. */
    Verdict arrived(byte[] bytes, int offset, int length, long silence, long now) {
        boolean inTime = held == 0 ? silence >= GUARD.toNanos() : now - first <= WINDOW.toNanos();
        if (!inTime || held + length > LENGTH || !onlyPluses(bytes, offset, length)) {
            return Verdict.DATA;
        }
        if (held == 0) {
            first = now;
        }
        held += length;
        last = now;
        return Verdict.HOLD;
    }

    /** Judges what is held back when nothing came until {@code now}. */
    Verdict quiet(long now) {
        if (held == 0) {
            return Verdict.HOLD;
        }
        if (held == LENGTH) {
            return now - last >= GUARD.toNanos() ? Verdict.ESCAPE : Verdict.HOLD;
        }
        return now - first > WINDOW.toNanos() ? Verdict.DATA : Verdict.HOLD;
    }

    /** How long to wait for the next byte until {@link #quiet} has something to say; {@code otherwise} when nothing is held back. */
    Duration patience(long now, Duration otherwise) {
        if (held == 0) {
            return otherwise;
        }
        long until = held == LENGTH ? last + GUARD.toNanos() : first + WINDOW.toNanos() + 1;
        return Duration.ofNanos(Math.max(1_000_000, until - now));
    }

    private static boolean onlyPluses(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] != '+') {
                return false;
            }
        }
        return true;
    }
}
