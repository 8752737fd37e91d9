/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** The one place that quotes arguments of AT commands and takes them apart again, for both sides of the line. No state; any thread. */
public final class AtText {

    /**
     * One argument of a command or of a response.
     *
     * @param text without its quotes; empty when it is not present
     * @param quoted whether it stood in quotes
     * @param present false where nothing stood between two commas
     */
    public record Argument(String text, boolean quoted, boolean present) {
    }

    private AtText() {
    }

    /**
     * The argument in quotes. The grammar of the modules has no escapes, so that what cannot be sent is refused.
     *
     * @throws IllegalArgumentException when it has a quote or a control character (CR, LF, NUL, ESC, Ctrl-Z …) in it; the message does not
     *         hold the argument
     */
    public static String quoted(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"' || Character.isISOControl(c)) {
                throw new IllegalArgumentException("a quote or a control character at position " + i + " of an AT argument"); //$NON-NLS-1$ //$NON-NLS-2$
            }
            if (Character.isSurrogate(c) && !pairedAt(argument, i)) {
                throw new IllegalArgumentException("half a character at position " + i + " of an AT argument"); //$NON-NLS-1$ //$NON-NLS-2$
            }
        }
        return '"' + argument + '"';
    }

    private static boolean pairedAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i)) ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    /**
     * Takes apart {@code 0,"a,b",,3}: by commas outside quotes, without the spaces around an argument.
     *
     * @return empty for a blank text
     * @throws ParseException for an open quote, or for text beside a quoted one
     */
    public static List<Argument> arguments(String text) throws ParseException {
        List<Argument> arguments = new ArrayList<>();
        if (text.isBlank()) {
            return List.of();
        }
        int position = 0;
        while (true) {
            int end = endOfArgument(text, position);
            arguments.add(argument(text, position, end));
            if (end == text.length()) {
                return List.copyOf(arguments);
            }
            position = end + 1;
        }
    }

    private static int endOfArgument(String text, int start) throws ParseException {
        boolean inQuotes = false;
        int i = start;
        for (; i < text.length() && (inQuotes || text.charAt(i) != ','); i++) {
            inQuotes ^= text.charAt(i) == '"';
        }
        if (inQuotes) {
            throw new ParseException("open quote", start); //$NON-NLS-1$
        }
        return i;
    }

    private static Argument argument(String text, int start, int end) throws ParseException {
        String argument = text.substring(start, end).strip();
        if (argument.indexOf('"') < 0) {
            return new Argument(argument, false, !argument.isEmpty());
        }
        int last = argument.length() - 1;
        if (argument.charAt(0) != '"' || argument.indexOf('"', 1) != last) {
            throw new ParseException("text beside a quoted argument", start); //$NON-NLS-1$
        }
        return new Argument(argument.substring(1, last), true, true);
    }
}
