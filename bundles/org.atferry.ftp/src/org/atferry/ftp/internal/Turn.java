/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.HashSet;
import java.util.Set;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/** Lets one thread in at a time, first come first served; waiting can be cancelled. */
public final class Turn {

    /** Guarded by {@code this}: the ticket that is being served, and the next to be given. */
    private long serving;
    private long next;
    /** Guarded by {@code this}: tickets whose holders gave up. */
    private final Set<Long> givenUp = new HashSet<>();

    /** Waits for the turn. Whoever comes in must {@link #leave}. */
    public void enter(Step step, Monitor monitor) throws Failure {
        try (Cancellation.Registration registration = monitor.cancellation().onCancel(this::wake)) {
            await(step, monitor);
        }
    }

    private synchronized void await(Step step, Monitor monitor) throws Failure {
        long ticket = next++;
        try {
            while (serving != ticket) {
                if (monitor.isCancelled()) {
                    giveUp(ticket);
                    throw FtpEngine.cancelled(step, "");
                }
                wait();
            }
        } catch (InterruptedException e) {
            giveUp(ticket);
            Thread.currentThread().interrupt();
            throw Failure.at(step).kind(FailureKind.CANCELLED).cause(e).build();
        }
    }

    private void giveUp(long ticket) {
        if (serving == ticket) {
            leave();
        } else {
            givenUp.add(ticket);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Lets the next one in. */
    public synchronized void leave() {
        serving++;
        while (givenUp.remove(serving)) {
            serving++;
        }
        notifyAll();
    }
}
