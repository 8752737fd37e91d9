/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.atferry.at.AtException.Kind;
import org.atferry.at.internal.LineSplitter;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.Tap;
import org.atferry.at.trace.TraceEvent.Direction;

/** The one thread that reads a channel's port: hands data to the receiver, lines to the command in flight, and other lines to listeners. */
final class ChannelReader implements Runnable {

    private static final int BUFFER = 32 * 1024;
    /** Only so that a read returns some time. */
    private static final Duration LONG = Duration.ofHours(1);

    private final Port port;
    private final Tap tap;
    private final ChannelState state;
    private final Wire wire;
    private final LineSplitter splitter = new LineSplitter();
    private final List<Consumer<String>> urcListeners = new CopyOnWriteArrayList<>();
    private final Consumer<PortException> onEnd;

    /** {@code onEnd} is told why the reading ended, once, as the last thing. */
    ChannelReader(Port port, Tap tap, ChannelState state, Wire wire, Consumer<PortException> onEnd) {
        this.port = port;
        this.tap = tap;
        this.state = state;
        this.wire = wire;
        this.onEnd = onEnd;
    }

    AtChannel.Registration onUrc(Consumer<String> listener) {
        Consumer<String> unique = listener::accept;
        urcListeners.add(unique);
        return () -> urcListeners.remove(unique);
    }

    @Override
    public void run() {
        byte[] buffer = new byte[BUFFER];
        try {
            while (true) {
                received(buffer, port.read(buffer, 0, buffer.length, LONG));
            }
        } catch (PortException e) {
            onEnd.accept(e);
        } catch (RuntimeException | Error e) {
            PortException failure = new PortException(PortException.Kind.LOST, port.address().toString(), e.toString());
            failure.initCause(e);
            onEnd.accept(failure);
        }
    }

    private void received(byte[] buffer, int count) {
        for (int position = 0; position < count;) {
            Conversation receiving = receiving();
            position = receiving == null ? text(buffer, position, count) : data(receiving, buffer, position, count);
        }
    }

    /** The conversation whose data comes next, marked as busy; null for text. */
    private Conversation receiving() {
        state.lock.lock();
        try {
            state.received();
            Conversation conversation = state.conversation();
            if (conversation == null || !conversation.isReceiving()) {
                return null;
            }
            conversation.setBusy(true);
            return conversation;
        } finally {
            state.lock.unlock();
        }
    }

    private int data(Conversation conversation, byte[] buffer, int from, int to) {
        DataReceiver receiver = conversation.receiver();
        int end = receiver.accept(buffer, from, to);
        tap.data(Direction.RECEIVED, buffer, from, end - from);
        state.lock.lock();
        try {
            conversation.setBusy(false);
            conversation.progressedAt(state.ticker.nanoTime());
            if (!receiver.isOpen()) {
                if (receiver.end() != null) {
                    conversation.take(receiver.end());
                }
                state.changed.signalAll();
            } else if (state.conversation() != conversation) {
                state.changed.signalAll();
            }
        } finally {
            state.lock.unlock();
        }
        receiver.urcs().forEach(this::unsolicited);
        return end;
    }

    private int text(byte[] buffer, int from, int to) {
        int end = splitter.take(buffer, from, to, expectsPrompt());
        tap.text(Direction.RECEIVED, buffer, from, end - from);
        if (splitter.overflowed()) {
            state.lock.lock();
            try {
                state.overflow();
            } finally {
                state.lock.unlock();
            }
        } else if (splitter.prompted()) {
            prompted();
        } else if (splitter.line() != null && !splitter.line().isEmpty() && !taken(splitter.line())) {
            unsolicited(splitter.line());
        }
        return end;
    }

    private boolean expectsPrompt() {
        state.lock.lock();
        try {
            return state.conversation() != null && state.conversation().expectsPrompt();
        } finally {
            state.lock.unlock();
        }
    }

    private void prompted() {
        state.lock.lock();
        try {
            if (state.conversation() != null && state.conversation().expectsPrompt()) {
                state.conversation().prompted();
                state.changed.signalAll();
            }
        } finally {
            state.lock.unlock();
        }
    }

    private boolean taken(String line) {
        state.lock.lock();
        try {
            boolean taken = state.take(line);
            if (taken && state.conversation() != null && state.conversation().isStoppingUpload()) {
                wire.stopWriting();
            }
            return taken;
        } finally {
            state.lock.unlock();
        }
    }

    private void unsolicited(String line) {
        for (Consumer<String> listener : urcListeners) {
            try {
                listener.accept(line);
            } catch (RuntimeException e) {
                System.getLogger(ChannelReader.class.getName()).log(System.Logger.Level.WARNING, "a listener for URCs failed", e); //$NON-NLS-1$
            }
        }
    }

    /** What the end of a port means for the channel. */
    static Kind kindOf(PortException end) {
        return end.kind() == PortException.Kind.CLOSED ? Kind.CLOSED : Kind.LOST;
    }
}
