/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.atferry.at.Ticker;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceEvent;
import org.atferry.remote.Cancellation;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;

/** The driver on the host end of a {@link PlayedModule}, with everything a test wants to look at. */
final class Driver implements AutoCloseable {

    static final String PORT = "played:module";

    final PlayedModule module;
    final List<StepEvent> events = Collections.synchronizedList(new ArrayList<>());
    final List<TraceEvent> trace = Collections.synchronizedList(new ArrayList<>());
    final Cancellation cancellation = new Cancellation();
    final Monitor monitor = new Monitor(new TransferId("t1"), cancellation, events::add);
    final ModulePorts ports;
    private final List<RemoteFileSystem> opened = new ArrayList<>();
    private UnaryOperator<ConnectionSpec> change = spec -> spec;
    private long window = QftpSession.WINDOW;

    Driver(PlayedModule module) {
        this(module, Ticker.system());
    }

    Driver(PlayedModule module, Ticker ticker) {
        this.module = module;
        this.ports = new ModulePorts(new Ports(List.of(new OnePort(module.host()))), trace::add, ticker);
        module.start();
    }

    /** Hands out the module's port once. */
    private record OnePort(Port port) implements PortProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("played");
        }

        @Override
        public Port open(PortAddress address) throws PortException {
            return port;
        }

        @Override
        public List<PortDescription> list() {
            return List.of();
        }
    }

    Driver with(UnaryOperator<ConnectionSpec> other) {
        change = other;
        return this;
    }

    Driver windowOf(long bytes) {
        window = bytes;
        return this;
    }

    static ConnectionSpec spec(String url) {
        try {
            return ConnectionSpec.through(PORT, Dialect.QFTP, ServerUrl.parse(url));
        } catch (Failure e) {
            throw new AssertionError(e);
        }
    }

    RemoteFileSystem open() throws Failure {
        return open("ftp://test@ftp.example.org");
    }

    RemoteFileSystem open(String url) throws Failure {
        try (Secret password = Secret.of("geheim")) {
            RemoteFileSystem fs = new QftpOpening(ports, window).open(change.apply(spec(url)), password, monitor);
            opened.add(fs);
            return fs;
        }
    }

    static UnaryOperator<ConnectionSpec> apn(String apn) {
        return spec -> new ConnectionSpec(spec.server(), spec.port(), spec.dialect(), Optional.of(apn), spec.access());
    }

    <T extends StepEvent> List<T> events(Class<T> type) {
        synchronized (events) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    @Override
    public void close() {
        opened.forEach(RemoteFileSystem::close);
        module.close();
    }
}
