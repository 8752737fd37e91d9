/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.atferry.at.AtException.Kind;
import org.atferry.at.ChannelState.Doubt;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.Tap;
import org.atferry.at.trace.TraceListener;

/**
 * One port, one command at a time, each in the thread that awaits it. A thread of its own reads, and takes every line that the command in
 * flight did not declare as its own for a URC. After a command that was given up - timeout, cancel, a failure inside data mode - the two
 * sides are brought in step again before the next command is sent: data mode is left at once, a late answer is swallowed. When that fails
 * the next command fails with {@link Kind#TIMEOUT}; after ten commands in a row without any answer the module counts as dead, the port is
 * closed, and every call fails with {@link Kind#LOST}. Any thread.
 */
public final class AtChannel implements AutoCloseable {

    /** Takes back a registration; closing twice does no harm. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** So many commands in a row without an answer are the end. */
    private static final int MAXIMUM_TIMEOUTS = 10;
    private static final long CLOSING_MILLIS = 800;

    private final Port port;
    private final Tap tap;
    private final ChannelState state;
    private final Wire wire;
    private final ChannelReader reader;
    private final Thread readingThread;
    private final List<Consumer<Kind>> endListeners = new CopyOnWriteArrayList<>();
    /** From here on guarded by the lock of {@link #state}. */
    private final PriorityQueue<AtExchange> waiting = new PriorityQueue<>(Comparator.comparingLong(AtExchange::order));
    private AtExchange running;
    private Thread recovering;
    private long started;
    private int timeouts;
    private boolean endTold;

    /**
     * Takes over an open port and starts to read it.
     *
     * @param trace shown every byte both ways, with secrets masked; null or {@link TraceListener#NONE} for nobody
     */
    public AtChannel(Port port, TraceListener trace) {
        this(port, trace, Ticker.system());
    }

    /** The same with a clock for the deadlines. */
    public AtChannel(Port port, TraceListener trace, Ticker ticker) {
        this.port = port;
        tap = new Tap(port.address().toString(), trace == null ? TraceListener.NONE : trace);
        state = new ChannelState(ticker);
        wire = new Wire(port, tap, state);
        reader = new ChannelReader(port, tap, state, wire, this::readingEnded);
        readingThread = new Thread(reader, "at-reader " + port.address()); //$NON-NLS-1$
        readingThread.setDaemon(true);
        readingThread.start();
    }

    /**
     * Gives a command its place in the order; {@link AtExchange#await} has it sent.
     *
     * @throws IllegalArgumentException for counted data without a result line that tells the count
     */
    public AtExchange start(AtCommand command) {
        if (command.data() instanceof AtCommand.Data.Counted && command.result().isEmpty()) {
            throw new IllegalArgumentException(command.name() + ": counted data needs a result"); //$NON-NLS-1$
        }
        state.lock.lock();
        try {
            return new AtExchange(this, command, started++);
        } finally {
            state.lock.unlock();
        }
    }

    /** Starts and awaits. */
    public AtResponse execute(AtCommand command) throws AtException {
        return start(command).await();
    }

    /**
     * Has a listener told the lines that belong to no command: whole, in the order in which they came, in the reading thread. It must be
     * quick and must not await a command; what it throws is logged.
     */
    public Registration onUrc(Consumer<String> listener) {
        return reader.onUrc(listener);
    }

    /** Has a listener told once when the channel ends: {@link Kind#LOST} or {@link Kind#CLOSED}; at once when it has. Any thread; quick. */
    public Registration onEnd(Consumer<Kind> listener) {
        Consumer<Kind> once = listener::accept;
        boolean told;
        state.lock.lock();
        try {
            told = endTold;
            if (!told) {
                endListeners.add(once);
            }
        } finally {
            state.lock.unlock();
        }
        if (told) {
            once.accept(state.ended());
        }
        return () -> endListeners.remove(once);
    }

    /** Stamped on trace events from now on; empty for none. */
    public void transferId(String id) {
        tap.transferId(id);
    }

    /** Whether commands can be sent. */
    public boolean isOpen() {
        state.lock.lock();
        try {
            return state.ended() == null;
        } finally {
            state.lock.unlock();
        }
    }

    /** The port. */
    public Port port() {
        return port;
    }

    /** How many wait for their turn. */
    int queued() {
        state.lock.lock();
        try {
            return waiting.size();
        } finally {
            state.lock.unlock();
        }
    }

    AtResponse run(AtExchange exchange) throws AtException {
        if (Thread.currentThread() == readingThread) {
            throw new IllegalStateException("a listener must not await a command"); //$NON-NLS-1$
        }
        try {
            if (claim(exchange)) {
                perform(exchange);
            }
            return exchange.outcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AtException(Kind.CANCELLED, exchange.command().name(), 0, null);
        }
    }

    /** True for the first thread that awaits it; the others wait for that one. */
    private boolean claim(AtExchange exchange) throws InterruptedException {
        state.lock.lock();
        try {
            if (exchange.claim()) {
                return true;
            }
            while (!exchange.isDone()) {
                state.changed.await();
            }
            return false;
        } finally {
            state.lock.unlock();
        }
    }

