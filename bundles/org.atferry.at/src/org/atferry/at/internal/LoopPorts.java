/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.osgi.service.component.annotations.Component;

/**
 * {@code loop:NAME}: the first and the second open of a name are the two ends of one loop. What the first end writes before the second is
 * opened waits for it. The name is free again when all ends that were opened are closed.
 */
@Component
public final class LoopPorts implements PortProvider {

    /** A loop that is in use. */
    private static final class Loop {
        private LoopPort[] ends;
        private int opened;
        private final boolean[] closed = new boolean[2];

        private boolean over() {
            return closed[0] && (opened == 1 || closed[1]);
        }
    }

    /** By name; guarded by {@code this}. */
    private final Map<String, Loop> loops = new HashMap<>();

    @Override
    public Set<String> schemes() {
        return Set.of("loop"); //$NON-NLS-1$
    }

    @Override
    public synchronized Port open(PortAddress address) throws PortException {
        Loop loop = loops.computeIfAbsent(address.name(), name -> create(address));
        if (loop.opened == 2) {
            throw new PortException(PortException.Kind.IN_USE, address.toString(), "both ends are open already"); //$NON-NLS-1$
        }
        return loop.ends[loop.opened++];
    }

    private Loop create(PortAddress address) {
        Loop loop = new Loop();
        loop.ends = LoopPort.pair(address, address, end -> closed(address.name(), loop, end));
        return loop;
    }

    private synchronized void closed(String name, Loop loop, int end) {
        loop.closed[end] = true;
        if (loop.over()) {
            loops.remove(name, loop);
        }
    }

    @Override
    public List<PortDescription> list() {
        return List.of();
    }
}
