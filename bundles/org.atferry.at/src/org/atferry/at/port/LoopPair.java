/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.util.Map;

import org.atferry.at.internal.LoopPort;

/**
 * Two ports of one process, back to back, for programs and tests without a service registry. Each way holds 64 KiB and then makes the
 * writer wait; closing one end is LOST at the other after what was sent is read.
 */
public final class LoopPair {

    private final Port host;
    private final Port module;

    private LoopPair(Port host, Port module) {
        this.host = host;
        this.module = module;
    }

    /** A new pair; the name is only for the ports' addresses. */
    public static LoopPair create(String name) {
        PortAddress address = new PortAddress("loop", name, Map.of()); //$NON-NLS-1$
        LoopPort[] ends = LoopPort.pair(address, address, end -> { });
        return new LoopPair(ends[0], ends[1]);
    }

    /** The end of the side that sends commands. */
    public Port host() {
        return host;
    }

    /** The end of the side that answers them. */
    public Port module() {
        return module;
    }
}
