/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.util.OptionalLong;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/**
 * Gets a ticket of TLS 1.3 for the next data connection where the last one brought none: proftpd sends none with uploads, takes none of
 * another control connection, and refuses data connections without one; and Java uses none twice. The connection that it refuses brings
 * new ones, so a listing that nobody needs is asked for and refused.
 */
final class TicketSupply {

    /** Enough for what is small; a listing that goes on is broken off. */
    private static final int MOST = 64 * 1024;

    private final FtpEngine engine;
    private final ControlConnection control;
    private final TlsDataProtection protection;
    private final Monitor monitor;

    TicketSupply(FtpEngine engine, ControlConnection control, TlsDataProtection protection, Monitor monitor) {
        this.engine = engine;
        this.control = control;
        this.protection = protection;
        this.monitor = monitor;
    }

    /** Has a data connection refused. Without success, what comes next fails for the reason that it would have failed for. */
    void renew(DataOpener opener) throws IOException, Failure {
        boolean refused = true;
        DataConnection data = new DataConnection();
        protection.renewing();
        try (Cancellation.Registration registration = monitor.cancellation().onCancel(data::close)) {
            opener.open(data);
            Order order = new Order(Step.LIST, "", "LIST", null, 0, false, false, OptionalLong.empty());
            end(new TransferStart(engine, control, order, monitor).on(data));
            refused = false;
        } catch (Failure | IOException e) {
            if (!engine.isAlive() || monitor.isCancelled()) {
                throw e;
            }
        } finally {
            data.close();
            protection.renewed(refused);
        }
    }

    /** However the data connection broke: the server's word about it is read, or the next command would take it for its own. */
    private static void end(Transfer transfer) throws Failure {
        boolean more = false;
        try {
            more = transfer.input().readNBytes(MOST).length == MOST;
        } catch (IOException e) {
            // the end of the transfer says why
        }
        if (more) {
            transfer.abort();
        } else {
            transfer.finish();
        }
    }
}
