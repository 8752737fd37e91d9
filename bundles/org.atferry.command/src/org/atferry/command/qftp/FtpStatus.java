/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import java.util.Optional;

/** The states of {@code +QFTPSTAT: 0,<ftpstat>} (Quectel FTP(S) manual 2.17). */
public enum FtpStatus {
    /** The session is being opened. */
    OPENING(0),
    /** The session is open and idle. */
    IDLE(1),
    /** Data is being transferred. */
    TRANSFERRING(2),
    /** The session is being closed. */
    CLOSING(3),
    /** There is no session. */
    CLOSED(4);

    private final int number;

    FtpStatus(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The state of that number. */
    public static Optional<FtpStatus> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
