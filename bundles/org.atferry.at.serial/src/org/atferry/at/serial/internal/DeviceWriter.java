/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.atferry.at.port.PortException;

/**
 * Writes to a Unix tty through its device file. jSerialComm's own write cannot be ended: in one mode it spins on a full line, in the other
 * it sleeps in the kernel for ever, even after the port is closed. A file channel's write is ended by closing the channel, so an alarm does
 * that when the line takes nothing for too long.
 * <p>
 * The device was opened and set up by jSerialComm before, which holds the lock on it; opening it once more, for writing alone, moves no
 * modem line and takes no controlling terminal.
 */
final class DeviceWriter implements LineWriter {

    private final Path device;
    private final String name;
    private final int piece;
    private final ScheduledThreadPoolExecutor alarms;

    /** Guarded by {@code this}. */
    private FileChannel channel;
    /** Guarded by {@code this}. */
    private boolean closed;

    /**
     * Opens the device.
     *
     * @param piece the bytes that are written at once: progress is seen only between two pieces
     */
    DeviceWriter(Path device, String name, int piece) throws IOException {
        this.device = device;
        this.name = name;
        this.piece = piece;
        this.channel = open();
        this.alarms = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "write deadline " + name); //$NON-NLS-1$
            thread.setDaemon(true);
            return thread;
        });
        alarms.setRemoveOnCancelPolicy(true);
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(device, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
        int end = offset + length;
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + piece));
            writePiece(bytes, timeout);
        }
    }

    private void writePiece(ByteBuffer bytes, Duration timeout) throws PortException {
        FileChannel target = target();
        Future<?> alarm = alarm(target, timeout);
        try {
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw isClosed() ? closedNow()
                    : new PortException(PortException.Kind.SEND_TIMEOUT, name, "the line took nothing for " + timeout.toMillis() + " ms"); //$NON-NLS-1$ //$NON-NLS-2$
        } catch (IOException e) {
            throw new PortException(PortException.Kind.LOST, name, e.getMessage());
        } finally {
            alarm.cancel(false);
        }
    }

    private Future<?> alarm(FileChannel target, Duration timeout) throws PortException {
        try {
            return alarms.schedule(() -> closeQuietly(target), timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the port hung up, or was closed, since the channel was looked at
            throw closedNow();
        }
    }

    private PortException closedNow() {
        return new PortException(PortException.Kind.CLOSED, name, "closed"); //$NON-NLS-1$
    }

    /** After a deadline the channel is gone, but the port is not: it may be tried again. */
    private synchronized FileChannel target() throws PortException {
        if (closed) {
            throw closedNow();
        }
        if (!channel.isOpen()) {
            try {
                channel = open();
            } catch (IOException e) {
                throw new PortException(PortException.Kind.LOST, name, e.getMessage());
            }
        }
        return channel;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarms.shutdownNow();
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // a tty has nothing to say at its closing that could still matter
        }
    }
}
