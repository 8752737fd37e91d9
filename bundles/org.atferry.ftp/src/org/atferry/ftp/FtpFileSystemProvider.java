/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemoteFileSystemProvider;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Opens file systems on servers that are reached directly, without a module: one session each, logged in, in the directory that the server
 * puts the user in. The path of the URL is left to the caller.
 */
@Component
public final class FtpFileSystemProvider implements RemoteFileSystemProvider {

    private final List<FtpWireListener> listeners = new CopyOnWriteArrayList<>();

    /** A provider that nobody listens to, until a listener comes as a service. */
    public FtpFileSystemProvider() {
        // nothing to set up
    }

    /** A provider that tells every line of its control connections to listeners. */
    public FtpFileSystemProvider(List<FtpWireListener> listeners) {
        this.listeners.addAll(listeners);
    }

    /** Has the sessions that are opened from now on tell a listener. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(FtpWireListener listener) {
        listeners.add(listener);
    }

    void removeListener(FtpWireListener listener) {
        listeners.remove(listener);
    }

    @Override
    public boolean serves(ConnectionSpec spec) {
        return spec.port().isEmpty();
    }

    /**
     * Opens a session, under TLS for {@code ftps} and {@code ftpes}: never in the clear what was asked to be secure.
     *
     * @throws Failure also {@link FailureKind#TLS} when no secure connection comes about, before a user name or a password is sent
     */
    @Override
    public RemoteFileSystem open(ConnectionSpec spec, Secret password, Monitor monitor) throws Failure {
        ServerUrl server = spec.server();
        FtpSettings settings = FtpSettings.defaults(server).withAccess(spec.access());
        FtpSession session = FtpSession.connect(settings, FtpWireListener.all(listeners), monitor);
        try {
            session.login(server.user(), password, monitor);
            return new FtpFileSystem(session, server.authority(), System::nanoTime);
        } catch (Failure e) {
            session.close();
            throw e.step() == Step.LOGIN && e.subject().isEmpty() ? e.during(Step.LOGIN, server.user()) : e;
        }
    }
}
