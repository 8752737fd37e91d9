/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.time.Duration;

import org.atferry.at.port.PortException;

/** Writes to an open serial port, with a deadline that holds. */
interface LineWriter extends AutoCloseable {

    /**
     * Writes all bytes.
     *
     * @param timeout the longest time without progress
     */
    void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException;

    /** Ends a write that is under way; idempotent. */
    @Override
    void close();
}
