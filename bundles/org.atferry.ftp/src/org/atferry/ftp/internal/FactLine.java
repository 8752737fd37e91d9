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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.RemoteEntry;

/** The lines of {@code MLSD} and {@code MLST} (RFC 3659 section 7): {@code fact=value;fact=value; name}. */
final class FactLine {

    private static final Pattern TIME = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:\\.\\d+)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private FactLine() {
    }

    /** The entry that a line describes; empty for the directory itself, its parent, and what is no such line. */
    static Optional<RemoteEntry> parse(String line) {
        int space = line.indexOf(' ');
        String name = line.substring(space + 1);
        if (space < 0 || name.isEmpty() || space > 0 && line.charAt(space - 1) != ';') {
            return Optional.empty();
        }
        String type = "";
        OptionalLong size = OptionalLong.empty();
        Optional<Instant> modified = Optional.empty();
        Optional<String> permissions = Optional.empty();
        for (String fact : line.substring(0, space).split(";")) {
            String value = fact.substring(fact.indexOf('=') + 1);
            switch (fact.substring(0, Math.max(0, fact.indexOf('='))).toLowerCase(Locale.ROOT)) {
                case "type" -> type = value.toLowerCase(Locale.ROOT);
                case "size" -> size = number(value);
                case "modify" -> modified = time(value);
                case "perm" -> permissions = Optional.of(value);
                default -> { /* a fact that nobody asks for */ }
            }
        }
        if (type.equals("cdir") || type.equals("pdir") || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        RemoteEntry.Kind kind = kind(type);
        return Optional.of(new RemoteEntry(name, kind, kind == RemoteEntry.Kind.DIRECTORY ? OptionalLong.empty() : size, modified,
                permissions));
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

    private static OptionalLong number(String text) {
        return NUMBER.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** A time of RFC 3659 section 2.3, which is always UTC; empty when it is none. */
    static Optional<Instant> time(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int[] parts = new int[6];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Integer.parseInt(matcher.group(i + 1));
        }
        try {
            return Optional.of(LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], Math.min(parts[5],
                    59)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
