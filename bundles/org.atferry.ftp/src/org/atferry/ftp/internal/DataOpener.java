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
import java.net.SocketTimeoutException;
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
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerReply;

/** Agrees with the server on a data connection and opens this side of it, as the settings say. */
final class DataOpener {

    /** The data connection did not come about; the control connection is in step. */
    static final class DataProblem extends IOException {
        private static final long serialVersionUID = 1L;

        DataProblem(IOException cause) {
            super(cause);
        }

        Failure failure(Order order) {
            boolean late = getCause() instanceof SocketTimeoutException;
            return Failure.at(order.step()).kind(FailureKind.DATA_CONNECTION).subject(order.subject()).cause(getCause())
                    .detail(late ? "no data connection in time" : getCause().getMessage()).hint(Hint.DATA_CONNECTION).build();
        }
    }

    private final FtpEngine engine;
    private final ControlConnection control;
    private final FtpSettings settings;
    private final Order order;

    DataOpener(FtpEngine engine, ControlConnection control, Order order) {
        this.engine = engine;
        this.control = control;
        this.settings = engine.settings();
        this.order = order;
    }

    /** Passive: connected when this returns. Active: listening; the server connects after the command. */
    void prepare(DataConnection data) throws IOException, Failure {
        if (settings.access().dataMode() == ServerAccess.DataMode.ACTIVE) {
            listen(data);
            return;
        }
        List<DataConnection.Candidate> candidates = candidates();
        try {
            data.connect(candidates);
        } catch (IOException e) {
            throw new DataProblem(e);
        }
    }

    private void listen(DataConnection data) throws IOException, Failure {
        InetAddress local = control.getLocalAddress();
        int port;
        try {
            port = data.listen(local);
        } catch (IOException e) {
            throw new DataProblem(e);
        }
        ServerReply reply = announce(local, port);
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            throw ReplyFailures.of(order.step(), order.subject(), reply);
        }
    }

    private ServerReply announce(InetAddress local, int port) throws IOException, Failure {
        String address = local.getHostAddress();
        if (local instanceof Inet6Address) {
            return engine.send(order.step(), order.subject(), "EPRT", "|2|" + address.replaceFirst("%.*", "") + "|" + port + "|");
        }
        String numbers = address.replace('.', ',') + "," + (port >> 8) + "," + (port & 0xff);
        return engine.send(order.step(), order.subject(), "PORT", numbers);
    }

    private List<DataConnection.Candidate> candidates() throws IOException, Failure {
        InetAddress peer = control.getRemoteAddress();
        PassiveReply passive = passive(peer instanceof Inet6Address);
        InetAddress given = passive.address().orElse(peer);
        ServerAccess.DataAddress choice = settings.access().dataAddress();
        boolean twice = choice == ServerAccess.DataAddress.CONTROL_THEN_SERVER && !given.equals(peer);
        List<DataConnection.Candidate> candidates = new ArrayList<>();
        if (choice != ServerAccess.DataAddress.SERVER) {
            candidates.add(candidate(peer, passive.port(), twice ? settings.dataAddressTimeout() : settings.connectTimeout()));
        }
        if (choice == ServerAccess.DataAddress.SERVER || twice) {
            candidates.add(candidate(given, passive.port(), settings.connectTimeout()));
        }
        return candidates;
    }

    private static DataConnection.Candidate candidate(InetAddress address, int port, Duration timeout) {
        return new DataConnection.Candidate(new InetSocketAddress(address, port), timeout);
    }

    /** EPSV is the only way with IPv6; with IPv4 it comes second, because more firewalls know PASV. */
    private PassiveReply passive(boolean extended) throws IOException, Failure {
        ServerReply reply = engine.send(order.step(), order.subject(), extended ? "EPSV" : "PASV", null);
        if (!extended && ControlConnection.isRefusal(reply.code())) {
            ServerReply second = engine.send(order.step(), order.subject(), "EPSV", null);
            reply = ControlConnection.isRefusal(second.code()) ? reply : second;
        }
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            throw ReplyFailures.of(order.step(), order.subject(), reply);
        }
        Optional<PassiveReply> place = reply.code() == FTPReply.ENTERING_EPSV_MODE ? PassiveReply.extended(reply.text())
                : PassiveReply.passive(reply.text());
        if (place.isEmpty()) {
            throw Failure.at(order.step()).kind(FailureKind.DATA_CONNECTION).subject(order.subject()).reply(reply)
                    .detail("no address in this reply").hint(Hint.DATA_CONNECTION).build();
        }
        return place.get();
    }
}
