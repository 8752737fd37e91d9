/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** A socket whose writes can be split: the second half of each waits for a latch. */
final class TlsSlowSocket extends Socket {

    private final Socket socket;
    private final CountDownLatch latch;
    private volatile boolean pieces;

    TlsSlowSocket(Socket socket, CountDownLatch latch) {
        this.socket = socket;
        this.latch = latch;
    }

    void inPieces() {
        pieces = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(socket.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (pieces) {
                    out.write(bytes, offset, length / 2);
                    try {
                        latch.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    out.write(bytes, offset + length / 2, length - length / 2);
                } else {
                    out.write(bytes, offset, length);
                }
            }
        };
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
