/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.nio.file.Path;

import org.atferry.remote.Failure;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.ServerSettings;

/** The embedded server, in this process. */
final class ServedByUs implements Served {

    static final String USER = "ferry";
    static final String PASSWORD = "s3cret-pw";
    static final String DIRECTORY = "/files";

    private final ServerSettings settings;
    private final int port;
    private volatile EmbeddedServer server;

    private ServedByUs(ServerSettings settings, EmbeddedServer server) {
        this.settings = settings;
        this.server = server;
        this.port = server.port();
    }

    static Served start(ServerSettings settings) throws Failure {
        return new ServedByUs(settings, EmbeddedServer.start(settings));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public Path root() {
        return settings.root().resolve("files");
    }

    @Override
    public String directory() {
        return DIRECTORY;
    }

    @Override
    public void give(Path file) {
        // it works as the user of this process
    }

    /** Ends the server, and starts it again on the same port. */
    @Override
    public void cutSessions() throws Failure {
        server.close();
        server = EmbeddedServer.start(new ServerSettings(settings.root(), settings.address(), port, settings.users(), settings.rules(),
                settings.tls(), settings.limits(), settings.passive()));
    }

    @Override
    public void close() {
        server.close();
    }
}
