/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object on one line (RFC 8259), built member by member. Everything outside ASCII is escaped, so that it is the same in every
 * encoding of standard output.
 */
public final class Json {

    private final StringBuilder text = new StringBuilder("{");

    /** An object whose first member says what it is. */
    public static Json event(String kind) {
        return new Json().put("event", kind);
    }

    /** Adds a text. */
    public Json put(String name, String value) {
        member(name);
        quote(value);
        return this;
    }

    /** Adds a number. */
    public Json put(String name, long value) {
        member(name).append(value);
        return this;
    }

    /** Adds a number with at most three decimal places; not for infinities and NaN. */
    public Json put(String name, double value) {
        String number = String.format(Locale.ROOT, "%.3f", value);
        member(name).append(number.replaceFirst("\\.?0+$", ""));
        return this;
    }

    /** Adds a truth value. */
    public Json put(String name, boolean value) {
        member(name).append(value);
        return this;
    }

    /** Adds an enumeration value by its {@linkplain #word name}. */
    public Json put(String name, Enum<?> value) {
        return put(name, word(value.name()));
    }

    /** Adds an object. */
    public Json put(String name, Json value) {
        member(name).append(value);
        return this;
    }

    /** Adds an array of texts. */
    public Json put(String name, List<String> values) {
        member(name).append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",");
            quote(values.get(i));
        }
        text.append(']');
        return this;
    }

    /** Adds a text if it is there. */
    public Json putIfPresent(String name, Optional<String> value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }

    /** Adds a number if it is there. */
    public Json putIfPresent(String name, OptionalLong value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }

    /** How names of Java are written: {@code READ_BACK} and {@code ReadBack} become {@code read-back}. */
    public static String word(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private StringBuilder member(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        return text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
