/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.time.Duration;
import java.util.Optional;

/**
 * An open port: bytes both ways. One thread may read while another writes; {@link #close} may come from any thread and ends both within a
 * second. Opening and closing never toggles DTR or RTS unless the address asks for it.
 */
public interface Port extends AutoCloseable {

    /** What was opened. */
    PortAddress address();

    /**
     * Reads what is there, waiting for the first byte.
     *
     * @param timeout how long to wait, exact to 100 ms and of any length
     * @return the number of bytes, at least 1; 0 when the time passed
     * @throws PortException {@link PortException.Kind#LOST} or {@link PortException.Kind#CLOSED}; what came before is handed out first
     */
    int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException;

    /**
     * Writes all bytes.
     *
     * @param timeout for the whole call; without progress for that long it fails
     * @throws PortException {@link PortException.Kind#SEND_TIMEOUT} when the peer takes no more, LOST, CLOSED
     */
    void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException;

    /** Waits until what was written has left this machine, as far as this kind of port can tell. */
    void drain(Duration timeout) throws PortException;

    /** The modem lines; empty when this kind of port has none. */
    Optional<ModemLines> modemLines();

    /** Closes; idempotent; never throws; at most a second. */
    @Override
    void close();
}
