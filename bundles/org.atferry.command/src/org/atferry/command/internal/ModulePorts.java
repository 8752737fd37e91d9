/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.atferry.at.AtChannel;
import org.atferry.at.Ticker;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceEvent;
import org.atferry.at.trace.TraceListener;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The ports on which modules may be, whose turn it is on each of them, and who listens to what passes. Any thread. */
@Component(service = ModulePorts.class)
public final class ModulePorts {

    private final List<PortProvider> providers = new CopyOnWriteArrayList<>();
    private final List<TraceListener> listeners = new CopyOnWriteArrayList<>();
    private final Ports ports;
    private final PortTurns turns = new PortTurns();
    private final Ticker ticker;

    /** For the service component runtime. */
    public ModulePorts() {
        this.ports = new Ports(providers);
        this.ticker = Ticker.system();
    }

    /** For programs without services, and tests. */
    public ModulePorts(Ports ports, TraceListener trace, Ticker ticker) {
        this.ports = ports;
        this.ticker = ticker;
        this.listeners.add(trace);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(PortProvider provider) {
        providers.add(provider);
    }

    void removeProvider(PortProvider provider) {
        providers.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(TraceListener listener) {
        listeners.add(listener);
    }

    void removeListener(TraceListener listener) {
        listeners.remove(listener);
    }

    PortTurns turns() {
        return turns;
    }

    Ticker ticker() {
        return ticker;
    }

    static PortAddress address(String port) throws Failure {
        try {
            return PortAddress.parse(port);
        } catch (PortException e) {
            throw Failures.of(e, port);
        }
    }

    /** Opens a port, whose turn the caller has, as a module. */
    ModuleLink open(PortAddress address, int contextId, Monitor monitor) throws Failure {
        Port port = PortOpening.open(ports, address, monitor);
        ModuleLink link = new ModuleLink(new AtChannel(port, this::traced, ticker), contextId);
        link.workFor(monitor);
        return link;
    }

    private void traced(TraceEvent event) {
        listeners.forEach(listener -> listener.traced(event));
    }
}
