/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A data connection under TLS whose handshake is done. The streams carry the data; an end of the connection below without the peer's word
 * is an end of the data like any other, until {@link #isEndedInOrder} is asked. One thread at a time, except {@link #close}.
 */
public final class TlsDataSocket extends Socket {

    private static final int READ_AT_ONCE = 4096;

    private final SSLSocket tls;
    private final AliasedSocket below;
    private final boolean resumed;
    private final InputStream in;
    private final OutputStream out;

    TlsDataSocket(SSLSocket tls, AliasedSocket below, boolean resumed) throws IOException {
        this.tls = tls;
        this.below = below;
        this.resumed = resumed;
        this.in = new Answering(tls.getInputStream());
        boolean tickets = TlsClient.TLS_1_3.equals(tls.getSession().getProtocol());
        this.out = tickets ? new TicketTaking(tls.getOutputStream()) : tls.getOutputStream();
    }

    /** Whether the session of the control connection was resumed, so that the server showed no certificate again. */
    public boolean isResumed() {
        return resumed;
    }

    /** The session, for its version, its cipher and its age. */
    public SSLSession session() {
        return tls.getSession();
    }

    /** After the end of the data: whether the peer said that it was the end ({@code close_notify}); else somebody may have cut it off. */
    public boolean isEndedInOrder() {
        return !below.isEnded();
    }

    /**
     * Says that this was all, and reads what still comes: of TLS 1.3 the ticket for the next data connection. What goes wrong in reading
     * is left to the server's reply.
     *
     * @param milliseconds how long to wait for the peer's end, each time
     */
    public void finishSending(int milliseconds) throws IOException {
        tls.shutdownOutput();
        try {
            tls.setSoTimeout(milliseconds);
            InputStream in = tls.getInputStream();
            byte[] ignored = new byte[READ_AT_ONCE];
            long deadline = System.nanoTime() + milliseconds * 1_000_000L;
            while (in.read(ignored) >= 0 && System.nanoTime() < deadline) {
                // a server has nothing to say here
            }
        } catch (IOException e) {
            // everything was sent; whether it arrived, the server says on the control connection
        }
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void shutdownOutput() throws IOException {
        tls.shutdownOutput();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        tls.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return tls.getSoTimeout();
    }

    @Override
    public boolean isClosed() {
        return below.isClosed();
    }

    /** Closes the connection below: TLS itself would wait for whoever writes at the moment. */
    @Override
    public void close() throws IOException {
        below.close();
    }

    /** Answers the peer's end with its own: of TLS 1.3, servers wait for it before they say that the transfer is over. */
    private final class Answering extends FilterInputStream {
        private boolean answered;

        Answering(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count < 0 && !answered) {
                answered = true;
                try {
                    tls.shutdownOutput();
                } catch (IOException e) {
                    // a peer that is gone waits for nothing
                }
            }
            return count;
        }
    }

    /** Takes the ticket in as soon as it is there: an upload that is broken off would leave none for the next data connection. */
    private final class TicketTaking extends FilterOutputStream {
        private boolean expected = true;

        TicketTaking(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (expected && below.getInputStream().available() > 0) {
                take();
            }
            out.write(bytes, offset, length);
        }

        private void take() throws IOException {
            expected = false;
            int timeout = tls.getSoTimeout();
            try {
                tls.setSoTimeout(1);
                tls.getInputStream().read();
            } catch (SocketTimeoutException e) {
                // the ticket is no data
            } finally {
                tls.setSoTimeout(timeout);
            }
        }
    }
}
