/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtException.Kind;
import org.atferry.at.ChannelState.Doubt;
import org.atferry.at.internal.Nanos;
import org.atferry.at.port.PortException;

/** Runs one command, in the thread that awaits it: sends, waits with deadlines, moves the data of an upload. Used once. */
final class ExchangeRun {

    /** For the final result code after an error of data mode that came without it. */
    private static final long GRACE = 250_000_000L;
    /** So long nothing comes before the last bytes are looked at for a report of failure. */
    private static final long QUIET = 1_000_000_000L;
    /** How long a sink that is being written to is waited for. */
    private static final long SINK = 500_000_000L;

    private final ChannelState state;
    private final Wire wire;
    private final AtExchange exchange;
    private final AtCommand command;
    private final Conversation conversation;
    private long sent;
    /** What is in doubt if it ends here. */
    private Doubt doubt = Doubt.NONE;
    private boolean finished;

    ExchangeRun(ChannelState state, Wire wire, AtExchange exchange) {
        this.state = state;
        this.wire = wire;
        this.exchange = exchange;
        command = exchange.command();
        conversation = new Conversation(command);
    }

    /** Runs it; the caller does not hold the lock, and no other command is in flight. */
    AtResponse run() throws AtException, InterruptedException {
        locked(() -> state.begin(conversation));
        try {
            return converse();
        } catch (PortException e) {
            throw failure(kindNow(e), e);
        } finally {
            finish();
        }
    }

    private AtResponse converse() throws AtException, PortException, InterruptedException {
        boolean hasData = !(command.data() instanceof Data.None);
        doubt = hasData ? Doubt.DATA : Doubt.LATE;
        wire.text(command.line() + '\r', command.deadline(), exchange);
        await(Kind.TIMEOUT, command.deadline(), () -> conversation.isConnected() || conversation.hasFinal()
                || hasData && conversation.hasErrorResult());
        if (conversation.isConnected()) {
            transfer();
        } else if (hasData) {
            settle();
        }
        if (conversation.hasFinal()) {
            doubt = doubt == Doubt.NOISE ? Doubt.NOISE : Doubt.LATE;
            await(Kind.RESULT_TIMEOUT, command.resultDeadline(), conversation::isEnded);
            doubt = doubt == Doubt.NOISE ? Doubt.NOISE : Doubt.NONE;
        }
        return conversation.response(transferred());
    }

    /** Data mode, up to the final result code or an error in its place. */
    private void transfer() throws AtException, PortException, InterruptedException {
        Duration gap;
        if (command.data() instanceof Data.Upload upload) {
            gap = upload.gap();
            boolean whole = upload(upload);
            doubt = whole ? Doubt.SUSPECT : Doubt.NOISE;
        } else {
            gap = command.data() instanceof Data.Download download ? download.gap() : ((Data.Counted) command.data()).gap();
            receive(Nanos.of(gap));
            doubt = Doubt.SUSPECT;
        }
        await(Kind.DATA_TIMEOUT, gap, () -> conversation.hasFinal() || conversation.hasErrorResult());
        settle();
    }

    /** After an error of data mode: its final result code comes at once or never. */
    private void settle() throws AtException, InterruptedException {
        if (!conversation.hasFinal() && !waited(GRACE, conversation::hasFinal) && doubt != Doubt.NOISE) {
            doubt = Doubt.SUSPECT;
        }
    }

    /** Sends; returns false when the module ended it before all was sent. */
    private boolean upload(Data.Upload upload) throws AtException, PortException {
        UploadBuffer buffer = new UploadBuffer(state.ticker);
        while (sent < upload.length()) {
            int count = read(upload, buffer);
            locked(() -> conversation.setSending(sent + count < upload.length()));
            try {
                buffer.timed(() -> wire.data(buffer.bytes(), count, upload.gap(),
                        () -> exchange.isCancelled() || conversation.isStoppingUpload()));
            } catch (PortException e) {
                if (e.kind() == PortException.Kind.SEND_TIMEOUT && settled()) {
                    return false;
                }
                throw e;
            }
            sent += count;
            told(() -> upload.progress().accept(sent));
            if (settled()) {
                return sent == upload.length();
            }
        }
        return true;
    }

    private int read(Data.Upload upload, UploadBuffer buffer) throws AtException {
        try {
            int count = upload.source().readNBytes(buffer.bytes(), 0, (int) Math.min(buffer.size(), upload.length() - sent));
            if (count == 0) {
                throw new EOFException("the source ended " + (upload.length() - sent) + " bytes early"); //$NON-NLS-1$ //$NON-NLS-2$
            }
            return count;
        } catch (IOException | RuntimeException e) {
            throw failure(Kind.LOCAL, e);
        }
    }

    private void told(Runnable listener) throws AtException {
        try {
            listener.run();
        } catch (RuntimeException e) {
            throw failure(Kind.LOCAL, e);
        }
    }

    /** Whether the module began to end the command; also the place where a cancel or a lost port is seen while data flows. */
    private boolean settled() throws AtException {
        state.lock.lock();
        try {
            if (conversation.isSettling()) {
                return true;
            }
            check();
            return false;
        } finally {
            state.lock.unlock();
        }
    }

