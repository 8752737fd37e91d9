/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.RemoteEntry;

/** Reads a line of a machine listing: {@code type=file;size=12;modify=20240131120000; name} (RFC 3659 section 7). */
final class MlsdLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    private static final int TIME_LENGTH = 14;

    private MlsdLine() {
    }

    /** The entry; empty for the directory itself, its parent, and what is no such line. */
    static Optional<RemoteEntry> parse(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || space + 1 == line.length()) {
            return Optional.empty();
        }
        String name = line.substring(space + 1);
        Map<String, String> facts = facts(line.substring(0, space));
        String type = facts.getOrDefault("type", "file").toLowerCase(Locale.ROOT);
        if (type.equals("cdir") || type.equals("pdir") || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        return Optional.of(new RemoteEntry(name, kind(type), size(facts.get("size")), time(facts.get("modify")),
                Optional.ofNullable(facts.get("perm"))));
    }

    private static Map<String, String> facts(String text) {
        Map<String, String> facts = new HashMap<>();
        for (String fact : text.split(";")) {
            int equals = fact.indexOf('=');
            if (equals > 0) {
                facts.put(fact.substring(0, equals).toLowerCase(Locale.ROOT), fact.substring(equals + 1));
            }
        }
        return facts;
    }

    private static RemoteEntry.Kind kind(String type) {
        if (type.startsWith("os.unix=slink") || type.startsWith("os.unix=symlink")) {
            return RemoteEntry.Kind.LINK;
        }
        return switch (type) {
            case "file" -> RemoteEntry.Kind.FILE;
            case "dir" -> RemoteEntry.Kind.DIRECTORY;
            default -> RemoteEntry.Kind.OTHER;
        };
    }

    private static OptionalLong size(String text) {
        return text != null && text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Optional<Instant> time(String text) {
        if (text == null || text.length() < TIME_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text.substring(0, TIME_LENGTH), TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
