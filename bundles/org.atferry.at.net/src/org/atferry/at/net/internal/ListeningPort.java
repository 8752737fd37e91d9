/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.net.internal;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;

/**
 * A port that clients connect to, one after the other, as cables are plugged into a socket: while nobody is connected, reading waits and
 * what is written is lost, as on a serial line.
 */
final class ListeningPort implements Port {

    private final PortAddress address;
    private final ServerSocketChannel server;
    private final Selector acceptable;

    /** Guarded by {@code this}; null while nobody is connected. */
    private TcpPort client;
    private volatile boolean closed;

    ListeningPort(PortAddress address, ServerSocketChannel server) throws IOException {
        this.address = address;
        this.server = server;
        server.configureBlocking(false);
        acceptable = Selector.open();
        server.register(acceptable, SelectionKey.OP_ACCEPT);
    }

    @Override
    public PortAddress address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        long end = System.nanoTime() + TcpPorts.nanos(timeout);
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
            SocketChannel channel = server.accept();
            if (channel == null && nanos > 0) {
                acceptable.select(Math.max(1, nanos / 1_000_000));
                acceptable.selectedKeys().clear();
                channel = server.accept();
            }
            if (channel == null) {
                return null;
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            TcpPort port = new TcpPort(address, channel);
            synchronized (this) {
                client = port;
            }
            if (closed) {
                leave(port);
            }
            return port;
        } catch (IOException | ClosedSelectorException e) {
            throw new PortException(closed ? PortException.Kind.CLOSED : PortException.Kind.LOST, address.toString(),
                    String.valueOf(e.getMessage()));
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
        TcpPorts.closeQuietly(acceptable);
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