    /** Waits while the reading thread receives; finds the reports of failure that look like data. */
    private void receive(long gap) throws AtException, InterruptedException {
        DataReceiver receiver = conversation.receiver();
        DataEnd end = null;
        state.lock.lock();
        try {
            long lookedAt = -1;
            conversation.progressedAt(state.ticker.nanoTime());
            while (receiver.isOpen()) {
                check();
                long idle = conversation.isBusy() ? 0 : state.ticker.nanoTime() - conversation.progressedAt();
                if (idle >= Math.min(QUIET, gap) && lookedAt != receiver.received()) {
                    lookedAt = receiver.received();
                    end = receiver.endAtTail();
                    if (end != null) {
                        receiver.shut();
                        break;
                    }
                }
                if (idle >= gap) {
                    throw failure(Kind.DATA_TIMEOUT, null);
                }
                state.ticker.await(state.lock, state.changed, idle < QUIET ? Math.min(QUIET, gap) - idle : gap - idle);
            }
        } finally {
            state.lock.unlock();
        }
        if (end != null) {
            receiver.finishQuietly(end);
            DataEnd found = end;
            locked(() -> conversation.take(found));
        }
        if (receiver.failure() != null) {
            throw failure(receiver.failure(), receiver.cause());
        }
    }

    private void await(Kind late, Duration time, BooleanSupplier done) throws AtException, InterruptedException {
        if (!waited(Nanos.of(time), done)) {
            throw failure(late, null);
        }
    }

    private boolean waited(long nanos, BooleanSupplier done) throws AtException, InterruptedException {
        state.lock.lock();
        try {
            long deadline = state.ticker.nanoTime() + nanos;
            while (!done.getAsBoolean()) {
                check();
                long left = deadline - state.ticker.nanoTime();
                if (left <= 0) {
                    return false;
                }
                state.ticker.await(state.lock, state.changed, left);
            }
            return true;
        } finally {
            state.lock.unlock();
        }
    }

    /** Under the lock. */
    private void check() throws AtException {
        if (exchange.isCancelled()) {
            throw failure(Kind.CANCELLED, null);
        }
        if (conversation.failure() != null) {
            if (conversation.receiver() == null) {
                doubt = doubt == Doubt.LATE ? Doubt.NOISE : doubt;
            }
            throw failure(conversation.failure(), null);
        }
        if (state.ended() != null) {
            throw failure(state.ended(), state.endCause());
        }
    }

    private Kind kindNow(PortException e) {
        if (exchange.isCancelled() || Thread.currentThread().isInterrupted()) {
            return Kind.CANCELLED;
        }
        state.lock.lock();
        try {
            return state.ended() != null ? state.ended() : kindOf(e);
        } finally {
            state.lock.unlock();
        }
    }

    /** What trouble with the port means for a command. */
    static Kind kindOf(PortException e) {
        return switch (e.kind()) {
            case SEND_TIMEOUT -> Kind.SEND_TIMEOUT;
            case CLOSED -> Kind.CLOSED;
            default -> Kind.LOST;
        };
    }

    /** Ends the conversation first, so that nothing moves any more. */
    private AtException failure(Kind kind, Throwable cause) {
        finish();
        return new AtException(kind, command.name(), transferred(), cause);
    }

    private long transferred() {
        return conversation.receiver() == null ? sent : conversation.receiver().released();
    }

    /** Ends the conversation; waits a moment for the reading thread to be done with the sink, which then belongs to the caller again. */
    private void finish() {
        state.lock.lock();
        try {
            if (finished) {
                return;
            }
            finished = true;
            state.finish(doubt);
            if (conversation.receiver() != null) {
                conversation.receiver().shut();
                long left = SINK;
                while (conversation.isBusy() && left > 0) {
                    left = state.changed.awaitNanos(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state.lock.unlock();
        }
    }

    private void locked(Runnable action) {
        state.lock.lock();
        try {
            action.run();
        } finally {
            state.lock.unlock();
        }
    }

    /** A buffer for uploads, of a size that is through in a fraction of a second, so that progress is told and a cancel is seen. */
    private static final class UploadBuffer {

        @FunctionalInterface
        interface Write {
            void run() throws PortException;
        }

        private static final int SMALLEST = 1024;
        private static final int LARGEST = 64 * 1024;
        private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(20);
        private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(250);

        private final Ticker ticker;
        private byte[] bytes = new byte[8 * 1024];
        private int size = bytes.length;

        UploadBuffer(Ticker ticker) {
            this.ticker = ticker;
        }

        byte[] bytes() {
            return bytes;
        }

        int size() {
            return size;
        }

        void timed(Write write) throws PortException {
            long start = ticker.nanoTime();
            write.run();
            long took = ticker.nanoTime() - start;
            if (took > SLOW && size > SMALLEST) {
                size /= 2;
            } else if (took < QUICK && size < LARGEST) {
                size *= 2;
                if (bytes.length < size) {
                    bytes = new byte[size];
                }
            }
        }
    }
}
