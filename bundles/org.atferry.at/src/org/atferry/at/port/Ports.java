/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All kinds of ports that are installed: finds the provider for an address and lists what is there. Safe for any thread. */
public final class Ports {

    private final List<PortProvider> providers;

    /** Over these providers; the list is read anew at each call, so that a live one may be given. */
    public Ports(List<PortProvider> providers) {
        this.providers = providers;
    }

    /**
     * Opens a port.
     *
     * @throws PortException {@link PortException.Kind#ADDRESS} when no provider knows the scheme, else as the provider says
     */
    public Port open(PortAddress address) throws PortException {
        for (PortProvider provider : providers) {
            if (provider.schemes().contains(address.scheme())) {
                return open(provider, address);
            }
        }
        String known = providers.stream().flatMap(provider -> provider.schemes().stream()).sorted().map(scheme -> scheme + ":") //$NON-NLS-1$
                .collect(Collectors.joining(" ")); //$NON-NLS-1$
        throw new PortException(PortException.Kind.ADDRESS, address.toString(), "unknown kind of port; known are " + known); //$NON-NLS-1$
    }

    /** A native library that does not load must not look like a fault of the caller. */
    private static Port open(PortProvider provider, PortAddress address) throws PortException {
        try {
            return provider.open(address);
        } catch (LinkageError e) {
            throw new PortException(PortException.Kind.REFUSED, address.toString(), String.valueOf(e.getMessage()));
        }
    }

    /** The ports that are there, without opening any; a kind of ports whose library does not load has none. */
    public List<PortDescription> list() {
        List<PortDescription> all = new ArrayList<>();
        for (PortProvider provider : providers) {
            try {
                all.addAll(provider.list());
            } catch (LinkageError e) {
                // opening one of its ports says so
            }
        }
        return List.copyOf(all);
    }
}
