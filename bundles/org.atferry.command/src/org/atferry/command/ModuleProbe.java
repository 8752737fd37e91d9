/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command;

import java.util.Optional;

import org.atferry.at.Ticker;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceListener;
import org.atferry.command.internal.ModuleIdentification;
import org.atferry.command.internal.ModulePorts;
import org.atferry.remote.Failure;
import org.atferry.remote.LinkProbe;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds out which module answers on a port, and which FTP command set it knows: {@code AT}, {@code ATI} and the test forms of the settings
 * commands. Any thread.
 */
@Component(service = LinkProbe.class)
public final class ModuleProbe implements LinkProbe {

    private final ModuleIdentification identification;

    /** For the service component runtime. */
    @Activate
    public ModuleProbe(@Reference ModulePorts ports) {
        this.identification = new ModuleIdentification(ports);
    }

    /**
     * For programs without services.
     *
     * @param trace is told all bytes
     */
    public ModuleProbe(Ports ports, TraceListener trace) {
        this(new ModulePorts(ports, trace, Ticker.system()));
    }

    @Override
    public Optional<ModuleIdentity> identify(String port, Monitor monitor) throws Failure {
        return identification.identify(port, monitor);
    }
}
