/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.Optional;

import org.atferry.remote.ServerAccess;

/** What a session has learned about data connections with its server. One thread at a time. */
final class DataPlan {

    private boolean active;
    private boolean extendedFails;
    private boolean plainFails;
    private int turns;

    /** Whether passive connections do not come about, so that the server connects from now on. */
    boolean isActive() {
        return active;
    }

    /** Passive connections do not come about. */
    void fallBack() {
        active = true;
    }

    /** {@code EPSV} brought no connection where {@code PASV} did. */
    void extendedFails() {
        extendedFails = true;
        plainFails = false;
    }

    /** {@code PASV} is refused, or answers with garbage, where {@code EPSV} does not. */
    void plainFails() {
        plainFails = true;
        extendedFails = false;
    }

    /**
     * Whether {@code EPSV} comes first with IPv4. It does when the server lists it and nobody asked for the address in the reply: it names
     * no address that a NAT or a careless keeper could get wrong, and says less. A server that does not list it gets {@code PASV}, which
     * more firewalls follow.
     */
    boolean extendedFirst(boolean listed, ServerAccess.DataAddress choice) {
        return choice == ServerAccess.DataAddress.CONTROL && !extendedFails && (listed || plainFails);
    }

    /** The order in which the ports of a range are tried: each time from the next one on, because the last may not be free yet. */
    int[] ports(Optional<ServerAccess.PortRange> range) {
        if (range.isEmpty()) {
            return new int[] { 0 };
        }
        int count = range.get().last() - range.get().first() + 1;
        int start = turns++ % count;
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            ports[i] = range.get().first() + (start + i) % count;
        }
        return ports;
    }
}
