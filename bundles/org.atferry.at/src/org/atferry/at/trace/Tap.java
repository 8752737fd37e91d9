/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where bytes are shown to a listener on their way, for either side of a line: text with its secrets masked, data as it is. Text in one
 * direction comes from one thread at a time. Costs nothing with {@link TraceListener#NONE}.
 */
public final class Tap {

    private final String link;
    private final TraceListener listener;
    private final InstantSource clock;
    private final Redactor sent = new Redactor();
    private final Redactor received = new Redactor();
    private volatile String transferId = ""; //$NON-NLS-1$

    /** For one link. */
    public Tap(String link, TraceListener listener) {
        this(link, listener, InstantSource.system());
    }

    /** The same with another clock. */
    public Tap(String link, TraceListener listener, InstantSource clock) {
        this.link = Objects.requireNonNull(link);
        this.listener = Objects.requireNonNull(listener);
        this.clock = Objects.requireNonNull(clock);
    }

    /** Stamped on events from now on; empty for none. */
    public void transferId(String id) {
        transferId = Objects.requireNonNull(id);
    }

    /** Bytes of commands and responses passed; their secrets are masked, however they are split. */
    public void text(TraceEvent.Direction direction, byte[] bytes, int offset, int length) {
        if (listener != TraceListener.NONE && length > 0) {
            Redactor redactor = direction == TraceEvent.Direction.SENT ? sent : received;
            byte[] masked = redactor.mask(bytes, offset, length);
            if (masked.length > 0) {
                trace(direction, masked);
            }
        }
    }

    /** Bytes of data mode passed. */
    public void data(TraceEvent.Direction direction, byte[] bytes, int offset, int length) {
        if (listener != TraceListener.NONE && length > 0) {
            trace(direction, Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    private void trace(TraceEvent.Direction direction, byte[] bytes) {
        listener.traced(new TraceEvent(clock.instant(), link, transferId, direction, bytes));
    }
}
