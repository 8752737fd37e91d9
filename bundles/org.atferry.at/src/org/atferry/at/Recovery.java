/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

import org.atferry.at.ChannelState.Doubt;
import org.atferry.at.port.PortException;

/**
 * Brings the two sides in step again after a command that was given up: leaves data mode with the guard times of {@code +++} (Quectel
 * FTP(S) manual 1.5), then sends {@code AT} until it is answered and the line is quiet, so that a late answer is taken for none.
 */
final class Recovery {

    static final String PROBE = "AT"; //$NON-NLS-1$
    static final String ESCAPE = "+++"; //$NON-NLS-1$

    private static final Logger LOGGER = System.getLogger(Recovery.class.getName());
    private static final int TRIES = 3;
    /** A second, and a little for clocks that differ. */
    private static final long GUARD = 1_050_000_000L;
    private static final long ANSWER = 1_000_000_000L;
    /** As long as a module may take to answer {@code AT}. */
    private static final long QUIET = 300_000_000L;
    private static final long LONGEST_NOISE = 3_000_000_000L;
    private static final Duration SEND = Duration.ofSeconds(1);

    private final ChannelState state;
    private final Wire wire;

    Recovery(ChannelState state, Wire wire) {
        this.state = state;
        this.wire = wire;
    }

    /**
     * Tries; the caller does not hold the lock, and no command is in flight.
     *
     * @param exchange what waits for it, and ends it by being cancelled; null when nothing does
     * @return whether the other side is ready for a command
     */
    boolean run(AtExchange exchange) throws PortException, InterruptedException {
        Doubt doubt = doubt();
        boolean escape = doubt == Doubt.DATA;
        for (int i = 0; i < TRIES; i++) {
            if (escape) {
                leaveDataMode(exchange);
            }
            if (probe(escape || doubt != Doubt.LATE, exchange)) {
                resolved();
                return true;
            }
            escape = doubt == Doubt.DATA || doubt == Doubt.SUSPECT || connectSeen();
        }
        return false;
    }

    private void leaveDataMode(AtExchange exchange) throws PortException, InterruptedException {
        drain();
        pause(lastWritten() + GUARD, exchange);
        wire.text(ESCAPE, SEND, exchange);
        pause(lastWritten() + GUARD, exchange);
        quiet(exchange);
    }

    /** What does not leave this machine now is given up later, when it cannot be written. */
    private void drain() throws PortException {
        try {
            wire.drain(SEND);
        } catch (PortException e) {
            if (e.kind() != PortException.Kind.SEND_TIMEOUT) {
                throw e;
            }
        }
    }

    /** Outside data mode a {@code +++}, or data that came too late, is the beginning of a command line: then that is ended first. */
    private boolean probe(boolean endLine, AtExchange exchange) throws PortException, InterruptedException {
        state.lock.lock();
        try {
            state.startProbe();
        } finally {
            state.lock.unlock();
        }
        try {
            wire.text(endLine ? '\r' + PROBE + '\r' : PROBE + '\r', SEND, exchange);
            return answered(exchange) && quiet(exchange) && !connectSeen();
        } finally {
            state.lock.lock();
            try {
                state.endProbe();
            } finally {
                state.lock.unlock();
            }
        }
    }

    private boolean answered(AtExchange exchange) throws PortException, InterruptedException {
        state.lock.lock();
        try {
            long deadline = state.ticker.nanoTime() + ANSWER;
            while (!state.probeAnswered()) {
                long left = deadline - state.ticker.nanoTime();
                if (left <= 0) {
                    return false;
                }
                check(exchange);
                state.ticker.await(state.lock, state.changed, left);
            }
            return true;
        } finally {
            state.lock.unlock();
        }
    }

    /** Waits until nothing came for a while; false when it does not stop. */
    private boolean quiet(AtExchange exchange) throws PortException, InterruptedException {
        state.lock.lock();
        try {
            long now = state.ticker.nanoTime();
            long deadline = now + LONGEST_NOISE;
            while (now - state.lastReceived() < QUIET) {
                if (now - deadline >= 0) {
                    return false;
                }
                check(exchange);
                state.ticker.await(state.lock, state.changed, state.lastReceived() + QUIET - now);
                now = state.ticker.nanoTime();
            }
            return true;
        } finally {
            state.lock.unlock();
        }
    }

    private void pause(long until, AtExchange exchange) throws PortException, InterruptedException {
        state.lock.lock();
        try {
            for (long left = until - state.ticker.nanoTime(); left > 0; left = until - state.ticker.nanoTime()) {
                check(exchange);
                state.ticker.await(state.lock, state.changed, left);
            }
        } finally {
            state.lock.unlock();
        }
    }

    private void check(AtExchange exchange) throws PortException {
        if (state.ended() != null) {
            throw state.endCause() instanceof PortException cause ? cause
                    : new PortException(PortException.Kind.CLOSED, "", "closed"); //$NON-NLS-1$ //$NON-NLS-2$
        }
        if (exchange != null && exchange.isCancelled()) {
            throw new PortException(PortException.Kind.SEND_TIMEOUT, "", "cancelled"); //$NON-NLS-1$ //$NON-NLS-2$
        }
    }

    private void resolved() {
        String name;
        int discarded;
        state.lock.lock();
        try {
            name = state.abandonedName();
            discarded = state.resolve();
        } finally {
            state.lock.unlock();
        }
        if (discarded > 0) {
            LOGGER.log(Level.DEBUG, "{0}: {1} late line(s) discarded", name, discarded); //$NON-NLS-1$
        }
    }

    private Doubt doubt() {
        state.lock.lock();
        try {
            return state.doubt();
        } finally {
            state.lock.unlock();
        }
    }

    private boolean connectSeen() {
        state.lock.lock();
        try {
            return state.connectSeen();
        } finally {
            state.lock.unlock();
        }
    }

    private long lastWritten() {
        state.lock.lock();
        try {
            return wire.lastWritten();
        } finally {
            state.lock.unlock();
        }
    }
}
