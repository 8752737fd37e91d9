/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

/**
 * Who is at work on a session, so that a close that comes from another thread says {@code QUIT} only between two pieces of work, never in
 * the middle of one ({@code RNFR}, {@code QUIT}, {@code RNTO}). Any thread.
 */
final class Usage {

    /** Guarded by {@code this}: pieces of work, and their parts, that are under way. */
    private int users;
    /** Guarded by {@code this}. */
    private boolean closed;

    /** Begins a piece of work; false when the session is being closed. A part of a piece that is under way may always begin. */
    synchronized boolean enter() {
        if (closed && users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Ends a piece of work that began. */
    synchronized void leave() {
        users--;
    }

    /** Lets no further piece of work begin, and says whether none is under way. */
    synchronized boolean close() {
        closed = true;
        return users == 0;
    }
}
