/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.atferry.remote.Cancellation;

/** The runs that are under way, so that all can be ended. Safe for any thread. */
final class Runs {

    /** Guarded by {@code this}. */
    private final Set<Cancellation> running = new HashSet<>();
    /** Whether nothing may start any more; guarded by {@code this}. */
    private boolean closed;

    /** The cancellation of a run that begins; cancelled already when all were ended. */
    synchronized Cancellation begin() {
        Cancellation cancellation = new Cancellation();
        if (closed) {
            cancellation.cancel();
        } else {
            running.add(cancellation);
        }
        return cancellation;
    }

    /** A run is over. */
    synchronized void end(Cancellation cancellation) {
        running.remove(cancellation);
    }

    /** Ends all runs, and those that begin later. */
    void cancelAll() {
        List<Cancellation> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(running);
        }
        all.forEach(Cancellation::cancel);
    }
}
