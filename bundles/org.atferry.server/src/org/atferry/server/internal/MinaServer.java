/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apache.ftpserver.ConnectionConfig;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.atferry.server.ServerSettings;

/** Apache MINA FtpServer, set up so that it is safe and quick: nothing of its defaults is trusted. */
public final class MinaServer {

    private static final int MAXIMUM_LOGINS = 64;
    private static final int MAXIMUM_FAILURES = 3;
    private static final int FAILURE_DELAY_MILLISECONDS = 250;
    private static final int IDLE_SECONDS = 900;

    private final FtpServer server;
    private final Listener listener;
    private final Gatekeeper gatekeeper;

    private MinaServer(FtpServer server, Listener listener, Gatekeeper gatekeeper) {
        this.server = server;
        this.listener = listener;
        this.gatekeeper = gatekeeper;
    }

    /** Starts to listen. */
    public static MinaServer start(ServerSettings settings) throws Failure {
        Path root = realRoot(settings.root());
        Listener listener = listener(settings);
        Gatekeeper gatekeeper = new Gatekeeper();
        FtpServerFactory factory = new FtpServerFactory();
        factory.setListeners(new HashMap<>(Map.of("default", listener)));
        factory.setFtplets(new HashMap<>(Map.of("gatekeeper", gatekeeper)));
        factory.setUserManager(new OneUser(settings.user(), new SaltedPassword(settings.password().reveal()), root.toString(),
                IDLE_SECONDS));
        factory.setFileSystem(user -> new RootedView(root, settings.writable()));
        factory.setConnectionConfig(connections(settings));
        FtpServer server = factory.createServer();
        try {
            server.start();
        } catch (FtpException | RuntimeException e) {
            server.stop();
            throw notStarted(settings, e);
        }
        return new MinaServer(server, listener, gatekeeper);
    }

    private static Path realRoot(Path root) throws Failure {
        try {
            Path real = root.toRealPath();
            if (Files.isDirectory(real) && Files.isReadable(real)) {
                return real;
            }
        } catch (IOException e) {
            throw noFolder(root, "no such folder");
        }
        throw noFolder(root, "not a folder that can be read");
    }

    private static Failure noFolder(Path root, String words) {
        return Failure.at(Step.SERVE).kind(FailureKind.LOCAL).subject(root.toString()).detail(words).hint(Hint.LOCAL_DISK).build();
    }

    private static Failure notStarted(ServerSettings settings, Exception e) {
        String subject = settings.address().getHostAddress() + ":" + settings.port();
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        boolean inUse = cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use");
        return Failure.at(Step.SERVE).kind(inUse ? FailureKind.BUSY : FailureKind.LOCAL).subject(subject).detail(cause.getMessage())
                .cause(e)
                .build();
    }

    private static ConnectionConfig connections(ServerSettings settings) {
        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setAnonymousLoginEnabled(settings.user().equals(OneUser.ANONYMOUS));
        connections.setMaxLogins(MAXIMUM_LOGINS);
        connections.setMaxAnonymousLogins(MAXIMUM_LOGINS);
        connections.setMaxThreads(MAXIMUM_LOGINS);
        connections.setMaxLoginFailures(MAXIMUM_FAILURES);
        connections.setLoginFailureDelay(FAILURE_DELAY_MILLISECONDS);
        return connections.createConnectionConfig();
    }

    private static Listener listener(ServerSettings settings) {
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress(settings.address().getHostAddress());
        listener.setPort(settings.port());
        listener.setIdleTimeout(IDLE_SECONDS);
        listener.setDataConnectionConfiguration(new DataConnections(settings.address()));
        listener.setSessionFilter(MinaServer::prepare);
        return listener.createListener();
    }

    /** Two short replies in a row (150, 226) would wait 40 ms for each other: the library leaves Nagle's algorithm on. */
    private static boolean prepare(IoSession session) {
        if (session.getConfig() instanceof SocketSessionConfig socket) {
            socket.setTcpNoDelay(true);
        }
        return true;
    }

    /** The port on which it listens. */
    public int port() {
        return listener.getPort();
    }

    /** Ends transfers and sessions and frees the port. */
    public void stop() {
        if (!server.isStopped()) {
            gatekeeper.endTransfers();
            server.stop();
        }
    }
}
