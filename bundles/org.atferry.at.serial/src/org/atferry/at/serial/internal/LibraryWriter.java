/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.time.Duration;

import org.atferry.at.port.PortException;

import com.fazecast.jSerialComm.SerialPort;

/** Writes by jSerialComm itself: on Windows, where its writes have a timeout and a port can be opened only once. */
final class LibraryWriter implements LineWriter {

    private final SerialPort port;
    private final String name;

    LibraryWriter(SerialPort port, String name) {
        this.port = port;
        this.name = name;
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        long progress = System.nanoTime();
        int done = 0;
        while (done < length) {
            int count = port.writeBytes(buffer, length - done, offset + done);
            if (count < 0) {
                throw new PortException(PortException.Kind.LOST, name, "the port hung up"); //$NON-NLS-1$
            }
            if (count > 0) {
                done += count;
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > timeout.toNanos()) {
                throw new PortException(PortException.Kind.SEND_TIMEOUT, name, "the line took nothing for " + timeout.toMillis() + " ms"); //$NON-NLS-1$ //$NON-NLS-2$
            }
        }
    }

    @Override
    public void close() {
        // closing the port ends a write
    }
}
