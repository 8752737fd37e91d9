/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.ArrayList;
import java.util.List;

/**
 * A one-way switch by which one thread ends another's work. Blocking code registers what breaks its wait (closing a socket, waking a
 * thread) and need not poll.
 */
public final class Cancellation {

    /** Takes back a registration; closing twice does no harm. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Each an object of its own, also when one action is registered twice; guarded by {@code this}; null once cancelled. */
    private List<Runnable> actions = new ArrayList<>();

    /**
     * Cancels: runs each registered action once, in the caller's thread; one that throws does not keep the others from running. Any thread,
     * any number of times.
     */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (this) {
            toRun = actions == null ? List.of() : actions;
            actions = null;
        }
        RuntimeException failed = null;
        for (Runnable action : toRun) {
            try {
                action.run();
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Whether {@link #cancel} was called. */
    public synchronized boolean isCancelled() {
        return actions == null;
    }

    /**
     * Has {@code action} run at the moment of cancelling; at once when that has already happened. The action must be quick and must not
     * throw.
     */
    public Registration onCancel(Runnable action) {
        Runnable own = action::run;
        synchronized (this) {
            if (actions != null) {
                actions.add(own);
                return () -> remove(own);
            }
        }
        action.run();
        return () -> { };
    }

    private synchronized void remove(Runnable action) {
        if (actions != null) {
            actions.removeIf(candidate -> candidate == action);
        }
    }
}
