/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * One data connection: first a socket that connects or waits to be connected to, then the two streams. {@link #close} and {@link #reset}
 * may come from any thread at any time; whoever waits gets an exception.
 */
final class DataConnection implements Closeable {

    /**
     * What an upload may have on its way, in bytes (the system takes twice as much). Without a limit the system would take megabytes at
     * once and then be silent for minutes on a slow line, which looks like a line that is dead; 256 KiB cost no throughput where the line
     * is fast, and hold 5 Mbit/s at 400 ms.
     */
    static final int SEND_BUFFER = 256 * 1024;

    /** How long a connection is awaited before the control connection is looked at, in milliseconds. */
    private static final long LOOK = 100;

    /** An address to try, and how long. */
    record Candidate(InetSocketAddress address, Duration timeout) {
    }

    private final boolean upload;
    /** Guarded by {@code this}. */
    private ServerSocket server;
    /** Guarded by {@code this}. */
    private Socket socket;
    /** Guarded by {@code this}. */
    private boolean closed;

    /** A connection for a download. */
    DataConnection() {
        this(false);
    }

    /** A connection for an upload or a download. */
    DataConnection(boolean upload) {
        this.upload = upload;
    }

    /** Connects to the first candidate that answers. */
    void connect(List<Candidate> candidates) throws IOException {
        IOException problem = new SocketException("no address to connect to");
        for (Candidate candidate : candidates) {
            Socket attempt = new Socket();
            keep(attempt);
            try {
                attempt.connect(candidate.address(), Math.toIntExact(candidate.timeout().toMillis()));
                return;
            } catch (IOException e) {
                ControlConnection.closeQuietly(attempt);
                problem = e;
                if (isClosed()) {
                    break;
                }
            }
        }
        throw problem;
    }

    /**
     * Waits on the first of the ports that is free.
     *
     * @param ports 0 for any
     * @return the port
     */
    int listen(InetAddress address, int... ports) throws IOException {
        ServerSocket listening = bound(address, ports);
        synchronized (this) {
            if (closed) {
                ControlConnection.closeQuietly(listening);
                throw new SocketException("closed");
            }
            server = listening;
        }
        return listening.getLocalPort();
    }

    private static ServerSocket bound(InetAddress address, int... ports) throws IOException {
        IOException problem = null;
        for (int port : ports) {
            ServerSocket listening = new ServerSocket();
            try {
                listening.bind(new InetSocketAddress(address, port), 1);
                return listening;
            } catch (IOException e) {
                ControlConnection.closeQuietly(listening);
                problem = e;
            }
        }
        throw ports.length == 1 ? problem : new BindException("no free port from " + ports[0] + " on, of " + ports.length);
    }

    /** Something that may end a wait before its time. */
    @FunctionalInterface
    interface Sign {
        boolean isThere() throws IOException;
    }

    /**
     * Waits for the peer to connect, when {@link #listen} was called; a connection from any other address is closed at once.
     *
     * @param refusal looked for some times a second: the server says that it cannot connect
     */
    void accept(InetAddress peer, Duration timeout, Sign refusal) throws IOException {
        ServerSocket listening;
        synchronized (this) {
            listening = server;
        }
        if (listening == null) {
            return;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try (listening) {
            boolean last = false;
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                Socket attempt = left <= 0 ? null : next(listening, last ? 1 : Math.min(left, LOOK));
                if (attempt != null && attempt.getInetAddress().equals(peer)) {
                    keep(attempt);
                    return;
                }
                ControlConnection.closeQuietly(attempt);
                if (left <= 0 || attempt == null && last) {
                    throw new SocketTimeoutException("the server did not connect");
                }
                last = refusal.isThere();
            }
        }
    }

    private static Socket next(ServerSocket listening, long milliseconds) throws IOException {
        listening.setSoTimeout((int) milliseconds);
        try {
            return listening.accept();
        } catch (SocketTimeoutException e) {
            return null;
        }
    }

    private void keep(Socket attempt) throws IOException {
        synchronized (this) {
            if (!closed) {
                socket = attempt;
                attempt.setTcpNoDelay(true);
                if (upload) {
                    attempt.setSendBufferSize(SEND_BUFFER);
                }
                return;
            }
        }
        ControlConnection.closeQuietly(attempt);
        throw new SocketException("closed");
    }

    /** The connected socket. */
    synchronized Socket socket() {
        return socket;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the connection with a RST: the peer knows that something is missing. */
    void reset() {
        Socket connected = socket();
        if (connected != null) {
            try {
                connected.setSoLinger(true, 0);
            } catch (SocketException e) {
                // closed by now
            }
        }
        close();
    }

    @Override
    public void close() {
        Socket connected;
        ServerSocket listening;
        synchronized (this) {
            closed = true;
            connected = socket;
            listening = server;
        }
        ControlConnection.closeQuietly(connected);
        ControlConnection.closeQuietly(listening);
    }
}
