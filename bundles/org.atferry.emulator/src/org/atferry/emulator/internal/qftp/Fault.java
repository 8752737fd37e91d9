/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import org.atferry.command.qftp.QftpCode;

/** A command that is refused at once: {@code +CME ERROR: <err>}. */
final class Fault extends Exception {

    private static final long serialVersionUID = 1L;

    private final QftpCode code;

    Fault(QftpCode code) {
        super(code.english(), null, false, false);
        this.code = code;
    }

    QftpCode code() {
        return code;
    }
}
