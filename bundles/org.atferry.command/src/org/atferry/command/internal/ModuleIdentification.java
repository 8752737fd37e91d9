/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.Optional;

import org.atferry.at.port.PortAddress;
import org.atferry.command.qftp.PacketContext;
import org.atferry.remote.Failure;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.remote.StepEvent;

/** Asks on a port who is there, without changing anything on the module. */
public final class ModuleIdentification {

    private final ModulePorts ports;

    /** Over these ports. */
    public ModuleIdentification(ModulePorts ports) {
        this.ports = ports;
    }

    /**
     * Opens the port, asks and closes it. While a session of this program has the port, the answer is what that session found out.
     *
     * @return empty when nobody answers
     */
    public Optional<ModuleIdentity> identify(String port, Monitor monitor) throws Failure {
        PortAddress address = ModulePorts.address(port);
        Optional<ModuleIdentity> known = ports.turns().identity(address);
        if (known.isPresent()) {
            return known;
        }
        try (PortTurns.Turn turn = ports.turns().take(address, monitor);
                ModuleLink link = ports.open(address, PacketContext.DEFAULT_ID, monitor)) {
            monitor.report(new StepEvent.PortOpened(address.toString()));
            ModuleStart start = new ModuleStart(link, port, monitor);
            return start.isAnswered() ? Optional.of(start.identity(start.dialect())) : Optional.empty();
        }
    }
}
