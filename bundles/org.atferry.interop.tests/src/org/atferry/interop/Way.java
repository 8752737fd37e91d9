/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerUrl.Security;

/**
 * One of the ways in which a behaviour is tested.
 *
 * @param route the provider
 * @param server the server
 * @param security how the connections are protected
 * @param mode who opens the data connections
 */
record Way(Route route, ServerKind server, Security security, DataMode mode) {

    /** Whether both the server and what lies before it can do that. */
    boolean can(Ability ability) {
        return route.abilities().contains(ability) && server.abilities().contains(ability);
    }

    @Override
    public String toString() {
        return route + ", " + server + ", " + security + ", " + mode;
    }
}
