/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes a command line apart into its commands (V.250 5.2, 5.3; Quectel AT manual 1.4): basic ones follow each other directly, extended
 * ones are separated by {@code ;}; spaces between tokens do not count.
 */
final class CommandLine {

    /** The form of a command. */
    enum Form { TEST, READ, SET, EXECUTE }

    /**
     * One command of a line.
     *
     * @param name upper case: {@code +QFTPOPEN}, {@code E}, {@code &F}
     * @param arguments what follows {@code =}, or the digits of a basic command; empty when there are none
     */
    record Part(String name, Form form, String arguments) {
    }

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    private CommandLine(String text) {
        this.text = text;
    }

    /** Takes apart what follows {@code AT}. A part that is no command has a name that no command has. */
    static List<Part> parse(String afterPrefix) {
        CommandLine line = new CommandLine(afterPrefix);
        line.parse();
        return line.parts;
    }

    private void parse() {
        skipSpaces();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                at++;
            } else if (isExtended(c)) {
                extended();
            } else {
                basic();
            }
            skipSpaces();
        }
    }

    private static boolean isExtended(char c) {
        return c == '+' || c == '$' || c == '^' || c == '*' || c == '#';
    }

    private void extended() {
        int start = at++;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at).toUpperCase(Locale.ROOT);
        int end = endOfExtended();
        String rest = text.substring(at, end).strip();
        at = end;
        if (rest.isEmpty()) {
            parts.add(new Part(name, Form.EXECUTE, ""));
        } else if (rest.equals("?")) {
            parts.add(new Part(name, Form.READ, ""));
        } else if (rest.charAt(0) != '=') {
            parts.add(new Part("", Form.EXECUTE, ""));
        } else if (rest.substring(1).strip().equals("?")) {
            parts.add(new Part(name, Form.TEST, ""));
        } else {
            parts.add(new Part(name, Form.SET, rest.substring(1).strip()));
        }
    }

    private int endOfExtended() {
        boolean quoted = false;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private void basic() {
        int start = at++;
        if (text.charAt(start) == '&' && at < text.length()) {
            at++;
        }
        String name = text.substring(start, at).toUpperCase(Locale.ROOT);
        skipSpaces();
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String number = text.substring(digits, at);
        parts.add(new Part(name, number.isEmpty() ? Form.EXECUTE : Form.SET, number));
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "!%-./:_".indexOf(c) >= 0;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
