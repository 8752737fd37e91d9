/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.RemoteEntry;

/**
 * The lines of {@code ls -l} in the one form that almost every server sends, read in one pass without patterns, because directories of a
 * hundred thousand files exist: {@code -rw-r--r--    1 ftp      ftp            17 Jan 05 12:34 name}. Whatever differs in the least is left
 * to others. One thread at a time.
 */
final class UnixLine {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int MODE_LENGTH = 10;
    private static final long DAY = 86_400;

    private final Instant now;
    private final int year;
    private String line;
    private int position;

    /** Lines that are read at that time. */
    UnixLine(Instant now) {
        this.now = now;
        this.year = now.atZone(ZoneOffset.UTC).getYear();
    }

    /** The entry of a line; null when it has another form. */
    RemoteEntry parse(String text) {
        RemoteEntry.Kind kind = kind(text);
        if (kind == null) {
            return null;
        }
        line = text;
        position = MODE_LENGTH;
        if (number() < 0 || !skipWord() || !skipWord()) {
            return null;
        }
        long size = number();
        Instant modified = size < 0 ? null : time();
        if (modified == null || position + 1 >= line.length() || line.charAt(position) != ' ') {
            return null;
        }
        String name = line.substring(position + 1);
        int arrow = kind == RemoteEntry.Kind.LINK ? name.indexOf(" -> ") : -1;
        return new RemoteEntry(arrow > 0 ? name.substring(0, arrow) : name, kind,
                kind == RemoteEntry.Kind.FILE ? OptionalLong.of(size) : OptionalLong.empty(), Optional.of(modified),
                Optional.of(line.substring(0, MODE_LENGTH)));
    }

    private static RemoteEntry.Kind kind(String text) {
        if (text.length() < MODE_LENGTH + 2 || text.charAt(MODE_LENGTH) != ' ') {
            return null;
        }
        for (int i = 1; i < MODE_LENGTH; i++) {
            if ("-rwxsStTL".indexOf(text.charAt(i)) < 0) {
                return null;
            }
        }
        return switch (text.charAt(0)) {
            case '-' -> RemoteEntry.Kind.FILE;
            case 'd' -> RemoteEntry.Kind.DIRECTORY;
            case 'l' -> RemoteEntry.Kind.LINK;
            default -> null;
        };
    }

    /** Skips spaces, of which there must be one at least; false when there is none, or nothing behind them. */
    private boolean skipSpaces() {
        int start = position;
        while (position < line.length() && line.charAt(position) == ' ') {
            position++;
        }
        return position > start && position < line.length();
    }

    private boolean skipWord() {
        if (!skipSpaces()) {
            return false;
        }
        while (position < line.length() && line.charAt(position) != ' ') {
            position++;
        }
        return true;
    }

    /** The number behind spaces, which a space must follow; -1 when there is none. */
    private long number() {
        if (!skipSpaces()) {
            return -1;
        }
        int start = position;
        while (position < line.length() && line.charAt(position) != ' ') {
            position++;
        }
        return FactLine.number(line, start, position).orElse(-1);
    }

    private Instant time() {
        if (!skipSpaces() || position + 3 >= line.length()) {
            return null;
        }
        int month = MONTHS.indexOf(line.substring(position, position + 3));
        position += 3;
        long day = month < 0 || month % 3 != 0 ? -1 : number();
        if (day < 1 || day > 31 || !skipSpaces()) {
            return null;
        }
        int start = position;
        while (position < line.length() && line.charAt(position) != ' ') {
            position++;
        }
        if (position - start == 4) {
            long told = FactLine.number(line, start, position).orElse(-1);
            return told < 0 ? null : at((int) told, month / 3 + 1, (int) day, 0);
        }
        return recent(start, month / 3 + 1, (int) day);
    }

    /** A time of day: of the last twelve months, and the server's clock may be a day ahead. */
    private Instant recent(int start, int month, int day) {
        if (position - start != 5 || line.charAt(start + 2) != ':') {
            return null;
        }
        long hour = FactLine.number(line, start, start + 2).orElse(99);
        long minute = FactLine.number(line, start + 3, position).orElse(99);
        if (hour > 23 || minute > 59) {
            return null;
        }
        long second = hour * 3600 + minute * 60;
        Instant time = at(year, month, day, second);
        return time == null || time.isAfter(now.plusSeconds(DAY)) ? at(year - 1, month, day, second) : time;
    }

    private static Instant at(int year, int month, int day, long second) {
        if (day > 28 && day > Month.of(month).length(Year.isLeap(year))) {
            return null;
        }
        return Instant.ofEpochSecond(LocalDate.of(year, month, day).toEpochDay() * DAY + second);
    }
}
