/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.Closeable;
import java.io.IOException;
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

    /** An address to try, and how long. */
    record Candidate(InetSocketAddress address, Duration timeout) {
    }

    /** Guarded by {@code this}. */
    private ServerSocket server;
    /** Guarded by {@code this}. */
    private Socket socket;
    /** Guarded by {@code this}. */
    private boolean closed;

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

    /** Waits on a free port of the address; returns the port. */
    int listen(InetAddress address) throws IOException {
        ServerSocket listening = new ServerSocket(0, 1, address);
        synchronized (this) {
            if (closed) {
                ControlConnection.closeQuietly(listening);
                throw new SocketException("closed");
            }
            server = listening;
        }
        return listening.getLocalPort();
    }

    /** Waits for the peer to connect, when {@link #listen} was called; a connection from any other address is closed at once. */
    void accept(InetAddress peer, Duration timeout) throws IOException {
        ServerSocket listening;
        synchronized (this) {
            listening = server;
        }
        if (listening == null) {
            return;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try (listening) {
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException("the server did not connect");
                }
                listening.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
                Socket attempt = listening.accept();
                if (attempt.getInetAddress().equals(peer)) {
                    keep(attempt);
                    return;
                }
                ControlConnection.closeQuietly(attempt);
            }
        }
    }

    private void keep(Socket attempt) throws IOException {
        synchronized (this) {
            if (!closed) {
                socket = attempt;
                attempt.setTcpNoDelay(true);
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
