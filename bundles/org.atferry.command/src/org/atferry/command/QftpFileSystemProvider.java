/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command;

import org.atferry.at.Ticker;
import org.atferry.at.port.Ports;
import org.atferry.at.trace.TraceListener;
import org.atferry.command.internal.ModulePorts;
import org.atferry.command.internal.QftpOpening;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemoteFileSystemProvider;
import org.atferry.remote.Secret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Files on a server through a Quectel module ({@code AT+QFTP*}). One session has a port from opening to closing; a second opener of the
 * same port waits its turn. Any thread.
 */
@Component(service = RemoteFileSystemProvider.class)
public final class QftpFileSystemProvider implements RemoteFileSystemProvider {

    private final QftpOpening opening;

    /** For the service component runtime. */
    @Activate
    public QftpFileSystemProvider(@Reference ModulePorts ports) {
        this.opening = new QftpOpening(ports);
    }

    /**
     * For programs without services.
     *
     * @param trace is told all bytes, with secrets masked
     */
    public QftpFileSystemProvider(Ports ports, TraceListener trace) {
        this(new ModulePorts(ports, trace, Ticker.system()));
    }

    /** Serves what names a port and the dialect QFTP. */
    @Override
    public boolean serves(ConnectionSpec spec) {
        return spec.port().isPresent() && spec.dialect().filter(dialect -> dialect == Dialect.QFTP).isPresent();
    }

    @Override
    public RemoteFileSystem open(ConnectionSpec spec, Secret password, Monitor monitor) throws Failure {
        return opening.open(spec, password, monitor);
    }
}
