/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.TraceEvent;

/**
 * A module played from a trace: what it sent follows when the host has written what it wrote then. A masked secret of the trace stands for
 * any. The port is lost at the first difference, which it tells.
 */
final class ReplayPort implements Port {

    /** What a masked secret may have been. */
    private static final String ANY_SECRET = "[^\"\\r\\n]*"; //$NON-NLS-1$
    private static final String MASK = "***"; //$NON-NLS-1$
    private static final int SHOWN = 60;

    private final PortAddress address;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@code lock}: the blocks still to come, directions alternating; what the host wrote toward the next; what it may read. */
    private final Deque<TraceEvent> script = new ArrayDeque<>();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final Deque<Byte> readable = new ArrayDeque<>();
    private String difference;
    private boolean closed;

    ReplayPort(PortAddress address, List<TraceEvent> events) {
        this.address = address;
        events.forEach(this::append);
        lock.lock();
        try {
            deliver();
        } finally {
            lock.unlock();
        }
    }

    private void append(TraceEvent event) {
        TraceEvent last = script.peekLast();
        if (last != null && last.direction() == event.direction()) {
            script.removeLast();
            byte[] both = new byte[last.bytes().length + event.bytes().length];
            System.arraycopy(last.bytes(), 0, both, 0, last.bytes().length);
            System.arraycopy(event.bytes(), 0, both, last.bytes().length, event.bytes().length);
            script.addLast(new TraceEvent(last.time(), last.link(), last.transferId(), last.direction(), both));
        } else {
            script.addLast(event);
        }
    }

    @Override
    public PortAddress address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (readable.isEmpty()) {
                check();
                if (left <= 0) {
                    return 0;
                }
                left = changed.awaitNanos(left);
            }
            int count = 0;
            while (count < length && !readable.isEmpty()) {
                buffer[offset + count++] = readable.removeFirst();
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortException(PortException.Kind.CLOSED, address.toString(), "interrupted"); //$NON-NLS-1$
        } finally {
            lock.unlock();
        }
    }

    private void check() throws PortException {
        if (closed) {
            throw new PortException(PortException.Kind.CLOSED, address.toString(), "closed"); //$NON-NLS-1$
        }
        if (difference != null) {
            throw new PortException(PortException.Kind.LOST, address.toString(), difference);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        lock.lock();
        try {
            check();
            typed.write(buffer, offset, length);
            match();
            changed.signalAll();
            check();
        } finally {
            lock.unlock();
        }
    }

    /** Compares what was typed with what was sent then, as far as both go. */
    private void match() {
        while (typed.size() > 0 && difference == null) {
            TraceEvent next = script.peekFirst();
            String now = typed.toString(StandardCharsets.ISO_8859_1);
            String then = next == null ? "" : new String(next.bytes(), StandardCharsets.ISO_8859_1); //$NON-NLS-1$
            Matcher matcher = pattern(then).matcher(now);
            if (next != null && matcher.lookingAt()) {
                script.removeFirst();
                typed.reset();
                byte[] rest = now.substring(matcher.end()).getBytes(StandardCharsets.ISO_8859_1);
                typed.write(rest, 0, rest.length);
                deliver();
            } else if (next != null && matcher.hitEnd()) {
                return;
            } else {
                difference = "the trace goes on with " + shown(then) + ", but this was written: " + shown(now); //$NON-NLS-1$ //$NON-NLS-2$
            }
        }
    }

    private static Pattern pattern(String then) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (int mask = then.indexOf(MASK); mask >= 0; mask = then.indexOf(MASK, from)) {
            pattern.append(Pattern.quote(then.substring(from, mask))).append(ANY_SECRET);
            from = mask + MASK.length();
        }
        return Pattern.compile(pattern.append(Pattern.quote(then.substring(from))).toString(), Pattern.DOTALL);
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip(); //$NON-NLS-1$ //$NON-NLS-2$
        return line.isEmpty() ? "nothing" : '"' + (line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line) + '"'; //$NON-NLS-1$ //$NON-NLS-2$
    }

    private void deliver() {
        while (!script.isEmpty() && script.peekFirst().direction() == TraceEvent.Direction.RECEIVED) {
            for (byte b : script.removeFirst().bytes()) {
                readable.addLast(b);
            }
        }
    }

    @Override
    public void drain(Duration timeout) {
        // nothing is on its way
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return Optional.empty();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
