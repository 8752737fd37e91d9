/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;

/** The data connection did not come about; the control connection is in step. */
final class DataProblem extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean active;

    /**
     * What happened.
     *
     * @param active whether the server was to connect
     */
    DataProblem(IOException cause, boolean active) {
        super(cause);
        this.active = active;
    }

    /** What it means. */
    Failure failure(Order order) {
        return Failure.at(order.step()).kind(FailureKind.DATA_CONNECTION).subject(order.subject()).cause(getCause()).detail(words())
                .hint(hint()).build();
    }

    /** What was seen. */
    String words() {
        return getCause() instanceof SocketTimeoutException ? "no data connection in time" : String.valueOf(getCause().getMessage());
    }

    private Hint hint() {
        if (active) {
            return Hint.USE_PASSIVE;
        }
        if (getCause() instanceof SocketTimeoutException) {
            return Hint.PASSIVE_SILENT;
        }
        return getCause() instanceof ConnectException ? Hint.PASSIVE_REFUSED : Hint.DATA_CONNECTION;
    }
}
