/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.atferry.at.Ticker;
import org.atferry.at.internal.Pacer;

/**
 * A port made slow: bytes pass both ways no faster than a UART of that speed moves them (8N1: ten bits a byte). Exact over the long run: a
 * wait that took too long is made up for, up to 10 ms, so that at most 10 ms of line time pass in one burst.
 */
public final class PacedPort implements Port {

    private final Port inner;
    private final Pacer reading;
    private final Pacer writing;

    /**
     * Over that port, which it closes.
     *
     * @param baud bits per second, at least 10
     */
    public PacedPort(Port inner, int baud) {
        this(inner, baud, Ticker.system());
    }

    /** The same with another clock. */
    public PacedPort(Port inner, int baud, Ticker ticker) {
        if (baud < 10) {
            throw new IllegalArgumentException("baud " + baud); //$NON-NLS-1$
        }
        this.inner = Objects.requireNonNull(inner);
        reading = new Pacer(ticker, baud);
        writing = new Pacer(ticker, baud);
    }

    @Override
    public PortAddress address() {
        return inner.address();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        int count = inner.read(buffer, offset, Math.min(length, reading.burst()), timeout);
        if (count > 0 && !reading.pass(count)) {
            throw closed();
        }
        return count;
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        for (int done = 0; done < length;) {
            int count = Math.min(length - done, writing.burst());
            inner.write(buffer, offset + done, count, timeout);
            done += count;
            if (!writing.pass(count)) {
                throw closed();
            }
        }
    }

    private PortException closed() {
        return Thread.currentThread().isInterrupted()
                ? new PortException(PortException.Kind.SEND_TIMEOUT, address().toString(), "interrupted") //$NON-NLS-1$
                : new PortException(PortException.Kind.CLOSED, address().toString(), "closed"); //$NON-NLS-1$
    }

    @Override
    public void drain(Duration timeout) throws PortException {
        inner.drain(timeout);
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return inner.modemLines();
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
        inner.close();
    }
}
