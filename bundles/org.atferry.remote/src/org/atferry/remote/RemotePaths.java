/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

/** Paths on a server: checking, joining, taking apart. Every path and name passes {@link #checked} before it enters a command. */
public final class RemotePaths {

    private RemotePaths() {
    }

    /**
     * Lets text through that may become an argument of an FTP or AT command.
     *
     * @throws Failure {@link FailureKind#MISUSE} when it holds a control character (CR, LF, NUL, ESC, Ctrl-Z, ...), which could start
     *         another command, or half a surrogate pair, which cannot be encoded
     */
    public static String checked(String text, Step step) throws Failure {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7f) {
                throw notSendable(text, step, String.format("control character 0x%02x at position %d", (int) c, i + 1)); //$NON-NLS-1$
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw notSendable(text, step, String.format("half a character at position %d", i + 1)); //$NON-NLS-1$
                }
                i++;
            }
        }
        return text;
    }

    private static Failure notSendable(String text, Step step, String detail) {
        return Failure.at(step).kind(FailureKind.MISUSE).subject(text).detail(detail).hint(Hint.NAME_NOT_SENDABLE).build();
    }

    /** The path of a child. */
    public static String join(String directory, String name) {
        if (directory.isEmpty() || name.startsWith("/")) { //$NON-NLS-1$
            return name;
        }
        return directory.endsWith("/") ? directory + name : directory + "/" + name; //$NON-NLS-1$ //$NON-NLS-2$
    }

    /** The last element of a path; empty for the root. */
    public static String name(String path) {
        String bare = withoutTrailingSlash(path);
        return bare.substring(bare.lastIndexOf('/') + 1);
    }

    /** The directory of a path: empty for a bare name, {@code /} for a child of the root. */
    public static String parent(String path) {
        String bare = withoutTrailingSlash(path);
        int slash = bare.lastIndexOf('/');
        if (slash < 0) {
            return ""; //$NON-NLS-1$
        }
        return slash == 0 ? "/" : bare.substring(0, slash); //$NON-NLS-1$
    }

    private static String withoutTrailingSlash(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
