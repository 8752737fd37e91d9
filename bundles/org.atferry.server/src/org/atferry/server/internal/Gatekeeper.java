/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.atferry.server.ServerLimits;
import org.atferry.server.ServerSettings;
import org.atferry.server.ServerTls;
import org.atferry.server.ServerUser;

/**
 * Decides who may connect and log in, and carries out every command but those of the login, which it leaves to the library. Knows the
 * sessions, so that transfers can be ended when the server is stopped. Called from many threads.
 */
final class Gatekeeper extends DefaultFtplet {

    private static final Set<String> OF_THE_LIBRARY = Set.of("USER", "PASS", "AUTH", "QUIT", "REIN");
    private static final Set<String> BEFORE_A_LOGIN = Set.of("FEAT", "SYST", "HELP", "NOOP", "CLNT", "OPTS");

    private static final long MOST_MILLISECONDS_TO_END = 2000;

    private final ServerLimits limits;
    private final boolean tlsRequired;
    private final Accounts accounts;
    private final Quotas quotas = new Quotas();
    private final Commands commands;
    private final Set<ControlSession> sessions = ConcurrentHashMap.newKeySet();
    /** How many sessions an address has; guarded by itself. */
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();

    Gatekeeper(ServerSettings settings, Accounts accounts) {
        this.limits = settings.limits();
        this.tlsRequired = settings.tls().mode() == ServerTls.Mode.EXPLICIT;
        this.accounts = accounts;
        this.commands = new Commands(settings, quotas);
    }

    /** Ends every transfer that runs, and every session; waits a moment until they are gone. */
    void endSessions() {
        sessions.forEach(ControlSession::end);
        long deadline = System.nanoTime() + MOST_MILLISECONDS_TO_END * 1_000_000L;
        synchronized (perAddress) {
            long left = MOST_MILLISECONDS_TO_END;
            while (!sessions.isEmpty() && left > 0) {
                try {
                    perAddress.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
                left = (deadline - System.nanoTime()) / 1_000_000L;
            }
        }
        sessions.forEach(session -> session.data().giveUp());
    }

    private static ControlSession of(FtpSession session) {
        return (ControlSession) session.getAttribute(ControlSession.ATTRIBUTE);
    }

    @Override
    public FtpletResult onConnect(FtpSession librarySession) {
        ControlSession session = of(librarySession);
        InetAddress client = session.client();
        if (!limits.allowed().contains(client)) {
            session.reply(FtpReply.REPLY_421_SERVICE_NOT_AVAILABLE_CLOSING_CONTROL_CONNECTION, "Unauthorized IP address.");
            return FtpletResult.DISCONNECT;
        }
        Optional<String> tooMany = enter(session, client);
        if (tooMany.isPresent()) {
            session.reply(FtpReply.REPLY_421_SERVICE_NOT_AVAILABLE_CLOSING_CONTROL_CONNECTION, tooMany.get());
            return FtpletResult.DISCONNECT;
        }
        return FtpletResult.DEFAULT;
    }

    private Optional<String> enter(ControlSession session, InetAddress client) {
        synchronized (perAddress) {
            if (sessions.size() >= limits.sessions()) {
                return Optional.of("Too many users - please try again later.");
            }
            if (perAddress.getOrDefault(client, 0) >= limits.sessionsPerAddress()) {
                return Optional.of("Too many connections from this IP (" + limits.sessionsPerAddress() + ").");
            }
            perAddress.merge(client, 1, Integer::sum);
            sessions.add(session);
            session.entered(client);
            return Optional.empty();
        }
    }

    @Override
    public FtpletResult onDisconnect(FtpSession librarySession) {
        ControlSession session = of(librarySession);
        session.data().abort();
        session.data().close();
        logout(session);
        synchronized (perAddress) {
            if (sessions.remove(session)) {
                perAddress.notifyAll();
                perAddress.computeIfPresent(session.enteredFrom(), (address, count) -> count == 1 ? null : count - 1);
            }
        }
        return FtpletResult.DEFAULT;
    }

    private void logout(ControlSession session) {
        Account account = session.account();
        session.logout();
        if (account != null && account.user().quota().isPresent()) {
            quotas.close(account.tree().home());
        }
    }

    @Override
    public FtpletResult beforeCommand(FtpSession librarySession, FtpRequest request) {
        ControlSession session = of(librarySession);
        String verb = verb(request.getRequestLine());
        try {
            if (!OF_THE_LIBRARY.contains(verb)) {
                commands.run(session, verb, argument(request.getRequestLine()));
                return FtpletResult.SKIP;
            }
            return login(session, librarySession, verb, request);
        } catch (Refused e) {
            session.reply(e.code(), e.getMessage());
            return FtpletResult.SKIP;
        } catch (RuntimeException e) {
            session.reply(FtpReply.REPLY_451_REQUESTED_ACTION_ABORTED, "Local error in processing.");
            return FtpletResult.SKIP;
        }
    }

    /** What must hold before the library looks at a name and a password. */
    private FtpletResult login(ControlSession session, FtpSession librarySession, String verb, FtpRequest request) throws Refused {
        if (verb.equals("USER") || verb.equals("PASS")) {
            if (tlsRequired && !session.isSecure()) {
                throw new Refused(FtpReply.REPLY_530_NOT_LOGGED_IN, "TLS required: send AUTH TLS first.");
            }
            Optional<ServerUser> user = accounts.find(librarySession.getUserArgument());
            if (verb.equals("PASS") && user.isPresent() && !user.get().allowed().contains(session.client())) {
                session.reply(FtpReply.REPLY_530_NOT_LOGGED_IN, "Not logged in, unauthorized IP address.");
                return FtpletResult.DISCONNECT;
            }
        }
        if (verb.equals("REIN")) {
            session.data().close();
            logout(session);
        }
        return FtpletResult.DEFAULT;
    }

    @Override
    public FtpletResult onLogin(FtpSession librarySession, FtpRequest request) throws IOException {
        ControlSession session = of(librarySession);
        if (librarySession.isLoggedIn() && session.account() == null && librarySession.getUser() instanceof Account account) {
            if (account.user().quota().isPresent()) {
                quotas.open(account.tree().home());
            }
            session.login(account);
            session.idleAfter(limits.idle());
        }
        return FtpletResult.DEFAULT;
    }

    /** Answers a command from somebody who is not logged in, if it is one for everybody. */
    boolean answersEarly(ControlSession session, String line) {
        String verb = verb(line);
        if (!BEFORE_A_LOGIN.contains(verb)) {
            return false;
        }
        try {
            commands.run(session, verb, argument(line));
        } catch (Refused e) {
            session.reply(e.code(), e.getMessage());
        }
        return true;
    }

    /** The library would drop an X in front. */
    private static String verb(String line) {
        int end = line.indexOf(' ');
        return (end < 0 ? line : line.substring(0, end)).toUpperCase(Locale.ROOT);
    }

    /** All behind the first space: a name may begin and end with spaces. */
    private static String argument(String line) {
        int end = line.indexOf(' ');
        return end < 0 ? "" : line.substring(end + 1);
    }
}
