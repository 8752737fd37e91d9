/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.ReplyFailures;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerReply;
import org.atferry.remote.StepEvent;

/**
 * Agrees with the server on a data connection and opens this side of it, as the settings say and as the session has learned
 * ({@link DataPlan}). Sources: RFC 959 section 4.1.2, RFC 2428.
 */
final class DataOpener {

    private static final String EPSV = "EPSV";
    private static final String PASV = "PASV";

    private final FtpEngine engine;
    private final ControlConnection control;
    private final FtpSettings settings;
    private final DataPlan plan;
    private final Order order;
    private final Monitor monitor;

    DataOpener(FtpEngine engine, ControlConnection control, DataPlan plan, Order order, Monitor monitor) {
        this.engine = engine;
        this.control = control;
        this.settings = engine.settings();
        this.plan = plan;
        this.order = order;
        this.monitor = monitor;
    }

    /** Whether the server connects. */
    static boolean isActive(FtpSettings settings, DataPlan plan) {
        ServerAccess.DataMode mode = settings.access().dataMode();
        return mode == ServerAccess.DataMode.ACTIVE || mode == ServerAccess.DataMode.PASSIVE_THEN_ACTIVE && plan.isActive();
    }

    /** Passive: connected when this returns. Active: listening; the server connects after the command. */
    void prepare(DataConnection data) throws IOException, Failure {
        if (control.dataProtection() instanceof TlsDataProtection tls && tls.lacksTicket()) {
            new TicketSupply(engine, control, tls, monitor).renew(this);
        }
        open(data);
    }

    /** The same whatever the protection needs before. */
    void open(DataConnection data) throws IOException, Failure {
        if (isActive(settings, plan)) {
            listen(data);
            return;
        }
        try {
            connect(data);
        } catch (DataProblem e) {
            fallBack(data, e, e.words());
        } catch (Failure e) {
            fallBack(data, e, e.reply().map(ServerReply::toString).orElse(e.detail()));
        }
    }

    /** From here on the session is active, when that was asked for; a connection that is lost or a cancel is no reason. */
    private <E extends Exception> void fallBack(DataConnection data, E problem, String seen) throws E, IOException, Failure {
        boolean wanted = settings.access().dataMode() == ServerAccess.DataMode.PASSIVE_THEN_ACTIVE;
        if (!wanted || !engine.isAlive() || monitor.isCancelled()) {
            throw problem;
        }
        listen(data);
        plan.fallBack();
        monitor.report(new StepEvent.Notice(Hint.DATA_CONNECTION, "no passive data connection: " + seen + "; active from now on"));
    }

    // --- passive ---

    private void connect(DataConnection data) throws IOException, Failure {
        boolean six = control.getRemoteAddress() instanceof Inet6Address;
        if (six) {
            connect(data, place(EPSV), settings.connectTimeout());
        } else if (plan.extendedFirst(engine.knownFeature(EPSV).isPresent(), settings.access().dataAddress())) {
            connectExtendedFirst(data);
        } else {
            connectPlainFirst(data);
        }
    }

    /** A firewall may know {@code PASV} only, and swallow the other connection: half of the time is for that one. */
    private void connectExtendedFirst(DataConnection data) throws IOException, Failure {
        try {
            connect(data, place(EPSV), half(settings.connectTimeout()));
            return;
        } catch (DataProblem | Failure e) {
            if (!engine.isAlive() || data.isClosed()) {
                throw e;
            }
        }
        connect(data, place(PASV), settings.connectTimeout());
        plan.extendedFails();
    }

    /** Never zero, which would be no limit. */
    private static Duration half(Duration time) {
        return Duration.ofMillis(Math.max(1, time.toMillis() / 2));
    }

    /** Where {@code PASV} is refused or answers with no address, {@code EPSV} may do; what {@code PASV} said is the failure if not. */
    private void connectPlainFirst(DataConnection data) throws IOException, Failure {
        PassiveReply place;
        try {
            place = place(PASV);
        } catch (Failure e) {
            if (!engine.isAlive()) {
                throw e;
            }
            place = extendedAfter(e);
            plan.plainFails();
        }
        connect(data, place, settings.connectTimeout());
    }

