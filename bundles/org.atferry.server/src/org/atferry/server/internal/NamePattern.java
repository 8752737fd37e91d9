/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

/** A pattern of names with {@code *} and {@code ?}, whatever their case; takes little time whatever the pattern is. Immutable. */
final class NamePattern {

    private final String pattern;

    NamePattern(String pattern) {
        this.pattern = fold(pattern);
    }

    /** As {@link String#equalsIgnoreCase} compares. */
    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.chars().forEach(c -> folded.append(Character.toLowerCase(Character.toUpperCase((char) c))));
        return folded.toString();
    }

    /** Whether a name is one of them. The last star takes as little as will do: no star before it needs to be tried again. */
    boolean matches(String candidate) {
        String name = fold(candidate);
        int at = 0;
        int star = -1;
        int taken = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                taken = i;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++taken;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
