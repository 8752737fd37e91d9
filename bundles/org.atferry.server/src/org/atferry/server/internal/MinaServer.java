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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
import org.atferry.server.ServerCertificate;
import org.atferry.server.ServerSettings;
import org.atferry.server.ServerTls;
import org.atferry.server.ServerUser;

/**
 * Apache MINA FtpServer for the control connections: sockets, lines, TLS and logins. Commands on files and data connections are carried
 * out here, see {@link Gatekeeper}, for the library's own are too lenient, too slow, or answer with one code for everything.
 */
public final class MinaServer {

    private static final int MAXIMUM_FAILURES = 3;
    private static final int FAILURE_DELAY_MILLISECONDS = 250;
    private static final int SPARE_THREADS = 8;

    private final FtpServer server;
    private final Listener listener;
    private final Gatekeeper gatekeeper;
    private final TlsIdentity tls;

    private MinaServer(FtpServer server, Listener listener, Gatekeeper gatekeeper, TlsIdentity tls) {
        this.server = server;
        this.listener = listener;
        this.gatekeeper = gatekeeper;
        this.tls = tls;
    }

    /** Starts to listen. */
    public static MinaServer start(ServerSettings settings) throws Failure {
        Path root = realRoot(settings.root());
        for (ServerUser user : settings.users()) {
            if (!realRoot(home(root, user)).startsWith(root)) {
                throw noFolder(home(root, user), "not in the served folder");
            }
        }
        TlsIdentity tls = settings.tls().isOn() ? TlsIdentities.open(settings) : null;
        Accounts accounts = new Accounts(root, settings);
        Gatekeeper gatekeeper = new Gatekeeper(settings, accounts);
        Listener listener = listener(settings, tls, gatekeeper);
        FtpServerFactory factory = new FtpServerFactory();
        factory.setListeners(new HashMap<>(Map.of("default", listener)));
        factory.setFtplets(new HashMap<>(Map.of("gatekeeper", gatekeeper)));
        factory.setUserManager(accounts);
        factory.setFileSystem(user -> new NoView());
        factory.setConnectionConfig(connections(settings));
        FtpServer server = factory.createServer();
        try {
            server.start();
        } catch (FtpException | RuntimeException e) {
            server.stop();
            throw notStarted(settings, e);
        }
        return new MinaServer(server, listener, gatekeeper, tls);
    }

    /** The real path of a user's home; of its name where there is none. */
    static Path home(Path root, ServerUser user) {
        Path home = root;
        for (String element : user.home().split("/")) {
            home = element.equals("..") ? home : home.resolve(element);
        }
        try {
            Path real = home.toRealPath();
            return real.startsWith(root) ? real : home;
        } catch (IOException e) {
            return home;
        }
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

    /** The numbers of sessions are limited by the gatekeeper; each session may hold a thread while it transfers. */
    private static ConnectionConfig connections(ServerSettings settings) {
        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setAnonymousLoginEnabled(settings.users().stream().anyMatch(user -> user.name().equals(ServerUser.ANONYMOUS)));
        connections.setMaxLogins(0);
        connections.setMaxAnonymousLogins(Integer.MAX_VALUE);
        connections.setMaxThreads(settings.limits().sessions() + SPARE_THREADS);
        connections.setMaxLoginFailures(MAXIMUM_FAILURES);
        connections.setLoginFailureDelay(FAILURE_DELAY_MILLISECONDS);
        return connections.createConnectionConfig();
    }

    private static Listener listener(ServerSettings settings, TlsIdentity tls, Gatekeeper gatekeeper) {
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress(settings.address().getHostAddress());
        listener.setPort(settings.port());
        listener.setIdleTimeout(Math.toIntExact(settings.limits().idle().toSeconds()));
        boolean implicit = settings.tls().mode() == ServerTls.Mode.IMPLICIT;
        if (implicit) {
            listener.setSslConfiguration(tls);
            listener.setImplicitSsl(true);
        }
        listener.setSessionFilter(connection -> prepare(connection, settings, tls, gatekeeper));
        return listener.createListener();
    }

    /**
     * Two short replies in a row (150, 226) would wait 40 ms for each other: the library leaves Nagle's algorithm on. And it would log
     * every line, with passwords that are sent a bit differently than it expects.
     */
    private static boolean prepare(IoSession connection, ServerSettings settings, TlsIdentity tls, Gatekeeper gatekeeper) {
        if (connection.getConfig() instanceof SocketSessionConfig socket) {
            socket.setTcpNoDelay(true);
        }
        boolean implicit = settings.tls().mode() == ServerTls.Mode.IMPLICIT;
        Backlog backlog = new Backlog(connection, implicit);
        ControlSession session = new ControlSession(connection, new DataChannel(settings, tls, implicit), backlog, System::nanoTime);
        connection.setAttribute(ControlSession.ATTRIBUTE, session);
        session.idleAfter(min(settings.limits().idle(), ControlSession.TIME_TO_LOG_IN));
        connection.getFilterChain().addBefore("threadPool", "atferry.lines", new ControlFilter(session, implicit ? null : tls));
        connection.getFilterChain().addAfter("threadPool", "atferry.backlog", backlog);
        connection.getFilterChain().remove("logger");
        connection.getFilterChain().addLast("atferry.early", new EarlyCommands(session, gatekeeper));
        return true;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The port on which it listens. */
    public int port() {
        return listener.getPort();
    }

    /** The certificate that it shows; empty without TLS. */
    public Optional<ServerCertificate> certificate() {
        return Optional.ofNullable(tls).map(TlsIdentity::certificate);
    }

    /** Ends transfers and sessions and frees the port. */
    public void stop() {
        if (!server.isStopped()) {
            gatekeeper.endSessions();
            server.stop();
        }
    }
}
