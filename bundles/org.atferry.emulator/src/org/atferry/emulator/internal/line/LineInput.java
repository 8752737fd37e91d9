/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.Tap;
import org.atferry.at.trace.TraceEvent.Direction;
import org.atferry.remote.Cancellation;

/**
 * What the host sends. One thread reads the port into a ring without a pause, so that the line never idles while the other side of the
 * module is busy; one other thread takes the bytes out, in place. When the ring is full the port is read no more, which its flow control
 * tells the host.
 * <p>
 * In data mode the reading thread watches for {@code +++} and for silence; both arrive in order behind the bytes before them.
 */
public final class LineInput implements AutoCloseable {

    /** What {@link #await} found. */
    public enum Signal {
        /** There are bytes. */
        DATA,
        /** {@code +++} with its guard times: data mode is left. */
        ESCAPE,
        /** No byte came for the time given to {@link #startData}. */
        SILENCE,
        /** The port is gone, and everything that came before was taken. */
        LOST
    }

    /** Bytes in the ring, valid until {@link #consume}. */
    public record Span(byte[] bytes, int offset, int length) {
    }

    private enum Mode { COMMAND, KEEP, SINK }

    private static final int CAPACITY = 1 << 18;
    private static final int MASK = CAPACITY - 1;
    private static final int LARGEST_READ = 1 << 16;

    private final Port port;
    private final ModuleTime time;
    private final Tap tap;
    private final Runnable onLost;
    private final byte[] ring = new byte[CAPACITY];
    private final Escape escape = new Escape();
    private final Thread reader;

    /** Guards everything below. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long taken;
    private long committed;
    private Mode mode = Mode.COMMAND;
    private long dataEnd;
    private long escapedAt = -1;
    private boolean silent;
    private boolean lost;
    private long lastByte;
    private Runnable onEscape = () -> { };
    private Cancellation.Registration silenceAlarm = () -> { };

    /**
     * Over an open port, whose reading it takes over.
     *
     * @param onLost told once, in the reading thread, when the port is gone
     */
    public LineInput(Port port, ModuleTime time, Tap tap, Runnable onLost) {
        this.port = port;
        this.time = time;
        this.tap = tap;
        this.onLost = onLost;
        this.lastByte = time.nanoTime();
        reader = new Thread(this::read, "atferry-module-read");
        reader.setDaemon(true);
    }

    /** Starts to read. */
    public void start() {
        reader.start();
    }

