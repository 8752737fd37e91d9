/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.io.File;
import java.nio.file.Path;

/** Makes text from elsewhere harmless and plain on a terminal. */
public final class Printable {

    private Printable() {
    }

    /**
     * The text with everything escaped that would move the cursor, break the line, change the direction of writing or stay invisible: by
     * a backslash and {@code xNN} or <code>u{NNNN}</code>. A backslash becomes two.
     */
    public static String of(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(result, c));
        return result.toString();
    }

    /** The same for a path of this machine, whose separators stay as they are. */
    public static String of(Path path) {
        return File.separatorChar == '\\' ? of(path.toString().replace('\\', '/')).replace('/', '\\') : of(path.toString());
    }

    private static void append(StringBuilder result, int c) {
        if (c == '\\') {
            result.append("\\\\");
        } else if (c < 0x20 || c >= 0x7f && c < 0xa0) {
            result.append(String.format("\\x%02x", c));
        } else if (isHidden(c)) {
            result.append(String.format("\\u{%x}", c));
        } else {
            result.appendCodePoint(c);
        }
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE, Character.UNASSIGNED,
                Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    /** How many columns of a terminal the text takes: most characters of East Asia take two, combining ones none. */
    public static int columns(String text) {
        return text.codePoints().map(Printable::columns).sum();
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf || c >= 0xac00 && c <= 0xd7a3 || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6 || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }

    /** The text in at most so many columns, cut at its end with {@code ~}. */
    public static String cut(String text, int columns) {
        if (columns(text) <= columns) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int used = 1;
        for (int c : text.codePoints().toArray()) {
            used += columns(c);
            if (used > columns) {
                break;
            }
            result.appendCodePoint(c);
        }
        return result.append('~').toString();
    }

    /** The text filled up with spaces to so many columns. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - columns(text)));
    }
}
