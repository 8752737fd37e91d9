/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.atferry.at.AtException.Kind;

/** What the threads of one channel share. Every field that is not final is guarded by {@link #lock}. */
final class ChannelState {

    /** What is not known about the other side, and must be put right before the next command. */
    enum Doubt {
        /** Nothing. */
        NONE,
        /** An answer may come late. */
        LATE,
        /** It may have taken data for commands; what it says now means nothing. */
        NOISE,
        /** It says that it left data mode, or must have counted to the end. */
        SUSPECT,
        /** It is in data mode, or may enter it. */
        DATA
    }

    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    final Ticker ticker;

    /** In flight; null between commands. */
    private Conversation conversation;
    private Doubt doubt = Doubt.NONE;
    /** Whose answers may come late; null without doubt. */
    private Conversation abandoned;
    private boolean probing;
    private boolean probeAnswered;
    private boolean connectSeen;
    private int discarded;
    private long lastReceived;
    private Kind ended;
    private Throwable endCause;

    ChannelState(Ticker ticker) {
        this.ticker = ticker;
        lastReceived = ticker.nanoTime();
    }

    Conversation conversation() {
        return conversation;
    }

    void begin(Conversation next) {
        conversation = next;
    }

    /** The command in flight is over; with a doubt, what it left behind must be put right. */
    void finish(Doubt left) {
        if (left != Doubt.NONE) {
            doubt = left;
            abandoned = conversation;
            discarded = 0;
        }
        conversation = null;
    }

    Doubt doubt() {
        return doubt;
    }

    /** The other side is where it should be again; returns how many late lines were discarded. */
    int resolve() {
        doubt = Doubt.NONE;
        abandoned = null;
        return discarded;
    }

    /** The name of the command that left the doubt. */
    String abandonedName() {
        return abandoned == null ? "" : abandoned.command().name(); //$NON-NLS-1$
    }

    void startProbe() {
        probing = true;
        probeAnswered = false;
        connectSeen = false;
    }

    void endProbe() {
        probing = false;
    }

    boolean probeAnswered() {
        return probeAnswered;
    }

    /** Whether the module entered data mode since the probe was started. */
    boolean connectSeen() {
        return connectSeen;
    }

    long lastReceived() {
        return lastReceived;
    }

    /** Bytes came. */
    void received() {
        lastReceived = ticker.nanoTime();
    }

    Kind ended() {
        return ended;
    }

    Throwable endCause() {
        return endCause;
    }

    /** The channel is over; returns false when it was before. */
    boolean end(Kind kind, Throwable cause) {
        if (ended != null) {
            return false;
        }
        ended = kind;
        endCause = cause;
        changed.signalAll();
        return true;
    }

    /** A whole line that is not empty came, outside data; returns false when it belongs to no command. */
    boolean take(String line) {
        if (conversation != null) {
            boolean taken = conversation.take(line);
            if (taken) {
                changed.signalAll();
            }
            return taken;
        }
        return doubt != Doubt.NONE && takeInDoubt(line);
    }

    private boolean takeInDoubt(String line) {
        connectSeen |= Conversation.isConnect(line);
        if (probing && !probeAnswered && line.equals("OK")) { //$NON-NLS-1$
            probeAnswered = true;
            changed.signalAll();
            return true;
        }
        if (doubt == Doubt.LATE && !abandoned.wouldTake(line)) {
            return line.equals(Recovery.PROBE) || line.startsWith(Recovery.ESCAPE);
        }
        discarded++;
        return true;
    }

    /** A line was too long. */
    void overflow() {
        if (conversation != null) {
            conversation.fail(Kind.OVERFLOW);
            changed.signalAll();
        }
    }
}
