/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;

import com.fazecast.jSerialComm.SerialPort;

/**
 * An open serial port.
 * <p>
 * Guards against jSerialComm 2.11.4 on Unix: its read timeout wraps at 25.5 s, so it is asked for short slices and the deadline is kept
 * here; its event listener storms after a hang-up, so there is none, and the first failed read is the end; its write knows no timeout, so
 * the bytes are written by {@link LineWriter}; closing while another thread is inside a native read would hand that thread a foreign
 * descriptor, so closing waits for the slice to end.
 */
final class SerialLine implements Port {

    /** jSerialComm counts in tenths of a second. */
    static final int SLICE_MILLIS = 200;

    /** jSerialComm copies the whole array at every call, so it is given a small one: a tty hands out 4 KiB at most. */
    private static final int BLOCK = 4096;

    private static final Duration CLOSING_DRAIN = Duration.ofMillis(400);

    /** Closing drops what a pseudo-terminal or a UART still holds, and neither tells: what was written last gets so long to leave. */
    private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(50);

    private final PortAddress address;
    private final SerialPort port;
    private final LineWriter writer;
    private final Runnable onClose;

    /** The reading side holds native calls that need the open handle; the writing side closes it. */
    private final ReadWriteLock handle = new ReentrantReadWriteLock();

    /** Touched by the one reading thread alone. */
    private final byte[] block = new byte[BLOCK];

    private volatile long lastWritten = System.nanoTime() - LINGER;
    private volatile boolean lost;
    private volatile boolean closed;

    SerialLine(PortAddress address, SerialPort port, LineWriter writer, Runnable onClose) {
        this.address = address;
        this.port = port;
        this.writer = writer;
        this.onClose = onClose;
    }

    @Override
    public PortAddress address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        long start = System.nanoTime();
        while (true) {
            int count = readSlice(Math.min(length, BLOCK));
            if (count > 0) {
                System.arraycopy(block, 0, buffer, offset, count);
                return count;
            }
            if (System.nanoTime() - start >= timeout.toNanos()) {
                return 0;
            }
        }
    }

    private int readSlice(int length) throws PortException {
        handle.readLock().lock();
        try {
            checkOpen();
            int count = port.readBytes(block, length, 0);
            if (count < 0) {
                lost = true;
                throw gone();
            }
            return count;
        } finally {
            handle.readLock().unlock();
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        checkOpen();
        try {
            writer.write(buffer, offset, length, timeout);
            lastWritten = System.nanoTime();
        } catch (PortException e) {
            lost |= e.kind() == PortException.Kind.LOST;
            throw closed || lost ? gone() : e;
        }
    }

    @Override
    public void drain(Duration timeout) throws PortException {
        long start = System.nanoTime();
        // No call of jSerialComm waits for this alone, so it is asked every millisecond
        while (awaitingWrite() > 0) {
            if (System.nanoTime() - start >= timeout.toNanos()) {
                throw new PortException(PortException.Kind.SEND_TIMEOUT, address.toString(), "bytes are still waiting to be sent"); //$NON-NLS-1$
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private int awaitingWrite() throws PortException {
        handle.readLock().lock();
        try {
            checkOpen();
            return port.bytesAwaitingWrite();
        } finally {
            handle.readLock().unlock();
        }
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return Optional.of(new SerialModemLines(this));
    }

    /** Does something with the open port. */
    boolean with(java.util.function.Predicate<SerialPort> action) throws PortException {
        handle.readLock().lock();
        try {
            checkOpen();
            return action.test(port);
        } finally {
            handle.readLock().unlock();
        }
    }

    private void checkOpen() throws PortException {
        if (lost || closed) {
            throw gone();
        }
    }

    private PortException gone() {
        return lost ? new PortException(PortException.Kind.LOST, address.toString(), "the port hung up") //$NON-NLS-1$
                : new PortException(PortException.Kind.CLOSED, address.toString(), "closed"); //$NON-NLS-1$
    }

    @Override
    public void close() {
        drainQuietly();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        writer.close();
        handle.writeLock().lock();
        try {
            port.closePort();
        } finally {
            handle.writeLock().unlock();
            onClose.run();
        }
    }

    /** Closing drops what was not sent yet. */
    private void drainQuietly() {
        try {
            drain(CLOSING_DRAIN);
            LockSupport.parkNanos(lastWritten + LINGER - System.nanoTime());
        } catch (PortException e) {
            // it is lost, closed, or takes no more: nothing to save
        }
    }
}
