/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.internal.tls.TlsProblem;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerReply;

/** Starts one transfer on a data connection that was agreed on: restart position, command, connection, protection. */
final class TransferStart {

    private static final int INVALID_REST = 554;
    private static final int TLS_POLICY = 522;

    private final FtpEngine engine;
    private final ControlConnection control;
    private final Order order;
    private final Monitor monitor;

    TransferStart(FtpEngine engine, ControlConnection control, Order order, Monitor monitor) {
        this.engine = engine;
        this.control = control;
        this.order = order;
        this.monitor = monitor;
    }

    /** The transfer that runs when this returns; after a failure the control connection is in step or closed. */
    Transfer on(DataConnection data) throws IOException, Failure {
        if (order.offset() > 0) {
            ServerReply reply = engine.send(order.step(), order.subject(), "REST", Long.toString(order.offset()));
            if (!FTPReply.isPositiveIntermediate(reply.code())) {
                throw Failure.at(order.step()).kind(FailureKind.RESTART_REFUSED).subject(order.subject()).reply(reply).build();
            }
        }
        engine.begin(order.step(), order.subject());
        control.sendCommand(order.verb(), order.argument());
        ServerReply reply = engine.checked421(order.step(), order.subject());
        if (!FTPReply.isPositivePreliminary(reply.code())) {
            throw refused(reply);
        }
        try {
            data.accept(control.getRemoteAddress(), engine.settings().connectTimeout(), control::hasInput);
            return new Transfer(engine, data, control.dataProtection(), order, monitor);
        } catch (IOException e) {
            throw notStarted(data, e);
        }
    }

    private Failure refused(ServerReply reply) {
        Failure failure = engine.refused(order, reply);
        boolean position = order.offset() > 0
                && (reply.code() == INVALID_REST || reply.text().toLowerCase(Locale.ROOT).contains("restart"));
        return position ? failure.toBuilder().kind(FailureKind.RESTART_REFUSED).hint(Hint.NONE).build() : failure;
    }

    /** What the server says about it tells more than what was seen on this side. */
    private IOException notStarted(DataConnection data, IOException e) throws Failure {
        data.close();
        Optional<ServerReply> said = engine.resync(monitor).filter(end -> ControlConnection.isRefusal(end.code()));
        if (monitor.isCancelled()) {
            return new DataProblem(e, engine.isActive());
        }
        if (e instanceof TlsProblem problem && said.filter(end -> end.code() == TLS_POLICY).isEmpty()) {
            throw problem.failure(engine.settings().host());
        }
        if (said.isPresent()) {
            throw engine.refused(order, said.get());
        }
        return new DataProblem(e, engine.isActive());
    }
}
