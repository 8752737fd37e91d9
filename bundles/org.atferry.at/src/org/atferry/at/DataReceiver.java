/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

import org.atferry.at.AtCommand.Data;

/**
 * Takes the bytes after {@code CONNECT}. It holds back the last few of them, so that the sink never sees a report of failure that came in
 * the place of data. Used by the reading thread while the conversation is busy, else under the channel's lock.
 */
final class DataReceiver {

    /** Longer than any report of failure. */
    private static final int HOLD_DOWNLOAD = 256;
    /** Room for a few URCs around the result line. */
    private static final int HOLD_COUNTED = 1024;

    private final OutputStream sink;
    private final long maximum;
    private final boolean counted;
    private final String prefix;
    private final LongConsumer progress;
    private final byte[] held;
    private int heldLength;
    private long released;
    private volatile boolean open;
    private DataEnd end;
    private volatile AtException.Kind failure;
    private volatile Throwable cause;

    private DataReceiver(OutputStream sink, long maximum, boolean counted, String prefix, LongConsumer progress) {
        this.sink = sink;
        this.maximum = maximum;
        this.counted = counted;
        this.prefix = prefix;
        this.progress = progress;
        held = new byte[counted ? HOLD_COUNTED : HOLD_DOWNLOAD];
        open = counted || maximum > 0;
    }

    static DataReceiver download(Data.Download download, Optional<String> prefix) {
        return new DataReceiver(download.sink(), download.length(), false, prefix.orElse(null), download.progress());
    }

    static DataReceiver counted(Data.Counted counted, String prefix) {
        return new DataReceiver(counted.sink(), counted.maximum(), true, prefix, done -> { });
    }

    /** Whether more data is expected. */
    boolean isOpen() {
        return open;
    }

    /** No more data is taken. */
    void shut() {
        open = false;
    }

    /** Takes what is data of these bytes and returns the position after it; after a failure everything is, and goes nowhere. */
    int accept(byte[] buffer, int from, int to) {
        if (failure != null) {
            return to;
        }
        try {
            return counted ? count(buffer, from, to) : download(buffer, from, to);
        } catch (IOException | RuntimeException e) {
            fail(AtException.Kind.LOCAL, e);
            return to;
        }
    }

    private int download(byte[] buffer, int from, int to) throws IOException {
        int taken = (int) Math.min(to - from, maximum - received());
        hold(buffer, from, taken);
        if (received() == maximum) {
            release(heldLength);
            open = false;
        }
        progress.accept(released);
        return from + taken;
    }

    /** The end can be behind any line end. */
    private int count(byte[] buffer, int from, int to) throws IOException {
        for (int start = from, i = from; i < to; i++) {
            if (buffer[i] == '\n' || i == to - 1) {
                hold(buffer, start, i + 1 - start);
                start = i + 1;
                end = buffer[i] == '\n' ? DataEnd.agreeing(held, heldLength, released, prefix) : null;
                if (end != null) {
                    finish(end);
                    return start;
                }
                if (received() > maximum + held.length) {
                    fail(AtException.Kind.OVERFLOW, null);
                    return to;
                }
            }
        }
        return to;
    }

    /** Adds bytes behind those held back, and gives the sink what is too much to hold. */
    private void hold(byte[] buffer, int from, int length) throws IOException {
        int surplus = heldLength + length - held.length;
        if (surplus > 0) {
            release(Math.min(surplus, heldLength));
        }
        int direct = Math.max(0, length - held.length);
        if (direct > 0) {
            sink.write(buffer, from, direct);
            released += direct;
        }
        System.arraycopy(buffer, from + direct, held, heldLength, length - direct);
        heldLength += length - direct;
    }

    private void release(int count) throws IOException {
        if (count > 0) {
            sink.write(held, 0, count);
            released += count;
            heldLength -= count;
            System.arraycopy(held, count, held, 0, heldLength);
        }
    }

    /** Gives the sink what is left before that end. */
    void finish(DataEnd found) throws IOException {
        open = false;
        release((int) (found.dataLength() - released));
    }

    /** The same; what fails is kept as the failure. */
    void finishQuietly(DataEnd found) {
        try {
            end = found;
            finish(found);
        } catch (IOException | RuntimeException e) {
            fail(AtException.Kind.LOCAL, e);
        }
    }

    private void fail(AtException.Kind kind, Throwable why) {
        cause = why;
        failure = kind;
        open = false;
    }

    /** When nothing more comes: the end that the last bytes are; null when they are none. */
    DataEnd endAtTail() {
        DataEnd failed = DataEnd.failed(held, heldLength, released, prefix);
        return failed != null || prefix == null ? failed : DataEnd.agreeing(held, heldLength, released, prefix);
    }

    /** The end that was found in what came; null without. */
    DataEnd end() {
        return end;
    }

    List<String> urcs() {
        return end == null ? List.of() : end.urcs();
    }

    /** All bytes that came. */
    long received() {
        return released + heldLength;
    }

    /** The bytes that the sink has. */
    long released() {
        return released;
    }

    AtException.Kind failure() {
        return failure;
    }

    Throwable cause() {
        return cause;
    }
}
