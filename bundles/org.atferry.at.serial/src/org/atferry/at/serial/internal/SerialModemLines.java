/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.PortException;

import com.fazecast.jSerialComm.SerialPort;

/** The modem lines of a serial port. A pseudo-terminal has none: setting one fails there. */
final class SerialModemLines implements ModemLines {

    private final SerialLine line;

    SerialModemLines(SerialLine line) {
        this.line = line;
    }

    @Override
    public void setDtr(boolean on) throws PortException {
        set("DTR", line.with(port -> on ? port.setDTR() : port.clearDTR())); //$NON-NLS-1$
    }

    @Override
    public void setRts(boolean on) throws PortException {
        set("RTS", line.with(port -> on ? port.setRTS() : port.clearRTS())); //$NON-NLS-1$
    }

    private void set(String name, boolean done) throws PortException {
        if (!done) {
            throw new PortException(PortException.Kind.REFUSED, line.address().toString(), "the port has no line " + name); //$NON-NLS-1$
        }
    }

    @Override
    public boolean cts() throws PortException {
        return line.with(SerialPort::getCTS);
    }

    @Override
    public boolean dcd() throws PortException {
        return line.with(SerialPort::getDCD);
    }

    @Override
    public boolean dsr() throws PortException {
        return line.with(SerialPort::getDSR);
    }
}
