/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Text on its way to the client: each line ends with CR LF, also one that ended with LF (RFC 959 section 3.1.1.1). A restart counts what
 * goes over the network.
 */
final class NetworkLines extends OutputStream {

    private final OutputStream out;
    private long toSkip;
    private int last;

    NetworkLines(OutputStream out, long toSkip) {
        this.out = out;
        this.toSkip = toSkip;
    }

    @Override
    public void write(int value) throws IOException {
        if (value == '\n' && last != '\r') {
            send('\r');
        }
        send(value);
        last = value;
    }

    private void send(int value) throws IOException {
        if (toSkip > 0) {
            toSkip--;
        } else {
            out.write(value);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
