/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.util.List;

/** Is told what passed. Must be quick and must not throw; is called from the reading and the writing thread. */
@FunctionalInterface
public interface TraceListener {

    /** Nobody listens; then tracing costs nothing. */
    TraceListener NONE = event -> { };

    /** Bytes passed. */
    void traced(TraceEvent event);

    /** Tells each of them. */
    static TraceListener all(List<TraceListener> listeners) {
        List<TraceListener> real = listeners.stream().filter(listener -> listener != NONE).toList();
        return switch (real.size()) {
            case 0 -> NONE;
            case 1 -> real.get(0);
            default -> event -> real.forEach(listener -> listener.traced(event));
        };
    }
}