    private PassiveReply extendedAfter(Failure first) throws IOException, Failure {
        try {
            return place(EPSV);
        } catch (Failure second) {
            throw engine.isAlive() ? first : second;
        }
    }

    private PassiveReply place(String verb) throws IOException, Failure {
        ServerReply reply = engine.send(order.step(), order.subject(), verb, null);
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            throw ReplyFailures.of(order.step(), order.subject(), reply);
        }
        Optional<PassiveReply> place = reply.code() == FTPReply.ENTERING_EPSV_MODE ? PassiveReply.extended(reply.text())
                : PassiveReply.passive(reply.text());
        return place.orElseThrow(() -> Failure.at(order.step()).kind(FailureKind.DATA_CONNECTION).subject(order.subject()).reply(reply)
                .detail("no address in this reply").hint(Hint.DATA_CONNECTION).build());
    }

    void connect(DataConnection data, PassiveReply place, Duration timeout) throws IOException {
        try {
            data.connect(candidates(place, timeout));
        } catch (IOException e) {
            throw new DataProblem(e, false);
        }
    }

    private List<DataConnection.Candidate> candidates(PassiveReply place, Duration timeout) {
        InetAddress peer = control.getRemoteAddress();
        InetAddress given = place.address().orElse(peer);
        ServerAccess.DataAddress choice = settings.access().dataAddress();
        boolean twice = choice == ServerAccess.DataAddress.CONTROL_THEN_SERVER && !given.equals(peer);
        List<DataConnection.Candidate> candidates = new ArrayList<>();
        if (choice != ServerAccess.DataAddress.SERVER) {
            candidates.add(candidate(peer, place.port(), twice ? settings.dataAddressTimeout() : timeout));
        }
        if (choice == ServerAccess.DataAddress.SERVER || twice) {
            candidates.add(candidate(given, place.port(), timeout));
        }
        return candidates;
    }

    private static DataConnection.Candidate candidate(InetAddress address, int port, Duration timeout) {
        return new DataConnection.Candidate(new InetSocketAddress(address, port), timeout);
    }

    // --- active ---

    private void listen(DataConnection data) throws IOException, Failure {
        InetAddress local = control.getLocalAddress();
        InetAddress announced = announced(local);
        int port;
        try {
            port = data.listen(local, plan.ports(settings.access().activePorts()));
        } catch (IOException e) {
            throw new DataProblem(e, true);
        }
        ServerReply reply = announce(announced, port);
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            throw ReplyFailures.of(order.step(), order.subject(), reply);
        }
    }

    private InetAddress announced(InetAddress local) throws Failure {
        Optional<String> address = settings.access().activeAddress();
        return address.isEmpty() ? local : Resolver.resolve(address.get(), settings.connectTimeout(), monitor).get(0);
    }

    /** {@code PORT} with IPv4, because NATs know it; {@code EPRT} with IPv6, and where {@code PORT} is unknown. */
    private ServerReply announce(InetAddress address, int port) throws IOException, Failure {
        if (address instanceof Inet6Address) {
            return extended(2, address, port);
        }
        String numbers = address.getHostAddress().replace('.', ',') + "," + (port >> 8) + "," + (port & 0xff);
        ServerReply reply = engine.send(order.step(), order.subject(), "PORT", numbers);
        boolean unknown = reply.code() == FTPReply.UNRECOGNIZED_COMMAND || reply.code() == FTPReply.COMMAND_NOT_IMPLEMENTED;
        if (!unknown) {
            return reply;
        }
        ServerReply second = extended(1, address, port);
        return ControlConnection.isRefusal(second.code()) ? reply : second;
    }

    private ServerReply extended(int family, InetAddress address, int port) throws IOException, Failure {
        String bare = address.getHostAddress().replaceFirst("%.*", "");
        return engine.send(order.step(), order.subject(), "EPRT", "|" + family + "|" + bare + "|" + port + "|");
    }
}
