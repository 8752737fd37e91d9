/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/**
 * Reads a source once more and hands out only bytes that are still those of its {@link Fingerprint}: each piece is recognised before its
 * first byte is handed out. So what is sent is at any time a beginning of the content that was hashed, even when the source changes
 * meanwhile or the transfer is cut off. At a change, or when the source cannot be read, the stream ends early and {@link #problem} says
 * why. For one thread.
 */
final class CheckedSource extends InputStream {

    private final InputStream in;
    private final String shown;
    private final Fingerprint content;
    private final byte[] buffer = new byte[Fingerprint.PIECE];
    private int nextPiece;
    private int position;
    private int limit;
    private Failure problem;

    private CheckedSource(InputStream in, String shown, Fingerprint content) {
        this.in = in;
        this.shown = shown;
        this.content = content;
    }

    /**
     * Opens a source at an offset; the bytes before it are read and recognised, too.
     *
     * @throws Failure {@link FailureKind#LOCAL} when the source cannot be read or changed
     */
    static CheckedSource open(Source source, Fingerprint content, long offset, Monitor monitor) throws Failure {
        CheckedSource result;
        try {
            result = new CheckedSource(source.open(), source.shown(), content);
        } catch (IOException e) {
            throw LocalFailures.of(source.shown(), e);
        }
        try {
            result.skipTo(offset, monitor);
        } catch (Failure e) {
            result.close();
            throw e;
        }
        return result;
    }

    private void skipTo(long offset, Monitor monitor) throws Failure {
        long start = 0;
        while (start + limit < offset) {
            monitor.checkCancelled(Step.LOCAL_FILE);
            start += limit;
            if (!fill()) {
                throw problem != null ? problem
                        : Failure.at(Step.TRANSFER).subject(shown).detail("offset beyond the end").build(); //$NON-NLS-1$
            }
        }
        position = (int) (offset - start);
    }

    @Override
    public int read() {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // it was only read from
        }
    }

    /** Why the stream ended early; null when it did not. */
    Failure problem() {
        return problem;
    }

    /**
     * Makes sure, after the last byte was handed out, that the source has nothing more.
     *
     * @throws Failure {@link #problem}; {@link FailureKind#INTERNAL} when not everything was read
     */
    void finish() throws Failure {
        if (problem == null && position == limit) {
            fill();
        }
        if (problem == null && position < limit) {
            throw Failure.at(Step.TRANSFER).subject(shown).detail("success was reported before all was sent").build(); //$NON-NLS-1$
        }
        if (problem != null) {
            throw problem;
        }
    }

    /** Reads the next piece; false at the end and at a problem. */
    private boolean fill() {
        if (problem != null) {
            return false;
        }
        position = 0;
        limit = 0;
        try {
            int expected = content.pieceLength(nextPiece);
            if (expected == 0) {
                problem = in.read() < 0 ? null : LocalFailures.changed(shown, "grew after it was hashed"); //$NON-NLS-1$
                return false;
            }
            int count = in.readNBytes(buffer, 0, expected);
            if (count < expected) {
                problem = LocalFailures.changed(shown, "became shorter after it was hashed"); //$NON-NLS-1$
                return false;
            }
            if (!content.isPiece(nextPiece, buffer, count)) {
                problem = LocalFailures.changed(shown, "changed after it was hashed"); //$NON-NLS-1$
                return false;
            }
            nextPiece++;
            limit = count;
            return true;
        } catch (IOException e) {
            problem = LocalFailures.of(shown, e);
            return false;
        }
    }
}
