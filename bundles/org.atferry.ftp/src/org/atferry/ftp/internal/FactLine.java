/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.RemoteEntry;

/** The lines of {@code MLSD} and {@code MLST} (RFC 3659 section 7): {@code fact=value;fact=value; name}. */
final class FactLine {

    private static final int TIME_LENGTH = 14;
    private static final int MOST_DIGITS = 18;

    private String type = "";
    private OptionalLong size = OptionalLong.empty();
    private Optional<Instant> modified = Optional.empty();
    private Optional<String> permissions = Optional.empty();

    private FactLine() {
    }

    /** The entry that a line describes; empty for the directory itself, its parent, and what is no such line. */
    static Optional<RemoteEntry> parse(String line) {
        int space = line.indexOf(' ');
        int length = line.length();
        if (space < 0 || space + 1 == length || space > 0 && line.charAt(space - 1) != ';') {
            return Optional.empty();
        }
        FactLine facts = new FactLine();
        facts.read(line, space);
        String name = line.substring(space + 1);
        if (facts.type.equals("cdir") || facts.type.equals("pdir") || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        return Optional.of(facts.entry(name));
    }

    private void read(String line, int end) {
        for (int start = 0; start < end;) {
            int semicolon = line.indexOf(';', start);
            int stop = semicolon < 0 || semicolon > end ? end : semicolon;
            int equals = line.indexOf('=', start);
            if (equals > start && equals < stop) {
                fact(line, start, equals, stop);
            }
            start = stop + 1;
        }
    }

    private void fact(String line, int start, int equals, int stop) {
        int length = equals - start;
        if (line.regionMatches(true, start, "type", 0, length) && length == 4) {
            type = type(line, equals + 1, stop);
        } else if (line.regionMatches(true, start, "size", 0, length) && length == 4) {
            size = number(line, equals + 1, stop);
        } else if (line.regionMatches(true, start, "modify", 0, length) && length == 6) {
            modified = time(line, equals + 1, stop);
        } else if (line.regionMatches(true, start, "perm", 0, length) && length == 4) {
            permissions = Optional.of(line.substring(equals + 1, stop));
        }
    }

    private static String type(String line, int start, int stop) {
        if (stop - start == 4 && line.startsWith("file", start)) {
            return "file";
        }
        return stop - start == 3 && line.startsWith("dir", start) ? "dir" : line.substring(start, stop).toLowerCase(Locale.ROOT);
    }

    private RemoteEntry entry(String name) {
        RemoteEntry.Kind kind = kind(type);
        return new RemoteEntry(name, kind, kind == RemoteEntry.Kind.DIRECTORY ? OptionalLong.empty() : size, modified, permissions);
    }

    private static RemoteEntry.Kind kind(String type) {
        if (type.equals("file")) {
            return RemoteEntry.Kind.FILE;
        }
        if (type.equals("dir")) {
            return RemoteEntry.Kind.DIRECTORY;
        }
        return type.startsWith("os.unix=s") ? RemoteEntry.Kind.LINK : RemoteEntry.Kind.OTHER;
    }

    /** A number of decimal digits that a long surely holds; empty when it is none. */
    static OptionalLong number(String text, int start, int stop) {
        if (stop <= start || stop - start > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = start; i < stop; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = 10 * number + digit;
        }
        return OptionalLong.of(number);
    }

    /**
     * A time of RFC 3659 section 2.3, which is always UTC, with its fraction of a second; empty when it is none. A second 60 is taken for
     * 59.
     */
    static Optional<Instant> time(String text) {
        String bare = text.strip();
        return time(bare, 0, bare.length());
    }

    private static Optional<Instant> time(String text, int start, int stop) {
        long value = stop - start < TIME_LENGTH ? -1 : number(text, start, start + TIME_LENGTH).orElse(-1);
        int nanos = value < 0 ? -1 : nanos(text, start + TIME_LENGTH, stop);
        if (nanos < 0) {
            return Optional.empty();
        }
        try {
            int day = (int) (value / 1_000_000 % 100);
            int month = (int) (value / 100_000_000 % 100);
            int year = (int) (value / 10_000_000_000L);
            int time = (int) (value % 1_000_000);
            return Optional.of(LocalDateTime.of(year, month, day, time / 10_000, time / 100 % 100, Math.min(time % 100, 59), nanos)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The nanoseconds of what follows the seconds: nothing, or a point and digits; -1 when it is something else. */
    private static int nanos(String text, int start, int stop) {
        if (start == stop) {
            return 0;
        }
        if (text.charAt(start) != '.' || start + 1 == stop) {
            return -1;
        }
        int nanos = 0;
        int weight = 100_000_000;
        for (int i = start + 1; i < stop; i++, weight /= 10) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            nanos += digit * weight;
        }
        return nanos;
    }
}
