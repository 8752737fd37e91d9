/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream, as they come, in bounded memory; they end with LF, with or without CR before. */
final class Lines {

    private final InputStream in;
    private final NameCodec names;
    private byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;

    Lines(InputStream in, NameCodec names) {
        this.in = in;
        this.names = names;
    }

    /** The next line without its end; null after the last. */
    String next() throws IOException {
        int at = position;
        while (true) {
            while (at < limit) {
                if (buffer[at++] == '\n') {
                    return take(at - 1, at);
                }
            }
            int seen = at - position;
            if (seen > ReplyReader.MAXIMUM_LINE) {
                throw new ReplyReader.TooLongException("a line of more than " + seen + " bytes");
            }
            if (!fill()) {
                return position == limit ? null : take(limit, limit);
            }
            at = position + seen;
        }
    }

    private String take(int end, int next) {
        int start = position;
        position = next;
        int bare = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
        return names.decode(buffer, start, bare - start);
    }

    /** Reads more behind what is there; false at the end. */
    private boolean fill() throws IOException {
        int kept = limit - position;
        if (kept == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * kept);
        } else if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, kept);
        }
        position = 0;
        limit = kept;
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count > 0;
    }
}
