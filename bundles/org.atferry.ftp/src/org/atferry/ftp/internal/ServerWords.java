/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a reply without the names in it: a file may be called {@code timeout.bin} or {@code virus}, which says nothing about why it
 * was refused. A name is what was asked about, what stands in quotes or brackets, and what looks like a path or a file.
 */
final class ServerWords {

    private static final Pattern EXAMPLES = Pattern.compile("\\(\\s*e\\.g\\..*?\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u300c[^\u300d]*\u300d|\u00ab[^\u00bb]*\u00bb"
            + "|\\[(?!(?i:data)\\])[^\\]]*\\]|<[^>]*>|`[^'`]*['`]|(?<![\\p{L}\\p{N}])'[^']*'(?![\\p{L}\\p{N}])");
    private static final Pattern PATH = Pattern.compile("(?<=^|[\\s(:,])(?:[A-Za-z]:[\\\\/]|~?\\.{0,2}/|\\.{0,2}\\\\)\\S*|\\S*\\\\\\S*");
    private static final Pattern FILE = Pattern.compile("[^\\s:]*[^\\s:.]\\.[A-Za-z0-9]{1,8}(?![A-Za-z0-9])");
    private static final Pattern COLON = Pattern.compile(":\\s+|\uff1a\\s*");

    private ServerWords() {
    }

    /**
     * The parts of a reply that may be a reason as a whole, such as what {@code strerror} says: {@code /x: Permission denied} has two.
     */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : COLON.split(text)) {
            parts.add(part.strip().replaceFirst("[.!\u3002\\s]+$", ""));
        }
        return parts;
    }

    /**
     * The words without names.
     *
     * @param subject the path or user that was asked about; may be empty
     */
    static String withoutNames(String text, String subject) {
        String words = EXAMPLES.matcher(text).replaceAll(" ");
        words = without(words, subject);
        words = without(words, subject.substring(Math.max(subject.lastIndexOf('/'), subject.lastIndexOf('\\')) + 1));
        words = QUOTED.matcher(words).replaceAll(" ");
        words = PATH.matcher(words).replaceAll(" ");
        return FILE.matcher(words).replaceAll(" ");
    }

    private static String without(String words, String name) {
        if (name.isBlank()) {
            return words;
        }
        String edge = "[\\p{L}\\p{N}]";
        return Pattern.compile("(?<!" + edge + ")" + Pattern.quote(name) + "(?!" + edge + ")").matcher(words)
                .replaceAll(Matcher.quoteReplacement(" "));
    }
}
