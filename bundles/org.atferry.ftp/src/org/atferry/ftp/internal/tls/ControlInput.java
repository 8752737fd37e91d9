/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

import javax.net.ssl.SSLSocket;

/**
 * What comes on a control connection under TLS. Unlike Java's own stream it knows whether something can be read before it is asked for:
 * replies that nobody asked for must not be taken for the answer to the next command. One thread at a time.
 */
final class ControlInput extends InputStream {

    private final SSLSocket tls;
    private final InputStream in;
    private final InputStream below;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private boolean ended;

    ControlInput(SSLSocket tls, Socket connected) throws IOException {
        this.tls = tls;
        this.in = tls.getInputStream();
        this.below = connected.getInputStream();
    }

    /** What is below may be a ticket, which is no input; only reading tells. */
    @Override
    public int available() throws IOException {
        if (position == limit && !ended && (in.available() > 0 || below.available() > 0)) {
            int timeout = tls.getSoTimeout();
            try {
                tls.setSoTimeout(1);
                fill();
            } catch (SocketTimeoutException e) {
                return 0;
            } finally {
                tls.setSoTimeout(timeout);
            }
        }
        return limit - position;
    }

    private void fill() throws IOException {
        int count = in.read(buffer);
        ended = count < 0;
        position = 0;
        limit = Math.max(0, count);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position < limit) {
            int count = Math.min(length, limit - position);
            System.arraycopy(buffer, position, bytes, offset, count);
            position += count;
            return count;
        }
        return ended ? -1 : in.read(bytes, offset, length);
    }
}
