/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.Optional;
import java.util.Set;

/**
 * Where a session stands: in the directory that its user chose, or for a listing in another one. It goes back only when the next command
 * depends on it, because a tree is listed directory by directory. One thread at a time.
 */
final class Place {

    private static final Set<String> INDEPENDENT = Set.of("ABOR", "AUTH", "CLNT", "EPRT", "EPSV", "FEAT", "NOOP", "OPTS", "PASS", "PASV",
            "PBSZ", "PORT", "PROT", "QUIT", "REST", "SYST", "TYPE", "USER");
    /** A directory may not be removed or renamed on some systems while somebody stands in it. */
    private static final Set<String> AT_HOME = Set.of("RMD", "RNFR", "RNTO");

    private String home;
    private boolean away;

    /** The directory that the user chose, when it is known. */
    Optional<String> home() {
        return Optional.ofNullable(home);
    }

    /** The user's directory is this one, and the session stands in it. */
    void isHome(String directory) {
        home = directory;
        away = false;
    }

    /** The session stands elsewhere. */
    void leave() {
        away = true;
    }

    /** Whether the session must go back before a command. */
    boolean mustReturn(String verb, String argument) {
        boolean absolute = argument != null && argument.startsWith("/");
        return away && !INDEPENDENT.contains(verb) && (!absolute || AT_HOME.contains(verb));
    }

    /** Something was renamed, while the session stood in the user's directory: that one has another name when it was within. */
    void renamed(String path) {
        boolean absolute = path.startsWith("/");
        boolean within = absolute && home != null && (home + "/").startsWith(path.endsWith("/") ? path : path + "/");
        if (within || path.contains("..")) {
            changed();
        }
    }

    /** The user changes his directory. */
    void changed() {
        home = null;
        away = false;
    }

    /**
     * The directory in a reply to {@code PWD}; quotes within it are doubled by most servers, but not by all: then the last one ends it.
     */
    static Optional<String> read(String text) {
        int first = text.indexOf('"');
        int last = text.lastIndexOf('"');
        if (first == last) {
            return Optional.empty();
        }
        StringBuilder path = new StringBuilder();
        for (int i = first + 1; i <= last; i++) {
            char c = text.charAt(i);
            boolean doubled = c == '"' && i < last && text.charAt(i + 1) == '"';
            if (c == '"' && !doubled) {
                boolean ends = i + 1 == text.length() || !isWord(text.charAt(i + 1));
                return Optional.of(ends ? path.toString() : text.substring(first + 1, last));
            }
            path.append(c);
            i += doubled ? 1 : 0;
        }
        return Optional.of(text.substring(first + 1, last));
    }

    private static boolean isWord(char c) {
        return c == '_' || c < 0x80 && Character.isLetterOrDigit(c);
    }
}
