/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.ReplyMapping;

/** The server, or the network, refuses a transfer before a byte of it has moved. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ReplyMapping.Result result;

    Refusal(ReplyMapping.Result result) {
        super(result.toString(), null, false, false);
        this.result = result;
    }

    ReplyMapping.Result result() {
        return result;
    }

    /** Whether no data connection came about, or nothing is known but the module's own code: then there is no reply to tell of. */
    boolean isWithoutReply() {
        return result.protocolError() == 0 || result.code() == QftpCode.OPEN_DATA;
    }
}
