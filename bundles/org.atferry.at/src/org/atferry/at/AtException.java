/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.util.Objects;

/** Why an exchange did not come to a final result code. */
public final class AtException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What sort of trouble it is. */
    public enum Kind {
        /** The final result code, or {@code CONNECT}, did not come in time. */
        TIMEOUT,
        /** {@code OK} came, the result that should follow it did not. */
        RESULT_TIMEOUT,
        /** Data stopped flowing. */
        DATA_TIMEOUT,
        /** The module took no bytes. */
        SEND_TIMEOUT,
        /** The port is gone. */
        LOST,
        /** The channel was closed on this side. */
        CLOSED,
        /** The exchange was cancelled. */
        CANCELLED,
        /** More came without a line end, or as data, than can be right. */
        OVERFLOW,
        /** The source of an upload or the sink of a download failed on this machine. */
        LOCAL
    }

    private final Kind kind;
    private final String command;
    private final long transferred;

    /** For the command of that name; the name holds no arguments, so that it holds no secret. */
    public AtException(Kind kind, String command, long transferred, Throwable cause) {
        super(command + ": " + kind, cause); //$NON-NLS-1$
        this.kind = Objects.requireNonNull(kind);
        this.command = command;
        this.transferred = transferred;
    }

    /** What sort of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** The name of the command in flight, such as {@code AT+QFTPOPEN}. */
    public String command() {
        return command;
    }

    /** The bytes of data that passed before. */
    public long transferred() {
        return transferred;
    }
}
