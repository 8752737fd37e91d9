/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.remote.ServerReply;

/**
 * Knows which reply belongs to which command: those that end a command, those that end a transfer, and those to the {@code NOOP}s that were
 * said while it ran. Servers answer these during the transfer, behind its end, in one packet with it, much later, or never; so they are
 * counted, and what did not come is asked for with a command whose answer cannot be taken for theirs. One thread at a time.
 */
final class InStep {

    /** How long an abort waits for the server when nobody cancelled: some round trips of a slow network; it may take so long twice. */
    private static final Duration ABORT_TIME = Duration.ofMillis(1500);
    /** The same when somebody cancelled, who waits no longer than a second. */
    private static final Duration HURRY_TIME = Duration.ofMillis(300);
    /** How long answers to {@code NOOP} are awaited before the server is asked whether they come at all. */
    private static final Duration SETTLE_TIME = Duration.ofMillis(1000);
    /** What servers answer to {@code NOOP}; none of them ends a transfer. */
    private static final Set<Integer> NOOP_REPLIES = Set.of(200, 202, 500, 501, 502, 503, 504, 530);
    /** A server that does not know {@code ABOR}: that says nothing about the transfer, whose own reply may still come at any time. */
    private static final Set<Integer> ABOR_UNKNOWN = Set.of(500, 501, 502, 503, 504);

    private final ControlConnection control;
    private Duration replyTimeout;
    private int owed;

    InStep(ControlConnection control, Duration replyTimeout) {
        this.control = control;
        this.replyTimeout = replyTimeout;
    }

    /** The longest wait for a reply, from now on. */
    void replyTimeout(Duration timeout) {
        replyTimeout = timeout;
        control.replyTimeout(timeout);
    }

    /** So many {@code NOOP}s were said whose answers are not read. */
    void owe(int noops) {
        owed += noops;
    }

    /** Sends one command and waits for the reply that ends it, not longer than a time over all replies. */
    int send(String verb, String argument, Duration patience) throws IOException {
        long start = System.nanoTime();
        control.replyTimeout(patience);
        try {
            int code = control.sendCommand(verb, argument);
            while (FTPReply.isPositivePreliminary(code)) {
                code = control.getReply(left(start, patience));
            }
            return code;
        } finally {
            control.replyTimeout(replyTimeout);
        }
    }

    private static Duration left(long start, Duration patience) {
        return patience.minusNanos(System.nanoTime() - start);
    }

    /** Reads what the server still has to answer, so that the next reply belongs to the next command. */
    void settle() throws IOException {
        long start = System.nanoTime();
        try {
            while (owed > 0 && !control.isDead()) {
                take(control.getReply(left(start, SETTLE_TIME)));
            }
        } catch (SocketTimeoutException e) {
            mark();
        }
    }

    /** What comes before the answer to this command was for those before it; 257 answers nothing else that is said here. */
    private void mark() throws IOException {
        long start = System.nanoTime();
        int code = control.sendCommand("PWD", null);
        while (take(code)) {
            code = control.getReply(left(start, replyTimeout));
        }
        owed = 0;
    }

    /** Whether a reply answers a {@code NOOP}; then it is counted. */
    private boolean take(int code) {
        if (owed > 0 && NOOP_REPLIES.contains(code)) {
            owed--;
            return true;
        }
        return false;
    }

    /** Waits for the reply that ends a transfer, not longer than a time over all replies. */
    int end(Duration patience) throws IOException {
        long start = System.nanoTime();
        int code = control.getReply(patience);
        while (FTPReply.isPositivePreliminary(code) || take(code)) {
            code = control.getReply(left(start, patience));
        }
        return code;
    }

    /**
     * Brings the control connection back in step after a data connection was closed early: the server says 426, 451 or 226 by itself, or
     * after {@code ABOR}. What does not come in time closes the control connection.
     *
     * @param hurry whether it must be done well within a second
     * @return the reply that ended the transfer, if it is known
     */
    Optional<ServerReply> resync(boolean hurry) {
        if (control.isDead()) {
            return Optional.empty();
        }
        Duration patience = hurry ? HURRY_TIME : ABORT_TIME;
        try {
            end(patience);
            return Optional.of(control.reply());
        } catch (SocketTimeoutException e) {
            return resyncByAbort(patience);
        } catch (IOException e) {
            control.kill();
            return Optional.empty();
        }
    }

    /** RFC 959 section 4.1.3: one reply ends the transfer, a second one answers {@code ABOR}; some servers say only one of them. */
    private Optional<ServerReply> resyncByAbort(Duration patience) {
        long start = System.nanoTime();
        control.replyTimeout(patience);
        try {
            if (take(control.sendCommand("ABOR", null))) {
                end(left(start, patience));
            }
            ServerReply first = control.reply();
            if (ABOR_UNKNOWN.contains(first.code())) {
                end(left(start, patience));
                return Optional.of(control.reply());
            }
            awaitSecond(left(start, patience), patience);
            return Optional.of(first);
        } catch (IOException e) {
            control.kill();
            return Optional.empty();
        } finally {
            control.replyTimeout(replyTimeout);
        }
    }

    /** When it does not come, a command whose answer is known shows whether it ever will: replies come in the order of the commands. */
    private void awaitSecond(Duration left, Duration patience) throws IOException {
        try {
            end(left);
        } catch (SocketTimeoutException e) {
            long start = System.nanoTime();
            int code = control.sendCommand("PWD", null);
            while (code != FTPReply.PATHNAME_CREATED) {
                take(code);
                code = control.getReply(left(start, patience));
            }
        }
    }
}
