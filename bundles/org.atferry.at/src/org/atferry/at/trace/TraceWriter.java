/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a trace as text that a person can read and {@link TraceReader} too. May be told from any thread. What is small goes out at once,
 * so that a trace is whole up to the moment of a crash; when writing fails, tracing stops and {@link #close} tells why.
 */
public final class TraceWriter implements TraceListener, AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /** Commands and responses are smaller, pieces of data larger. */
    private static final int SMALL = 512;

    /** Guarded by {@code this}. */
    private final OutputStream out;
    /** Guarded by {@code this}. */
    private IOException problem;

    /**
     * Takes over a stream and writes a heading.
     *
     * @param title what wrote the trace, on one line
     * @throws IOException when the heading cannot be written; the stream is closed then
     */
    public TraceWriter(OutputStream out, String title) throws IOException {
        this.out = new BufferedOutputStream(out, BUFFER);
        try {
            this.out.write((TraceFormat.REMARK + " " + title.replaceAll("\\p{Cntrl}", " ") + "\n").getBytes(StandardCharsets.UTF_8)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
            this.out.flush();
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public synchronized void traced(TraceEvent event) {
        if (problem != null) {
            return;
        }
        try {
            out.write(TraceFormat.line(event));
            if (event.bytes().length <= SMALL) {
                out.flush();
            }
        } catch (IOException e) {
            problem = e;
        }
    }

    /**
     * Writes what is left and closes the stream.
     *
     * @throws IOException when not all of the trace could be written
     */
    @Override
    public synchronized void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            problem = problem == null ? e : problem;
        }
        if (problem != null) {
            throw problem;
        }
        problem = new IOException("closed"); //$NON-NLS-1$
    }
}
