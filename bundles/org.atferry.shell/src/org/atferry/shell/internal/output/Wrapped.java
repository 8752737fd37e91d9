/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a terminal: broken at spaces, and between characters of East Asia, where their typography allows it. */
public final class Wrapped {

    /** What never begins a line. */
    private static final String CLOSING = "\u3001\u3002\uff0c\uff1a\uff1b\uff1f\uff01\uff09\u300b\u300d\u201d,.;:!?)]";
    /** What never ends one. */
    private static final String OPENING = "\uff08\u300a\u300c\u201c([";

    private Wrapped() {
    }

    /** The lines of a text, none wider than so many columns unless one word is; a line end in the text stays one. */
    public static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            wrap(paragraph, columns, lines);
        }
        return lines;
    }

    /** The same as one text, each line but the first behind so many spaces. */
    public static String text(String text, int columns, int indent) {
        return String.join("\n" + " ".repeat(indent), lines(text, columns - indent));
    }

    private static void wrap(String paragraph, int columns, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(paragraph)) {
            if (!line.isEmpty() && Printable.columns(line + piece.stripTrailing()) > columns) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(piece);
        }
        lines.add(line.toString().stripTrailing());
    }

    /** What stays together, each with the spaces after it. */
    private static List<String> pieces(String paragraph) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int[] characters = paragraph.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            piece.appendCodePoint(characters[i]);
            if (i + 1 < characters.length && mayBreak(characters[i], characters[i + 1])) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean mayBreak(int before, int after) {
        if (after == ' ') {
            return false;
        }
        boolean wide = Printable.columns(Character.toString(before)) == 2 || Printable.columns(Character.toString(after)) == 2;
        return before == ' ' || wide && CLOSING.indexOf(after) < 0 && OPENING.indexOf(before) < 0;
    }
}
