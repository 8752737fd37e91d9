/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.Optional;
import java.util.function.LongSupplier;

import org.atferry.at.port.PortAddress;
import org.atferry.command.qftp.PacketContext;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/**
 * Opens a session step by step: turn, port, module, SIM card, context, settings, login, directory. What was opened is closed when one
 * fails.
 */
public final class QftpOpening {

    private final ModulePorts ports;
    private final long window;

    /** Over these ports. */
    public QftpOpening(ModulePorts ports) {
        this(ports, QftpSession.WINDOW);
    }

    QftpOpening(ModulePorts ports, long window) {
        this.ports = ports;
        this.window = window;
    }

    /**
     * Opens.
     *
     * @param spec with a port
     * @throws Failure at the step that failed
     */
    public RemoteFileSystem open(ConnectionSpec spec, Secret password, Monitor monitor) throws Failure {
        if (spec.server().security() != ServerUrl.Security.PLAIN) {
            throw Failure.at(Step.TLS).kind(FailureKind.UNSUPPORTED).subject(spec.server().authority())
                    .detail("TLS through a module is not available yet: use ftp://, or no module").build();
        }
        FtpControl.check(spec.server(), password);
        PortAddress address = ModulePorts.address(spec.port().orElseThrow());
        PortTurns.Turn turn = ports.turns().take(address, monitor);
        try {
            return open(address, spec, password, turn, monitor);
        } catch (Failure | RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    private RemoteFileSystem open(PortAddress address, ConnectionSpec spec, Secret password, PortTurns.Turn turn, Monitor monitor)
            throws Failure {
        int contextId = PacketContext.DEFAULT_ID;
        ModuleLink link = ports.open(address, contextId, monitor);
        FtpControl control = new FtpControl(link, spec.server(), contextId);
        try {
            monitor.report(new StepEvent.PortOpened(address.toString()));
            turn.identified(startModule(link, address, monitor));
            new ContextStart(link, contextId, monitor).activate(spec.apn());
            control.login(password, monitor);
        } catch (Failure | RuntimeException e) {
            control.close();
            link.close();
            throw e;
        }
        LongSupplier nanoTime = ports.ticker()::nanoTime;
        return new QftpFileSystem(new QftpSession(control, nanoTime, window), control, link, turn);
    }

    private static ModuleIdentity startModule(ModuleLink link, PortAddress address, Monitor monitor) throws Failure {
        ModuleStart start = new ModuleStart(link, address.toString(), monitor);
        if (!start.isAnswered()) {
            throw Failure.at(Step.MODULE).kind(FailureKind.UNREACHABLE).subject(address.toString()).hint(Hint.NO_MODULE).build();
        }
        start.setLine();
        ModuleIdentity identity = start.identity(Optional.of(Dialect.QFTP));
        monitor.report(new StepEvent.ModuleIdentified(identity));
        start.requireSim();
        return identity;
    }
}
