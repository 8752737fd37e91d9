/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether the same thing, tried again, can succeed, and how soon.
 *
 * @param when what must happen before
 * @param after the least time to wait, in whole seconds; zero when time alone changes nothing
 */
public record Retry(When when, Duration after) {

    /** What must happen before the same thing can succeed. */
    public enum When {
        /** It never will. */
        NEVER,
        /** The cause must be mended first; until then a retry is in vain. */
        AFTER_FIX,
        /** It may succeed within seconds. */
        SOON,
        /** It may succeed after some minutes; who tries earlier, or often, may be banned by the server. */
        WAIT
    }

    private static final Duration MOMENT = Duration.ofSeconds(10);

    /** Checks that a time is given where time helps, and only there. */
    public Retry {
        Objects.requireNonNull(when);
        boolean timed = when == When.SOON || when == When.WAIT;
        if (after.isNegative() || timed == after.isZero()) {
            throw new IllegalArgumentException(when + " after " + after); //$NON-NLS-1$
        }
    }

    /** A retry never helps. */
    public static Retry never() {
        return new Retry(When.NEVER, Duration.ZERO);
    }

    /** A retry helps once the cause is mended. */
    public static Retry afterFix() {
        return new Retry(When.AFTER_FIX, Duration.ZERO);
    }

    /** A retry may help after ten seconds. */
    public static Retry soon() {
        return new Retry(When.SOON, MOMENT);
    }

    /** A retry may help after some minutes, and does harm before. */
    public static Retry inMinutes(int minutes) {
        return new Retry(When.WAIT, Duration.ofMinutes(minutes));
    }

    /** The same as a sentence. */
    public String text(Locale locale) {
        long amount = when == When.WAIT ? after.toMinutes() : after.toSeconds();
        return new MessageFormat(FailureText.retry(this, locale), locale).format(new Object[] { Long.toString(amount) });
    }
}
