/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.Map;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceListener;
import org.atferry.emulator.ModuleSettings;
import org.atferry.emulator.SoftwareModule;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Failure;
import org.atferry.remote.TransferId;

/** The module of a run without {@code --via}: a software module on one end of a {@code loop:} port, for the time of the run. */
final class BuiltInModule implements AutoCloseable {

    private final SoftwareModule module;
    private final PortAddress address;

    private BuiltInModule(SoftwareModule module, PortAddress address) {
        this.module = module;
        this.address = address;
    }

    /** Starts it; its own end of the line is not traced, the other end shows the same bytes. */
    static BuiltInModule start(Ports ports, FtpWireListener wire) throws Failure {
        PortAddress address = new PortAddress("loop", "built-in-" + TransferId.next(), Map.of());
        Port port;
        try {
            port = ports.open(address);
        } catch (PortException e) {
            throw PortFailures.of(e);
        }
        SoftwareModule module = new SoftwareModule(port, ModuleSettings.qftp(), TraceListener.NONE, wire);
        module.start();
        return new BuiltInModule(module, address);
    }

    /** The name of the other end of its line. */
    String port() {
        return address.toString();
    }

    @Override
    public void close() {
        module.close();
    }
}
