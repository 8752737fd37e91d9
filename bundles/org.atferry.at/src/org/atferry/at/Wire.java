/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.Tap;
import org.atferry.at.trace.TraceEvent.Direction;

/** The writing side of a channel's port. A write can be ended early from another thread, by an interrupt that does not outlive it. */
final class Wire {

    private final Port port;
    private final Tap tap;
    private final ChannelState state;
    /** Guarded by the channel's lock: the thread inside {@link Port#write}, and whether it was interrupted from here. */
    private Thread writer;
    private boolean stopped;
    private long lastWritten;

    Wire(Port port, Tap tap, ChannelState state) {
        this.port = port;
        this.tap = tap;
        this.state = state;
        lastWritten = state.ticker.nanoTime();
    }

    /** Writes text; the caller does not hold the lock. */
    void text(String text, Duration timeout, AtExchange exchange) throws PortException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tap.text(Direction.SENT, bytes, 0, bytes.length);
        write(bytes, bytes.length, timeout, () -> exchange != null && exchange.isCancelled());
    }

    /** Writes data, but not when it is to stop, which is asked under the lock; the caller does not hold the lock. */
    void data(byte[] bytes, int length, Duration timeout, BooleanSupplier stop) throws PortException {
        tap.data(Direction.SENT, bytes, 0, length);
        write(bytes, length, timeout, stop);
    }

    private void write(byte[] bytes, int length, Duration timeout, BooleanSupplier stop) throws PortException {
        state.lock.lock();
        try {
            if (stop.getAsBoolean()) {
                throw new PortException(PortException.Kind.SEND_TIMEOUT, port.address().toString(), "stopped"); //$NON-NLS-1$
            }
            writer = Thread.currentThread();
        } finally {
            state.lock.unlock();
        }
        try {
            port.write(bytes, 0, length, timeout);
        } finally {
            state.lock.lock();
            try {
                writer = null;
                lastWritten = state.ticker.nanoTime();
                if (stopped) {
                    stopped = false;
                    Thread.interrupted();
                }
            } finally {
                state.lock.unlock();
            }
        }
    }

    /** Ends a write that is under way; the caller holds the lock. */
    void stopWriting() {
        if (writer != null) {
            stopped = true;
            writer.interrupt();
        }
    }

    /** When the last byte was handed to the port; the caller holds the lock. */
    long lastWritten() {
        return lastWritten;
    }

    /** Waits until the bytes have left this machine. */
    void drain(Duration timeout) throws PortException {
        port.drain(timeout);
    }
}
