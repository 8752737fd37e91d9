/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the lines in bytes that come in any pieces. A line that is too long is dropped up to its end. For one thread. */
public final class LineSplitter {

    /** The longest line, in bytes. */
    public static final int MAXIMUM = 64 * 1024;

    private byte[] bytes = new byte[256];
    private int count;
    private boolean dropping;
    private boolean overflowed;
    private boolean prompted;
    private String line;

    /**
     * Takes bytes up to the end of a line, or up to a prompt, at most all of them.
     *
     * @param promptAllowed whether a {@code >} at the start of a line is a prompt, which has no line end
     * @return the position after the last one taken
     */
    public int take(byte[] buffer, int from, int to, boolean promptAllowed) {
        line = null;
        overflowed = false;
        prompted = false;
        if (promptAllowed && atStart() && promptAt(buffer, from, to)) {
            count = 0;
            prompted = true;
            return indexOf(buffer, from, to, '>') + 1;
        }
        int end = indexOf(buffer, from, to, '\n');
        int next = end < 0 ? to : end + 1;
        keep(buffer, from, next);
        if (end >= 0) {
            line = dropping ? "" : new String(bytes, 0, count, StandardCharsets.UTF_8).strip(); //$NON-NLS-1$
            count = 0;
            dropping = false;
        }
        return next;
    }

    private static int indexOf(byte[] buffer, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private boolean atStart() {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != '\r' && bytes[i] != ' ') {
                return false;
            }
        }
        return !dropping;
    }

    private static boolean promptAt(byte[] buffer, int from, int to) {
        int i = from;
        while (i < to && (buffer[i] == ' ' || buffer[i] == '\r')) {
            i++;
        }
        return i < to && buffer[i] == '>';
    }

    private void keep(byte[] buffer, int from, int to) {
        if (dropping) {
            return;
        }
        int length = to - from;
        if (count + length > MAXIMUM) {
            dropping = true;
            overflowed = true;
            count = 0;
            bytes = new byte[256];
            return;
        }
        if (count + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MAXIMUM, Math.max(bytes.length * 2, count + length)));
        }
        System.arraycopy(buffer, from, bytes, count, length);
        count += length;
    }

    /** The line that the last call ended, without its ends; empty for a blank or dropped one; null when it ended none. */
    public String line() {
        return line;
    }

    /** Whether the last call began to drop a line that is too long. */
    public boolean overflowed() {
        return overflowed;
    }

    /** Whether the last call found a prompt. */
    public boolean prompted() {
        return prompted;
    }
}
