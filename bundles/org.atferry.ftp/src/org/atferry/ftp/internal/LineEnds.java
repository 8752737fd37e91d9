/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The line ends of {@code TYPE A} (RFC 959 section 3.1.1.1): CR LF on the way, LF here, on every operating system. A CR that no LF follows
 * passes as it is, both ways.
 */
final class LineEnds {

    private LineEnds() {
    }

    /** LF becomes CR LF; CR LF stays. */
    static final class ToNetwork extends FilterOutputStream {
        private boolean afterCr;

        ToNetwork(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] converted = new byte[2 * length];
            int count = 0;
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n' && !afterCr) {
                    converted[count++] = '\r';
                }
                converted[count++] = bytes[i];
                afterCr = bytes[i] == '\r';
            }
            out.write(converted, 0, count);
        }
    }

    /** CR LF becomes LF. */
    static final class FromNetwork extends FilterInputStream {
        private final byte[] buffer = new byte[64 * 1024];
        private int position;
        private int limit;
        private boolean heldCr;

        FromNetwork(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = 0;
            while (count < length) {
                if (position == limit && (count > 0 || !fill())) {
                    break;
                }
                byte next = buffer[position];
                if (heldCr) {
                    heldCr = false;
                    if (next != '\n') {
                        bytes[offset + count++] = '\r';
                        continue;
                    }
                }
                position++;
                if (next == '\r') {
                    heldCr = true;
                } else {
                    bytes[offset + count++] = next;
                }
            }
            if (count == 0 && length > 0 && heldCr) {
                heldCr = false;
                bytes[offset] = '\r';
                return 1;
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        /** Reads what is there; false at the end. */
        private boolean fill() throws IOException {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            return limit > 0;
        }

        @Override
        public int available() {
            return limit - position;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
