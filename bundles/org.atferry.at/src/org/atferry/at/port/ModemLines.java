/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

/** The modem lines of a port, seen from the side that holds it. */
public interface ModemLines {

    /** Sets Data Terminal Ready. */
    void setDtr(boolean on) throws PortException;

    /** Sets Request To Send. */
    void setRts(boolean on) throws PortException;

    /** Reads Clear To Send. */
    boolean cts() throws PortException;

    /** Reads Data Carrier Detect. */
    boolean dcd() throws PortException;

    /** Reads Data Set Ready. */
    boolean dsr() throws PortException;
}
