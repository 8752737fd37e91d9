/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of a loop: a bounded ring of bytes between one reader and one writer, either of which may close it. */
final class BytePipe {

    /** Why nothing more goes through. */
    enum End {
        /** It is open. */
        NONE,
        /** The side that asks closed it. */
        HERE,
        /** The other side closed it. */
        THERE
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** All guarded by {@link #lock}. */
    private final byte[] ring;
    private int start;
    private int count;
    private boolean writerClosed;
    private boolean readerClosed;

    BytePipe(int capacity) {
        ring = new byte[capacity];
    }

    /** Waits for a byte; returns the number read, 0 after the time, or -1 when there will be none any more. */
    int read(byte[] buffer, int offset, int length, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (count == 0 && !writerClosed && !readerClosed) {
                if (left <= 0) {
                    return 0;
                }
                left = changed.awaitNanos(left);
            }
            if (readerClosed || count == 0) {
                return -1;
            }
            int taken = Math.min(length, count);
            int first = Math.min(taken, ring.length - start);
            System.arraycopy(ring, start, buffer, offset, first);
            System.arraycopy(ring, 0, buffer, offset + first, taken - first);
            start = (start + taken) % ring.length;
            count -= taken;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for room; returns the number written, 0 after the time, or -1 when either side is closed. */
    int write(byte[] buffer, int offset, int length, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (count == ring.length && !writerClosed && !readerClosed) {
                if (left <= 0) {
                    return 0;
                }
                left = changed.awaitNanos(left);
            }
            if (writerClosed || readerClosed) {
                return -1;
            }
            int given = Math.min(length, ring.length - count);
            int end = (start + count) % ring.length;
            int first = Math.min(given, ring.length - end);
            System.arraycopy(buffer, offset, ring, end, first);
            System.arraycopy(buffer, offset + first, ring, 0, given - first);
            count += given;
            changed.signalAll();
            return given;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the reader has taken all; returns false after the time, or when it is closed. */
    boolean drain(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (count > 0 && !writerClosed && !readerClosed) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }

    void closeWriter() {
        lock.lock();
        try {
            writerClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void closeReader() {
        lock.lock();
        try {
            readerClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Who ended it, as the reader sees it. */
    End endForReader() {
        lock.lock();
        try {
            return readerClosed ? End.HERE : writerClosed ? End.THERE : End.NONE;
        } finally {
            lock.unlock();
        }
    }

    /** Who ended it, as the writer sees it. */
    End endForWriter() {
        lock.lock();
        try {
            return writerClosed ? End.HERE : readerClosed ? End.THERE : End.NONE;
        } finally {
            lock.unlock();
        }
    }
}
