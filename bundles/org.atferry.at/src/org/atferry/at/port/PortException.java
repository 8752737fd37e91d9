/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.io.IOException;
import java.util.Objects;

/** Why a port could not be opened or used. */
public final class PortException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What sort of trouble it is. */
    public enum Kind {
        /** The address is not understood. */
        ADDRESS,
        /** There is no such port. */
        MISSING,
        /** The user may not open it. */
        RIGHTS,
        /** Another program, or another user of this one, holds it. */
        IN_USE,
        /** It cannot be opened or set up for another reason. */
        REFUSED,
        /** It was lost while it was open: hang-up, pulled out, closed by the peer. */
        LOST,
        /** The peer took no bytes for too long. */
        SEND_TIMEOUT,
        /** It was closed on this side. */
        CLOSED
    }

    private final Kind kind;
    private final String port;

    /** With the words of the operating system or of the library as detail. */
    public PortException(Kind kind, String port, String detail) {
        super(detail);
        this.kind = Objects.requireNonNull(kind);
        this.port = Objects.requireNonNull(port);
    }

    /** What sort of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** The port's address as it was given. */
    public String port() {
        return port;
    }
}