    /** Waits for the next thing to happen. */
    public Signal await() {
        lock.lock();
        try {
            while (true) {
                if (taken < limit()) {
                    return Signal.DATA;
                }
                if (escapedAt >= 0) {
                    return Signal.ESCAPE;
                }
                if (silent) {
                    return Signal.SILENCE;
                }
                if (lost) {
                    return Signal.LOST;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The bytes at hand; in one piece, so perhaps not all. Empty when there are none. */
    public Span span() {
        lock.lock();
        try {
            int offset = (int) taken & MASK;
            return new Span(ring, offset, (int) Math.min(limit() - taken, CAPACITY - offset));
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the first bytes of the span. */
    public void consume(int length) {
        lock.lock();
        try {
            taken += length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits a moment for a byte.
     *
     * @return whether there is one
     */
    public boolean awaitByte(Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (taken == limit() && !lost && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return taken < limit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what arrives, until nothing has arrived for {@code quiet}. */
    public void discard(Duration quiet) {
        do {
            consume(span().length());
        } while (awaitByte(quiet));
    }

    /**
     * From here on bytes are data, to be taken out.
     *
     * @param length how many, after which they are commands again; negative: until the escape
     * @param silence without a byte for that long {@link Signal#SILENCE} is given
     */
    public void startData(long length, Duration silence) {
        lock.lock();
        try {
            dataEnd = length < 0 ? Long.MAX_VALUE : taken + length;
            mode = committed < dataEnd ? Mode.KEEP : Mode.COMMAND;
            lastByte = time.nanoTime();
            armSilence(silence, silence);
        } finally {
            lock.unlock();
        }
    }

    /**
     * From here on bytes are thrown away, and only the escape counts.
     *
     * @param action told of the escape in the reading thread; must be quick
     */
    public void startSink(Runnable action) {
        lock.lock();
        try {
            mode = Mode.SINK;
            onEscape = action;
        } finally {
            lock.unlock();
        }
    }

    /** From here on bytes are commands. */
    public void endData() {
        lock.lock();
        try {
            mode = Mode.COMMAND;
            escapedAt = -1;
            silent = false;
            onEscape = () -> { };
            silenceAlarm.close();
            silenceAlarm = () -> { };
        } finally {
            lock.unlock();
        }
    }

    /** Whether the port is gone. */
    public boolean isLost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the reading; closes the port. Any thread. */
    @Override
    public void close() {
        lose();
        port.close();
    }

    /** Waits until the reading thread has ended. */
    public void join(Duration atMost) throws InterruptedException {
        if (reader != Thread.currentThread()) {
            TimeUnit.MILLISECONDS.timedJoin(reader, atMost.toMillis());
        }
    }

    private long limit() {
        return escapedAt >= 0 ? escapedAt : committed;
    }

    private void armSilence(Duration wait, Duration whole) {
        silenceAlarm.close();
        silenceAlarm = time.after(wait, () -> checkSilence(whole));
    }

    private void checkSilence(Duration whole) {
        lock.lock();
        try {
            if (mode != Mode.KEEP) {
                return;
            }
            long missing = lastByte + whole.toNanos() - time.nanoTime();
            if (missing <= 0 && taken < committed) {
                missing = whole.toNanos();
            }
            if (missing > 0) {
                armSilence(Duration.ofNanos(missing), whole);
            } else {
                silent = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        try {
            long waitingSince = time.nanoTime();
            boolean fresh = true;
            while (true) {
                int space = awaitSpace();
                if (space == 0) {
                    return;
                }
                long now = time.nanoTime();
                if (fresh) {
                    waitingSince = now;
                }
                int offset = offset();
                int count = port.read(ring, offset, space, escape.patience(now, Duration.ofHours(12)));
                long after = time.nanoTime();
                fresh = count > 0;
                if (fresh) {
                    arrived(offset, count, after - waitingSince, after);
                } else {
                    quiet(after);
                }
            }
        } catch (PortException | RuntimeException e) {
            lose();
        }
    }

    private int offset() {
        lock.lock();
        try {
            return (int) (committed + escape.held()) & MASK;
        } finally {
            lock.unlock();
        }
    }

    private int awaitSpace() {
        lock.lock();
        try {
            while (!lost) {
                long next = committed + escape.held();
                int space = (int) Math.min(CAPACITY - (next - taken), CAPACITY - ((int) next & MASK));
                if (space > 0) {
                    return Math.min(space, LARGEST_READ);
                }
                changed.awaitUninterruptibly();
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private void arrived(int offset, int count, long silence, long now) {
        lock.lock();
        try {
            lastByte = now;
            trace(offset, count);
            boolean held = mode != Mode.COMMAND && !dataComplete(count)
                    && escape.arrived(ring, offset, count, silence, now) == Escape.Verdict.HOLD;
            if (!held) {
                release(count);
            }
        } finally {
            lock.unlock();
        }
    }

    private void trace(int offset, int count) {
        long left = dataEnd - committed - escape.held();
        int data = switch (mode) {
            case COMMAND -> 0;
            case SINK -> count;
            case KEEP -> (int) Math.min(count, left);
        };
        tap.data(Direction.RECEIVED, ring, offset, data);
        tap.text(Direction.RECEIVED, ring, offset + data, count - data);
    }

    /** Whether the bytes held back and those that came now end data of a declared length: then they are data, pluses or not. */
    private boolean dataComplete(int count) {
        return mode == Mode.KEEP && committed + escape.held() + count >= dataEnd;
    }

    private void quiet(long now) {
        Runnable action = () -> { };
        lock.lock();
        try {
            Escape.Verdict verdict = mode == Mode.COMMAND ? Escape.Verdict.DATA : escape.quiet(now);
            if (verdict == Escape.Verdict.DATA) {
                release(0);
            } else if (verdict == Escape.Verdict.ESCAPE) {
                escape.reset();
                escapedAt = committed;
                mode = Mode.COMMAND;
                action = onEscape;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    private void release(int count) {
        if (mode != Mode.SINK) {
            committed += escape.held() + count;
            changed.signalAll();
        }
        escape.reset();
        if (mode == Mode.KEEP && committed >= dataEnd) {
            mode = Mode.COMMAND;
        }
    }

    private void lose() {
        boolean first;
        lock.lock();
        try {
            first = !lost;
            lost = true;
            silenceAlarm.close();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (first) {
            onLost.run();
        }
    }
}
