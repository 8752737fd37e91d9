/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;

/** The module's end of a line whose other end is the test: each thing sent is one read, and reads wait on the clock of the test. */
public final class BenchPort implements Port {

    private static final long PATIENCE = 10_000;

    private final ManualTime time;
    /** Guarded by {@code this}. */
    private final Deque<byte[]> toModule = new ArrayDeque<>();
    private final ByteArrayOutputStream fromModule = new ByteArrayOutputStream();
    private boolean waiting;
    private long waitingAt;
    private boolean lost;
    private boolean closed;
    private int jammed = Integer.MAX_VALUE;

    public BenchPort(ManualTime time) {
        this.time = time;
    }

    /** Sends bytes, one read each call, and waits until the module has read them. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) {
        synchronized (this) {
            toModule.add(bytes.clone());
            waiting = false;
            notifyAll();
        }
        settle();
    }

    /** Sends without waiting. */
    public synchronized void post(byte[] bytes) {
        toModule.add(bytes.clone());
        notifyAll();
    }

    /** Waits until the module has read all and waits for more. */
    public synchronized void settle() {
        long end = System.currentTimeMillis() + PATIENCE;
        while (!(waiting && waitingAt == time.nanoTime() && toModule.isEmpty()) && !lost && !closed) {
            pause(end, "the module does not read");
        }
    }

    /** Lets time pass for the module, and waits until it has noticed. */
    public void pass(Duration duration) {
        time.advance(duration);
        synchronized (this) {
            notifyAll();
        }
        settle();
    }

    /** Waits for exactly these bytes next. */
    public synchronized void expect(String text) {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        long end = System.currentTimeMillis() + PATIENCE;
        while (fromModule.size() < expected.length) {
            byte[] soFar = fromModule.toByteArray();
            if (!text.startsWith(new String(soFar, StandardCharsets.UTF_8)) || System.currentTimeMillis() > end) {
                assertEquals(text, new String(soFar, StandardCharsets.UTF_8));
            }
            pause(end, "expected " + text + " but was " + fromModule.toString(StandardCharsets.UTF_8));
        }
        byte[] all = fromModule.toByteArray();
        assertEquals(text, new String(all, 0, expected.length, StandardCharsets.UTF_8));
        fromModule.reset();
        fromModule.write(all, expected.length, all.length - expected.length);
    }

    /** What came and was not expected yet. */
    public synchronized String rest() {
        return fromModule.toString(StandardCharsets.UTF_8);
    }

    /** The next write of more than that many bytes finds nobody who takes them. */
    public synchronized void jam(int moreThan) {
        jammed = moreThan;
    }

    /** The line is pulled out. */
    public synchronized void lose() {
        lost = true;
        notifyAll();
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        long deadline = time.nanoTime() + timeout.toNanos();
        while (toModule.isEmpty()) {
            if (lost || closed) {
                throw new PortException(closed ? PortException.Kind.CLOSED : PortException.Kind.LOST, "bench", "gone");
            }
            if (time.nanoTime() >= deadline) {
                return 0;
            }
            waiting = true;
            waitingAt = time.nanoTime();
            notifyAll();
            pause(Long.MAX_VALUE, "");
        }
        waiting = false;
        byte[] next = toModule.remove();
        int count = Math.min(length, next.length);
        System.arraycopy(next, 0, buffer, offset, count);
        if (count < next.length) {
            toModule.addFirst(Arrays.copyOfRange(next, count, next.length));
        }
        return count;
    }

    private void pause(long end, String complaint) {
        try {
            if (end == Long.MAX_VALUE) {
                wait();
            } else {
                long left = end - System.currentTimeMillis();
                if (left <= 0) {
                    fail(complaint);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        if (lost || closed) {
            throw new PortException(closed ? PortException.Kind.CLOSED : PortException.Kind.LOST, "bench", "gone");
        }
        if (length > jammed) {
            jammed = Integer.MAX_VALUE;
            throw new PortException(PortException.Kind.SEND_TIMEOUT, "bench", "jammed");
        }
        fromModule.write(buffer, offset, length);
        notifyAll();
    }

    @Override
    public void drain(Duration timeout) {
        // nothing is held back
    }

    @Override
    public PortAddress address() {
        return new PortAddress("bench", "test", Map.of());
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
