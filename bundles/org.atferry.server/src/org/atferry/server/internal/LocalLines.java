/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

/** Text on its way to the disk: CR LF becomes LF; a CR or LF alone stays. One for each upload. */
final class LocalLines {

    private boolean carriageReturn;

    /**
     * Converts in place.
     *
     * @param bytes with room for one byte more than {@code count}
     * @return how many bytes are left
     */
    int convert(byte[] bytes, int count) {
        int from = 0;
        int end = count;
        if (carriageReturn && count > 0) {
            carriageReturn = false;
            if (bytes[0] != '\n') {
                System.arraycopy(bytes, 0, bytes, 1, count);
                bytes[0] = '\r';
                from = 1;
                end = count + 1;
            }
        }
        int to = from;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\r' && i + 1 == end) {
                carriageReturn = true;
            } else if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
                bytes[to++] = bytes[i];
            }
        }
        return to;
    }

    /** What waited for a byte behind it. */
    int end(byte[] bytes) {
        bytes[0] = '\r';
        return carriageReturn ? 1 : 0;
    }
}
