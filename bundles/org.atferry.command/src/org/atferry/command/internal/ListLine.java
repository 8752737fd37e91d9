/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.RemoteEntry;

/**
 * Reads a line of {@code LIST} as Unix-like and Windows servers write it, for servers without MLSD. The times in it have no zone and often
 * no year: they are not taken over.
 */
final class ListLine {

    private static final Pattern UNIX = Pattern.compile(
            "([-dlbcps])([-rwxsStTlL]{9})[.+@]?\\s+\\d+\\s+\\S+\\s+(?:\\S+\\s+)?(\\d+)\\s+"
                    + "(?:\\d{0,2}\\p{L}+\\.?\\s+\\d{1,2}|\\d{1,2}\\.?\\s+\\d{0,2}\\p{L}+\\.?|\\d{4}-\\d{2}-\\d{2})"
                    + "\\s+(?:\\d{1,2}:\\d{2}|\\d{4})\\s(.+)");
    private static final Pattern WINDOWS = Pattern.compile(
            "\\d{2}-\\d{2}-\\d{2,4}\\s+\\d{1,2}:\\d{2}\\s?(?:[AaPp][Mm])?\\s+(?:(<DIR>)|(\\d+))\\s+(.+)");
    private static final String ARROW = " -> ";

    private ListLine() {
    }

    /** The entry; empty for the directory itself, its parent, {@code total 12} and what is no such line. */
    static Optional<RemoteEntry> parse(String line) {
        Matcher unix = UNIX.matcher(line);
        if (unix.matches()) {
            return unix(unix);
        }
        Matcher windows = WINDOWS.matcher(line);
        if (windows.matches()) {
            String name = windows.group(3);
            return named(name, windows.group(1) != null ? RemoteEntry.directory(name)
                    : RemoteEntry.file(name, Long.parseLong(windows.group(2))));
        }
        return Optional.empty();
    }

    private static Optional<RemoteEntry> unix(Matcher line) {
        RemoteEntry.Kind kind = switch (line.group(1)) {
            case "-" -> RemoteEntry.Kind.FILE;
            case "d" -> RemoteEntry.Kind.DIRECTORY;
            case "l" -> RemoteEntry.Kind.LINK;
            default -> RemoteEntry.Kind.OTHER;
        };
        String name = line.group(4);
        int arrow = kind == RemoteEntry.Kind.LINK ? name.indexOf(ARROW) : -1;
        String bare = arrow > 0 ? name.substring(0, arrow) : name;
        OptionalLong size = kind == RemoteEntry.Kind.FILE && line.group(3).length() <= 18
                ? OptionalLong.of(Long.parseLong(line.group(3))) : OptionalLong.empty();
        return named(bare, new RemoteEntry(bare, kind, size, Optional.empty(), Optional.of(line.group(2))));
    }

    private static Optional<RemoteEntry> named(String name, RemoteEntry entry) {
        return name.equals(".") || name.equals("..") ? Optional.empty() : Optional.of(entry);
    }
}
