/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. Safe for any thread. */
public final class Quantities {

    private static final String[] UNITS = {"B", "kB", "MB", "GB"};

    private final Locale locale;
    /** Guarded by itself. */
    private final NumberFormat whole;

    /** As that language writes them. */
    public Quantities(Locale locale) {
        this.locale = locale;
        this.whole = NumberFormat.getIntegerInstance(locale);
    }

    /** A whole number in groups: {@code 12,345}. */
    public String count(long number) {
        synchronized (whole) {
            return whole.format(number);
        }
    }

    /** A rate in powers of 1000, with three digits: {@code 92.1 kB/s}. */
    public String rate(double bytesPerSecond) {
        return size(bytesPerSecond) + "/s";
    }

    /** Bytes in powers of 1000, with three digits: {@code 92.1 kB}. */
    public String size(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String pattern = unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(locale, pattern, value, UNITS[unit]);
    }

    /** A time as on a clock: {@code 0:09}, {@code 1:02:03}. */
    public String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3600 ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A time in seconds with one decimal place: {@code 3.4}. */
    public String seconds(Duration time) {
        return String.format(locale, "%.1f", time.toMillis() / 1000.0);
    }
}
