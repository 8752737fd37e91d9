/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.net.internal;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;

/**
 * A port that clients connect to, one after the other, as cables are plugged into a socket: while nobody is connected, reading waits and what
 * is written is lost, as on a serial line.
 */
final class ListeningPort implements Port {

    private final PortAddress address;
    private final ServerSocket server;

    /** Guarded by {@code this}; null while nobody is connected. */
    private TcpPort client;
    private volatile boolean closed;

    ListeningPort(PortAddress address, ServerSocket server) {
        this.address = address;
        this.server = server;
    }

    @Override
    public PortAddress address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = end - System.nanoTime();
            TcpPort current = client();
            if (current == null) {
                current = accept(left);
            }
            if (current == null) {
                return 0;
            }
            try {
                return current.read(buffer, offset, length, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (PortException e) {
                leave(current);
            }
        }
    }

    /** Waits for a client; null when none came. */
    private TcpPort accept(long nanos) throws PortException {
        try {
            server.setSoTimeout((int) Math.max(1, Math.min(Integer.MAX_VALUE, nanos / 1_000_000)));
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            TcpPort port = new TcpPort(address, socket);
            synchronized (this) {
                client = port;
            }
            if (closed) {
                leave(port);
            }
            return port;
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            throw new PortException(closed ? PortException.Kind.CLOSED : PortException.Kind.LOST, address.toString(), e.getMessage());
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        TcpPort current = client();
        if (current == null) {
            return;
        }
        try {
            current.write(buffer, offset, length, timeout);
        } catch (PortException e) {
            leave(current);
            if (e.kind() == PortException.Kind.SEND_TIMEOUT) {
                throw e;
            }
        }
    }

    private synchronized TcpPort client() throws PortException {
        if (closed) {
            throw new PortException(PortException.Kind.CLOSED, address.toString(), "closed"); //$NON-NLS-1$
        }
        return client;
    }

    private void leave(TcpPort port) {
        port.close();
        synchronized (this) {
            if (client == port) {
                client = null;
            }
        }
    }

    @Override
    public void drain(Duration timeout) {
        // what was written is the kernel's to deliver
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        TcpPorts.closeQuietly(server);
        TcpPort current;
        synchronized (this) {
            current = client;
        }
        if (current != null) {
            leave(current);
        }
    }
}
