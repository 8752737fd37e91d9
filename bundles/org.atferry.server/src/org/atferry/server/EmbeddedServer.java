/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.server.internal.MinaServer;

/**
 * The embedded FTP server: one folder for some users, plain or by TLS. PORT leads only back to the client, passive connections are taken
 * only from it, a rename never replaces a file, and no clear password is kept. Safe for any thread.
 */
public final class EmbeddedServer implements AutoCloseable {

    private final MinaServer server;
    private final int port;

    private EmbeddedServer(MinaServer server) {
        this.server = server;
        this.port = server.port();
    }

    /**
     * Starts a server; it listens when this returns.
     *
     * @throws Failure {@link FailureKind#BUSY} when the port is in use, {@link FailureKind#LOCAL} when the folder is missing, the
     *         port may not be opened, or the certificate or its key cannot be read or made
     */
    public static EmbeddedServer start(ServerSettings settings) throws Failure {
        return new EmbeddedServer(MinaServer.start(settings));
    }

    /** The port on which it listens, 1-65535. */
    public int port() {
        return port;
    }

    /** The certificate that it shows; empty without TLS. */
    public Optional<ServerCertificate> certificate() {
        return server.certificate();
    }

    /** Ends all sessions and transfers and frees the port; may be called twice. */
    @Override
    public synchronized void close() {
        server.stop();
    }
}
