/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * How a server is spoken to: its protection, its data connections, its names. One record for every provider; the defaults are safe.
 *
 * @param tls how TLS is to be, where the URL asks for it
 * @param dataMode who opens the data connection
 * @param dataAddress where a passive data connection goes
 * @param activePorts the ports on which an active data connection is awaited; empty for any free one
 * @param activeAddress the address that is announced for active data connections, behind a NAT; empty for that of the control connection
 * @param names the character set of names when the server does not say that it uses UTF-8
 */
public record ServerAccess(TlsSettings tls, DataMode dataMode, DataAddress dataAddress, Optional<PortRange> activePorts,
        Optional<String> activeAddress, Charset names) {

    /** Who opens the data connection. */
    public enum DataMode {
        /** This side does ({@code EPSV}, {@code PASV}). */
        PASSIVE,
        /** The server does ({@code EPRT}, {@code PORT}); accepted only from the address of the control connection. */
        ACTIVE,
        /** This side does; when no passive connection comes about, the server does, for the rest of the session. */
        PASSIVE_THEN_ACTIVE
    }

    /** Where a passive data connection goes (Quectel FTP(S) manual 2.1, {@code data_address}). */
    public enum DataAddress {
        /** To the address in the server's reply, whichever that is. Only for who asks for it: the server may name a third host. */
        SERVER,
        /** To the address of the control connection, always. */
        CONTROL,
        /** To the address of the control connection first; when that fails within the time, to the one in the server's reply. */
        CONTROL_THEN_SERVER
    }

    /**
     * Ports from the first to the last.
     *
     * @param first 1-65535
     * @param last not below the first, to 65535
     */
    public record PortRange(int first, int last) {

        /** Checks the range. */
        public PortRange {
            if (first < 1 || last < first || last > 65535) {
                throw new IllegalArgumentException("ports out of range: " + first + "-" + last); //$NON-NLS-1$ //$NON-NLS-2$
            }
        }
    }

    /** Checks that nothing is null. */
    public ServerAccess {
        Objects.requireNonNull(tls);
        Objects.requireNonNull(dataMode);
        Objects.requireNonNull(dataAddress);
        Objects.requireNonNull(activePorts);
        Objects.requireNonNull(activeAddress);
        Objects.requireNonNull(names);
    }

    /** TLS verified, passive, data to the control connection's host, UTF-8. */
    public static ServerAccess defaults() {
        return new ServerAccess(TlsSettings.defaults(), DataMode.PASSIVE, DataAddress.CONTROL, Optional.empty(), Optional.empty(),
                StandardCharsets.UTF_8);
    }

    /** The same with other settings of TLS. */
    public ServerAccess withTls(TlsSettings other) {
        return new ServerAccess(other, dataMode, dataAddress, activePorts, activeAddress, names);
    }

    /** The same with another mode of data connections. */
    public ServerAccess withDataMode(DataMode other) {
        return new ServerAccess(tls, other, dataAddress, activePorts, activeAddress, names);
    }

    /** The same with another choice of the data address. */
    public ServerAccess withDataAddress(DataAddress other) {
        return new ServerAccess(tls, dataMode, other, activePorts, activeAddress, names);
    }

    /** The same, awaiting active data connections on these ports. */
    public ServerAccess withActivePorts(PortRange ports) {
        return new ServerAccess(tls, dataMode, dataAddress, Optional.of(ports), activeAddress, names);
    }

    /** The same, announcing this address for active data connections. */
    public ServerAccess withActiveAddress(String address) {
        return new ServerAccess(tls, dataMode, dataAddress, activePorts, Optional.of(address), names);
    }

    /** The same with another character set of names. */
    public ServerAccess withNames(Charset other) {
        return new ServerAccess(tls, dataMode, dataAddress, activePorts, activeAddress, other);
    }
}
