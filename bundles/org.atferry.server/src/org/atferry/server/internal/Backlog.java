/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/**
 * The lines of one connection between the thread that reads them and the one that carries them out. Not many may wait, nor may replies pile
 * up that nobody reads: else whoever sends more than is carried out fills the memory, before any login. Knows which lines came before
 * {@code AUTH}, for one that still waits then came in clear and must not be taken for protected (CVE-2011-0411 and its kin).
 */
final class Backlog extends IoFilterAdapter {

    /** Reading rests while that many lines wait. */
    static final int MOST_LINES = 200;
    /** A client that reads that much less than it asked for is cut off; the longest reply is a part of it. */
    private static final long MOST_UNREAD_BYTES = 1L << 20;

    private final IoSession connection;
    /** All of these are guarded by {@code this}. */
    private long received;
    private long begun;
    private long done;
    private long lastInClear;
    private boolean isProtected;

    /**
     * Nothing waits yet.
     *
     * @param isProtected whether TLS begins with the first byte
     */
    Backlog(IoSession connection, boolean isProtected) {
        this.connection = connection;
        this.isProtected = isProtected;
    }

    /** A line was read and is handed on. */
    synchronized void received() {
        received++;
        if (received - done == MOST_LINES) {
            connection.suspendRead();
        }
    }

    /** {@code AUTH} was read: all lines so far came in clear, and what comes now is protected. */
    synchronized void protectedFromHere() {
        lastInClear = received;
        isProtected = true;
    }

    /** Whether the line that is carried out came protected. For the thread that carries out. */
    synchronized boolean isProtected() {
        return isProtected && begun > lastInClear;
    }

    private synchronized boolean begins() {
        begun++;
        return !isProtected || begun > lastInClear;
    }

    private synchronized void ends() {
        done++;
        if (received - done == MOST_LINES / 2) {
            connection.resumeRead();
        }
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        try {
            if (!begins() || session.getScheduledWriteBytes() > MOST_UNREAD_BYTES) {
                session.closeNow();
            } else if (!session.isClosing()) {
                next.messageReceived(session, message);
            }
        } finally {
            ends();
        }
    }
}
