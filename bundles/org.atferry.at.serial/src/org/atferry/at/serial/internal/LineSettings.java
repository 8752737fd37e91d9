/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;

import com.fazecast.jSerialComm.SerialPort;

/**
 * How a line is set up, from the options of its address.
 *
 * @param baud bits per second, 300-8,000,000; {@code baud=}, default 115200
 * @param dataBits 7 or 8; {@code bits=}, default 8
 * @param stopBits 1 or 2; {@code stop=}, default 1
 * @param parity as jSerialComm counts them; {@code parity=none|odd|even}, default none
 * @param hardwareFlowControl {@code flow=rtscts}; default {@code flow=none}
 * @param dtr {@code dtr=off} lowers Data Terminal Ready at opening; left alone else
 * @param rts {@code rts=off} lowers Request To Send at opening; left alone else
 */
record LineSettings(int baud, int dataBits, int stopBits, int parity, boolean hardwareFlowControl, boolean dtr, boolean rts) {

    private static final java.util.Set<String> KEYS = java.util.Set.of("baud", "bits", "stop", "parity", "flow", "dtr", "rts"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$

    static LineSettings of(PortAddress address) throws PortException {
        for (String key : address.options().keySet()) {
            if (!KEYS.contains(key)) {
                throw new PortException(PortException.Kind.ADDRESS, address.toString(), "unknown option " + key + "; known are " //$NON-NLS-1$ //$NON-NLS-2$
                        + String.join(" ", new java.util.TreeSet<>(KEYS))); //$NON-NLS-1$
            }
        }
        return new LineSettings(address.number("baud", 115_200, 300, 8_000_000), address.number("bits", 8, 7, 8), //$NON-NLS-1$ //$NON-NLS-2$
                address.number("stop", 1, 1, 2) == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS, //$NON-NLS-1$
                choice(address, "parity", "none", "odd", "even"), choice(address, "flow", "none", "rtscts") == 1, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
                choice(address, "dtr", "on", "off") == 0, choice(address, "rts", "on", "off") == 0); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
    }

    /** The index of the option's value among its words; the first is the default. The parities are in jSerialComm's order. */
    private static int choice(PortAddress address, String key, String... words) throws PortException {
        String value = address.option(key).orElse(words[0]);
        int index = java.util.List.of(words).indexOf(value);
        if (index < 0) {
            throw new PortException(PortException.Kind.ADDRESS, address.toString(), key + " is one of " + String.join(" ", words)); //$NON-NLS-1$ //$NON-NLS-2$
        }
        return index;
    }

    void applyTo(SerialPort port) {
        port.setComPortParameters(baud, dataBits, stopBits, parity);
        port.setFlowControl(hardwareFlowControl ? SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED
                : SerialPort.FLOW_CONTROL_DISABLED);
        if (!dtr) {
            port.clearDTR();
        }
        if (!rts) {
            port.clearRTS();
        }
    }
}
