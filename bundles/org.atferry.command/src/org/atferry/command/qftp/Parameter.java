/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * A parameter of a command or setting.
 *
 * @param name as the manual prints it between angle brackets, such as {@code file_name}
 * @param type how it is written
 * @param minimum the least value of an integer; the least length of a string in bytes (UTF-8)
 * @param maximum the greatest value of an integer; the greatest length of a string in bytes (UTF-8)
 * @param defaultValue what holds when it was never given
 * @param optional whether it may be left out
 * @param range what the test form prints for it: {@code <name>}, {@code (0,1)} or {@code (20-180)}
 */
public record Parameter(String name, Type type, long minimum, long maximum, Optional<String> defaultValue, boolean optional,
        String range) {

    /** How a parameter is written on the command line. */
    public enum Type {
        /** Between quotes. */
        STRING,
        /** Decimal digits without quotes. */
        INTEGER
    }

    /** The upper end where the manual states none (*chosen*: none is enforced). */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Checks that nothing is null. */
    public Parameter {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(defaultValue);
        Objects.requireNonNull(range);
    }

    /** A string of at most {@code maximum} bytes that must be given; it may be empty. */
    static Parameter string(String name, int maximum) {
        return new Parameter(name, Type.STRING, 0, maximum, Optional.empty(), false, "<" + name + ">");
    }

    /** A string of 1 to {@code maximum} bytes that must be given. */
    static Parameter name(String name, int maximum) {
        return new Parameter(name, Type.STRING, 1, maximum, Optional.empty(), false, "<" + name + ">");
    }

    /** An integer that must be given, shown by its name in the test form. */
    static Parameter integer(String name, long minimum, long maximum) {
        return new Parameter(name, Type.INTEGER, minimum, maximum, Optional.empty(), false, "<" + name + ">");
    }

    /** An integer of few values, shown as {@code (0,1)} in the test form. */
    static Parameter oneOf(String name, long minimum, long maximum) {
        return new Parameter(name, Type.INTEGER, minimum, maximum, Optional.empty(), false, "(" + minimum + "," + maximum + ")");
    }

    /** An integer of a range, shown as {@code (20-180)} in the test form. */
    static Parameter ranged(String name, long minimum, long maximum) {
        return new Parameter(name, Type.INTEGER, minimum, maximum, Optional.empty(), false, "(" + minimum + "-" + maximum + ")");
    }

    /** The same, but it may be left out. */
    Parameter optionally() {
        return new Parameter(name, type, minimum, maximum, defaultValue, true, range);
    }

    /** The same with a default. */
    Parameter defaulting(Object value) {
        return new Parameter(name, type, minimum, maximum, Optional.of(value.toString()), optional, range);
    }

    /** The default of an integer parameter that has one. */
    public long defaultNumber() {
        return Long.parseLong(defaultValue.orElseThrow());
    }

    /** Whether a value lies within the range, or a string within the length limit. */
    public boolean accepts(String value) {
        if (type == Type.STRING) {
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            return bytes >= minimum && bytes <= maximum;
        }
        if (value.isEmpty() || value.length() > 19 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        try {
            long number = Long.parseLong(value);
            return number >= minimum && number <= maximum;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
