/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.ArrayDeque;
import java.util.Deque;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/**
 * Lets one in at a time, first come first served; whoever waits can be cancelled. Not tied to a thread: who entered may leave from another
 * one.
 */
final class Turnstile {

    /** Guarded by {@code this}; the first is inside, the others wait. */
    private final Deque<Object> tickets = new ArrayDeque<>();

    /**
     * Waits for the turn.
     *
     * @throws Failure {@link FailureKind#CANCELLED} when the monitor is cancelled or the thread interrupted before it came
     */
    void enter(Monitor monitor, Step step, String subject) throws Failure {
        Object ticket = new Object();
        synchronized (this) {
            tickets.add(ticket);
        }
        boolean inside = false;
        try (Cancellation.Registration registration = monitor.cancellation().onCancel(this::wake)) {
            inside = await(ticket, monitor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!inside) {
                drop(ticket);
            }
        }
        if (!inside) {
            throw Failure.at(step).kind(FailureKind.CANCELLED).subject(subject).build();
        }
    }

    /** Waits for the turn without a way to be cancelled; for closing. */
    synchronized void enter() {
        Object ticket = new Object();
        tickets.add(ticket);
        boolean interrupted = false;
        while (tickets.peek() != ticket) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean await(Object ticket, Monitor monitor) throws InterruptedException {
        while (tickets.peek() != ticket && !monitor.isCancelled()) {
            wait();
        }
        return !monitor.isCancelled();
    }

    /** Lets the next one in. */
    synchronized void leave() {
        tickets.remove();
        notifyAll();
    }

    /** Whether nobody is inside. */
    synchronized boolean isFree() {
        return tickets.isEmpty();
    }

    private synchronized void drop(Object ticket) {
        tickets.remove(ticket);
        notifyAll();
    }

    private synchronized void wake() {
        notifyAll();
    }
}
