/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

/**
 * One command that was handed to a channel. It is sent by the thread that awaits it, when its turn comes: among the exchanges that are
 * awaited, in the order in which they were started. Any thread.
 */
public final class AtExchange {

    private final AtChannel channel;
    private final AtCommand command;
    private final long order;
    private volatile boolean cancelled;
    /** From here on guarded by the channel's lock. */
    private boolean awaited;
    private AtResponse response;
    private AtException failure;

    AtExchange(AtChannel channel, AtCommand command, long order) {
        this.channel = channel;
        this.command = command;
        this.order = order;
    }

    /**
     * Waits for the turn, sends the command, and waits for its end. Called again, it tells the same again.
     *
     * @throws AtException why it did not come to a final result code; {@link AtException.Kind#CANCELLED} within a second of
     *         {@link #cancel} or of an interrupt, whose flag stays set
     * @throws IllegalStateException in a listener for URCs
     */
    public AtResponse await() throws AtException {
        return channel.run(this);
    }

    /** Cancels from any thread. What was not sent yet never will be; else the channel tidies up before it sends the next command. */
    public void cancel() {
        channel.cancel(this);
    }

    AtCommand command() {
        return command;
    }

    long order() {
        return order;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void setCancelled() {
        cancelled = true;
    }

    /** Whether it is the caller who has to run it. */
    boolean claim() {
        boolean first = !awaited;
        awaited = true;
        return first;
    }

    boolean isDone() {
        return response != null || failure != null;
    }

    void done(AtResponse answer, AtException trouble) {
        response = answer;
        failure = trouble;
    }

    AtResponse outcome() throws AtException {
        if (failure != null) {
            throw failure;
        }
        return response;
    }
}
