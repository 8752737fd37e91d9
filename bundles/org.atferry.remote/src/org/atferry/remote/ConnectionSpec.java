/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Objects;
import java.util.Optional;

/**
 * What to reach, through what.
 *
 * @param server the server and the directory on it
 * @param port the port of the module, such as {@code serial:/dev/ttyUSB2}; empty to reach the server directly
 * @param dialect the module's command set; empty to find it out
 * @param apn the access point name; empty to take what the module has
 * @param access how the server is spoken to
 */
public record ConnectionSpec(ServerUrl server, Optional<String> port, Optional<Dialect> dialect, Optional<String> apn,
        ServerAccess access) {

    /** Checks that nothing is null. */
    public ConnectionSpec {
        Objects.requireNonNull(server);
        Objects.requireNonNull(port);
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(apn);
        Objects.requireNonNull(access);
    }

    /** A server without a module between. */
    public static ConnectionSpec direct(ServerUrl server) {
        return new ConnectionSpec(server, Optional.empty(), Optional.empty(), Optional.empty(), ServerAccess.defaults());
    }

    /** A server through the module on a port. */
    public static ConnectionSpec through(String port, Dialect dialect, ServerUrl server) {
        return new ConnectionSpec(server, Optional.of(port), Optional.ofNullable(dialect), Optional.empty(), ServerAccess.defaults());
    }

    /** The same, the server spoken to in another way. */
    public ConnectionSpec withAccess(ServerAccess other) {
        return new ConnectionSpec(server, port, dialect, apn, other);
    }

    /** The same with another dialect. */
    public ConnectionSpec withDialect(Optional<Dialect> other) {
        return new ConnectionSpec(server, port, other, apn, access);
    }
}
