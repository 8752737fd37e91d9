/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.Tap;
import org.atferry.at.trace.TraceEvent.Direction;

/**
 * What the host receives: echo, framed answers, data, and lines that nobody asked for just now. Each block is written whole by one writer
 * at a time; a line that comes by itself waits while a command is typed or answered and while data flows, so that it never lands inside.
 * A host that reads nothing loses what does not fit; the module goes on.
 */
public final class LineOutput {

    /** How long a block may take to leave; then the host is not listening and the rest of the block is dropped. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A line that waits for a half-typed command is written after the host has been silent for that long. */
    private static final Duration TYPING = Duration.ofSeconds(1);

    private enum Turn { IDLE, TYPING, ANSWERING }

    private final Port port;
    private final ModuleTime time;
    private final Tap tap;

    /** Guarded by {@code this}, like the writing itself. */
    private final Deque<String> waiting = new ArrayDeque<>();
    private Turn turn = Turn.IDLE;
    private long typed;
    private boolean alarmed;
    private boolean verbose = true;
    private boolean quiet;

    /** Over an open port. */
    public LineOutput(Port port, ModuleTime time, Tap tap) {
        this.port = port;
        this.time = time;
        this.tap = tap;
    }

    /** {@code ATV}: whether answers are words between line ends, or digits (V.250 6.2.6). */
    public synchronized void verbose(boolean on) {
        verbose = on;
    }

    /** {@code ATQ}: whether final result codes are left out (V.250 6.2.5). */
    public synchronized void quiet(boolean on) {
        quiet = on;
    }

    /** A piece of a command line came. */
    public synchronized void typing() {
        turn = Turn.TYPING;
        typed = time.nanoTime();
    }

    /** A command line is complete: what follows until {@link #idle} is its answer. */
    public synchronized void answering() {
        turn = Turn.ANSWERING;
    }

    /** The answer is complete. Writes what waited. */
    public synchronized void idle() {
        turn = Turn.IDLE;
        flush();
    }

    /** Sends back what was received. */
    public synchronized void echo(byte[] bytes, int offset, int length) {
        write(bytes, offset, length);
    }

    /**
     * Writes the whole answer to a command line in one piece.
     *
     * @param blocks the information; each is one block, of one or several lines
     * @param following lines behind the final result code, each a block of its own
     */
    public synchronized void answer(List<String> blocks, Answer.Result result, List<String> following) {
        StringBuilder text = new StringBuilder();
        blocks.forEach(block -> frame(text, block));
        if (!quiet && (verbose || result.digit().isEmpty())) {
            frame(text, result.text());
        } else if (!quiet) {
            text.append(result.digit()).append('\r');
        }
        following.forEach(line -> frame(text, line));
        write(text);
    }

    /** Writes {@code CONNECT}; raw data may follow. */
    public synchronized void connect() {
        if (!quiet) {
            write(new StringBuilder(verbose ? "\r\nCONNECT\r\n" : "1\r"));
        }
    }

    /** Writes a line that comes by itself, now or as soon as it disturbs nothing. Any thread. */
    public synchronized void unsolicited(String line) {
        waiting.add(line);
        if (turn == Turn.IDLE) {
            flush();
        } else if (turn == Turn.TYPING && !alarmed) {
            alarmed = true;
            time.after(TYPING, this::stillTyping);
        }
    }

    /**
     * Writes data, unframed.
     *
     * @throws PortException as {@link Port#write} does
     */
    public synchronized void data(byte[] bytes, int offset, int length, Duration timeout) throws PortException {
        tap.data(Direction.SENT, bytes, offset, length);
        port.write(bytes, offset, length, timeout);
    }

    private synchronized void stillTyping() {
        alarmed = false;
        long left = typed + TYPING.toNanos() - time.nanoTime();
        if (turn != Turn.TYPING || waiting.isEmpty()) {
            return;
        }
        if (left > 0) {
            alarmed = true;
            time.after(Duration.ofNanos(left), this::stillTyping);
        } else {
            flush();
        }
    }

    private void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        waiting.forEach(line -> frame(text, line));
        waiting.clear();
        write(text);
    }

    private void frame(StringBuilder text, String content) {
        if (verbose) {
            text.append("\r\n");
        }
        text.append(content).append("\r\n");
    }

    private void write(StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        tap.text(Direction.SENT, bytes, offset, length);
        try {
            port.write(bytes, offset, length, PATIENCE);
        } catch (PortException e) {
            // SEND_TIMEOUT: nobody listens, as the class says; LOST and CLOSED reach the reading thread, which ends the module
        }
    }
}
