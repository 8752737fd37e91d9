/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.net.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;

/**
 * A connected socket as a port. It never blocks inside a read or a write but waits for room or bytes beside them, so that a time limit or
 * an interrupt ends a write and leaves the connection as it is.
 */
final class TcpPort implements Port {

    private final PortAddress address;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile boolean closed;

    /** Takes over a connected channel, also when it fails. */
    TcpPort(PortAddress address, SocketChannel channel) throws IOException {
        this.address = address;
        this.channel = channel;
        Selector forReading = null;
        Selector forWriting = null;
        boolean done = false;
        try {
            channel.configureBlocking(false);
            forReading = Selector.open();
            channel.register(forReading, SelectionKey.OP_READ);
            forWriting = Selector.open();
            channel.register(forWriting, SelectionKey.OP_WRITE);
            done = true;
        } finally {
            if (!done) {
                TcpPorts.closeQuietly(forReading);
                TcpPorts.closeQuietly(forWriting);
                TcpPorts.closeQuietly(channel);
            }
        }
        readable = forReading;
        writable = forWriting;
    }

    @Override
    public PortAddress address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        ByteBuffer target = ByteBuffer.wrap(buffer, offset, length);
        long deadline = System.nanoTime() + TcpPorts.nanos(timeout);
        try {
            while (true) {
                int count = channel.read(target);
                if (count < 0) {
                    throw gone("closed by the peer"); //$NON-NLS-1$
                }
                if (count > 0 || !await(readable, deadline)) {
                    return count;
                }
            }
        } catch (PortException e) {
            throw e;
        } catch (IOException | ClosedSelectorException e) {
            throw gone(e.getMessage());
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        ByteBuffer source = ByteBuffer.wrap(buffer, offset, length);
        long deadline = System.nanoTime() + TcpPorts.nanos(timeout);
        try {
            while (source.hasRemaining()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new PortException(PortException.Kind.SEND_TIMEOUT, address.toString(), "interrupted"); //$NON-NLS-1$
                }
                if (channel.write(source) > 0) {
                    deadline = System.nanoTime() + TcpPorts.nanos(timeout);
                } else if (!await(writable, deadline) && !Thread.currentThread().isInterrupted()) {
                    throw new PortException(PortException.Kind.SEND_TIMEOUT, address.toString(),
                            "the peer took nothing for " + timeout.toMillis() + " ms"); //$NON-NLS-1$ //$NON-NLS-2$
                }
            }
        } catch (PortException e) {
            throw e;
        } catch (IOException | ClosedSelectorException e) {
            throw gone(e.getMessage());
        }
    }

    /** Waits until the channel may be ready; false when the time passed or the thread is interrupted. */
    private static boolean await(Selector selector, long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        selector.selectedKeys().clear();
        return true;
    }

    private PortException gone(String words) {
        return new PortException(closed ? PortException.Kind.CLOSED : PortException.Kind.LOST, address.toString(),
                words == null ? "closed" : words); //$NON-NLS-1$
    }

    /** What was written is the kernel's to deliver. */
    @Override
    public void drain(Duration timeout) {
        // nothing to wait for
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        TcpPorts.closeQuietly(channel);
        TcpPorts.closeQuietly(readable);
        TcpPorts.closeQuietly(writable);
    }
}
