/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.net.internal;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;

/** A connected socket as a port. A socket's write has no timeout of its own, so an alarm closes it: after that the port is lost. */
final class TcpPort implements Port {

    private final PortAddress address;
    private final Socket socket;
    private final ScheduledThreadPoolExecutor alarms;
    private volatile boolean closed;

    TcpPort(PortAddress address, Socket socket) {
        this.address = address;
        this.socket = socket;
        this.alarms = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "write deadline " + address); //$NON-NLS-1$
            thread.setDaemon(true);
            return thread;
        });
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public PortAddress address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        try {
            // 0 would mean for ever
            socket.setSoTimeout((int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis())));
            int count = socket.getInputStream().read(buffer, offset, length);
            if (count < 0) {
                throw gone("closed by the peer"); //$NON-NLS-1$
            }
            return count;
        } catch (SocketTimeoutException e) {
            return 0;
        } catch (PortException e) {
            throw e;
        } catch (IOException e) {
            throw gone(e.getMessage());
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        boolean[] late = new boolean[1];
        Future<?> alarm = alarm(late, timeout);
        try {
            socket.getOutputStream().write(buffer, offset, length);
        } catch (IOException e) {
            synchronized (late) {
                throw late[0] ? new PortException(PortException.Kind.SEND_TIMEOUT, address.toString(),
                        "the peer took nothing for " + timeout.toMillis() + " ms") : gone(e.getMessage()); //$NON-NLS-1$ //$NON-NLS-2$
            }
        } finally {
            alarm.cancel(false);
        }
    }

    private Future<?> alarm(boolean[] late, Duration timeout) throws PortException {
        try {
            return alarms.schedule(() -> {
                synchronized (late) {
                    late[0] = true;
                }
                TcpPorts.closeQuietly(socket);
            }, timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            throw gone("closed"); //$NON-NLS-1$
        }
    }

    private PortException gone(String words) {
        return new PortException(closed ? PortException.Kind.CLOSED : PortException.Kind.LOST, address.toString(), words);
    }

    /** What was written is the kernel's to deliver. */
    @Override
    public void drain(Duration timeout) {
        // nothing to wait for
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        alarms.shutdownNow();
        TcpPorts.closeQuietly(socket);
    }
}
