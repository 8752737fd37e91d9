/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.atferry.remote.RemoteEntry;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.Quantities;

/** Entries of directories as text and as JSON. */
final class EntryText {

    private static final int TIME_COLUMNS = 16;

    private final Quantities quantities;
    private final DateTimeFormatter time;

    EntryText(Locale locale, ZoneId zone) {
        this.quantities = new Quantities(locale);
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    /** The size as it is shown; a hyphen when it is not known, and for a directory, where servers say what they like. */
    String size(RemoteEntry entry) {
        return entry.size().isPresent() && !entry.isDirectory() ? quantities.count(entry.size().getAsLong()) : "-";
    }

    /**
     * A line: kind, size, time, name.
     *
     * @param sizeColumns of the longest size in the listing
     */
    String line(RemoteEntry entry, int sizeColumns) {
        String size = size(entry);
        String when = entry.modified().map(this::time).orElse("-");
        return kind(entry) + "  " + " ".repeat(Math.max(0, sizeColumns - size.length())) + size + "  "
                + Printable.pad(when, TIME_COLUMNS) + "  " + Printable.of(entry.name()) + (entry.isDirectory() ? "/" : "");
    }

    private String time(Instant instant) {
        return time.format(instant);
    }

    private static String kind(RemoteEntry entry) {
        return switch (entry.kind()) {
            case FILE -> "-";
            case DIRECTORY -> "d";
            case LINK -> "l";
            case OTHER -> "?";
        };
    }

    /** An entry as an object. */
    static Json json(RemoteEntry entry, String path) {
        return Json.event("entry").put("path", path).put("name", entry.name()).put("kind", entry.kind())
                .putIfPresent("size", entry.size()).putIfPresent("modified", entry.modified().map(Instant::toString))
                .putIfPresent("permissions", entry.permissions());
    }
}