    private void perform(AtExchange exchange) {
        AtResponse response = null;
        AtException failure = null;
        try {
            response = performed(exchange);
        } catch (AtException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new AtException(Kind.CANCELLED, exchange.command().name(), 0, null);
        } catch (RuntimeException | Error e) {
            failure = new AtException(Kind.LOCAL, exchange.command().name(), 0, e);
        }
        done(exchange, response, failure);
    }

    private AtResponse performed(AtExchange exchange) throws AtException, InterruptedException {
        awaitTurn(exchange);
        recover(exchange);
        return new ExchangeRun(state, wire, exchange).run();
    }

    private void awaitTurn(AtExchange exchange) throws AtException, InterruptedException {
        state.lock.lock();
        waiting.add(exchange);
        try {
            while (exchange.isCancelled() || state.ended() != null || running != null || recovering != null || waiting.peek() != exchange) {
                if (exchange.isCancelled()) {
                    throw new AtException(Kind.CANCELLED, exchange.command().name(), 0, null);
                }
                if (state.ended() != null) {
                    throw new AtException(state.ended(), exchange.command().name(), 0, state.endCause());
                }
                state.changed.await();
            }
            running = exchange;
        } finally {
            waiting.remove(exchange);
            state.changed.signalAll();
            state.lock.unlock();
        }
    }

    /** Brings the two sides in step again when the command before left them in doubt. */
    private void recover(AtExchange exchange) throws AtException, InterruptedException {
        if (doubt() == Doubt.NONE) {
            return;
        }
        Kind kind = Kind.TIMEOUT;
        Throwable cause = null;
        try {
            if (new Recovery(state, wire).run(exchange)) {
                return;
            }
        } catch (PortException e) {
            kind = exchange.isCancelled() || Thread.currentThread().isInterrupted() ? Kind.CANCELLED : ExchangeRun.kindOf(e);
            cause = e;
        }
        throw new AtException(kind, exchange.command().name(), 0, cause);
    }

    private Doubt doubt() {
        state.lock.lock();
        try {
            return state.doubt();
        } finally {
            state.lock.unlock();
        }
    }

    private void done(AtExchange exchange, AtResponse response, AtException failure) {
        PortException end = null;
        state.lock.lock();
        try {
            exchange.done(response, failure);
            if (running == exchange) {
                running = null;
                countTimeouts(failure);
                if (state.doubt() == Doubt.DATA && state.ended() == null) {
                    recovering = new Thread(this::recoverInBackground, "at-recovery " + port.address()); //$NON-NLS-1$
                    recovering.setDaemon(true);
                    recovering.start();
                }
            }
            if (failure != null && failure.kind() == Kind.LOST && failure.getCause() instanceof PortException lost) {
                end = lost;
            } else if (timeouts >= MAXIMUM_TIMEOUTS) {
                end = new PortException(PortException.Kind.LOST, port.address().toString(),
                        "no answer to " + MAXIMUM_TIMEOUTS + " commands in a row"); //$NON-NLS-1$ //$NON-NLS-2$
            }
            state.changed.signalAll();
        } finally {
            state.lock.unlock();
        }
        if (end != null) {
            end(Kind.LOST, end);
        }
    }

    private void countTimeouts(AtException failure) {
        Kind kind = failure == null ? null : failure.kind();
        if (kind == Kind.TIMEOUT || kind == Kind.SEND_TIMEOUT) {
            timeouts++;
        } else if (kind != Kind.CANCELLED) {
            timeouts = 0;
        }
    }

    /** Leaves data mode at once, so that the module is not kept in it until somebody wants something. */
    private void recoverInBackground() {
        try {
            new Recovery(state, wire).run(null);
        } catch (PortException e) {
            // the doubt stays, and the next command finds out more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state.lock.lock();
            try {
                recovering = null;
                state.changed.signalAll();
            } finally {
                state.lock.unlock();
            }
        }
    }

    void cancel(AtExchange exchange) {
        state.lock.lock();
        try {
            exchange.setCancelled();
            if (running == exchange) {
                wire.stopWriting();
            }
            state.changed.signalAll();
        } finally {
            state.lock.unlock();
        }
    }

    private void readingEnded(PortException why) {
        end(ChannelReader.kindOf(why), why);
        List<Consumer<Kind>> listeners;
        state.lock.lock();
        try {
            endTold = true;
            listeners = List.copyOf(endListeners);
        } finally {
            state.lock.unlock();
        }
        listeners.forEach(listener -> listener.accept(state.ended()));
    }

    private void end(Kind kind, Throwable cause) {
        Thread background;
        state.lock.lock();
        try {
            state.end(kind, cause);
            background = recovering;
        } finally {
            state.lock.unlock();
        }
        if (background != null) {
            background.interrupt();
        }
        port.close();
    }

    /** Closes the port; what is in flight or waits fails with {@link Kind#CLOSED}. At most a second. */
    @Override
    public void close() {
        end(Kind.CLOSED, null);
        if (Thread.currentThread() != readingThread) {
            try {
                readingThread.join(CLOSING_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
