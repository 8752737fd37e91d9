/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;

import org.atferry.at.port.ModemLines;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortException.Kind;

/** One end of a loop. */
public final class LoopPort implements Port {

    /** Each way. */
    private static final int CAPACITY = 64 * 1024;

    private final PortAddress address;
    private final BytePipe in;
    private final BytePipe out;
    private final Runnable onClose;

    private LoopPort(PortAddress address, BytePipe in, BytePipe out, Runnable onClose) {
        this.address = address;
        this.in = in;
        this.out = out;
        this.onClose = onClose;
    }

    /** Both ends; {@code onClose} is told 0 or 1 at each close of an end. */
    public static LoopPort[] pair(PortAddress first, PortAddress second, IntConsumer onClose) {
        BytePipe there = new BytePipe(CAPACITY);
        BytePipe back = new BytePipe(CAPACITY);
        return new LoopPort[] { new LoopPort(first, back, there, () -> onClose.accept(0)),
                new LoopPort(second, there, back, () -> onClose.accept(1)) };
    }

    @Override
    public PortAddress address() {
        return address;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        try {
            int count = in.read(buffer, offset, length, Nanos.of(timeout));
            if (count < 0) {
                throw ended(in.endForReader());
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length, Duration timeout) throws PortException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        try {
            for (int done = 0; done < length;) {
                int count = out.write(buffer, offset + done, length - done, Nanos.of(timeout));
                if (count < 0) {
                    throw ended(out.endForWriter());
                }
                if (count == 0) {
                    throw new PortException(Kind.SEND_TIMEOUT, address.toString(), "the other end takes no bytes"); //$NON-NLS-1$
                }
                done += count;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortException(Kind.SEND_TIMEOUT, address.toString(), "interrupted"); //$NON-NLS-1$
        }
    }

    @Override
    public void drain(Duration timeout) throws PortException {
        try {
            if (!out.drain(Nanos.of(timeout)) && out.endForWriter() != BytePipe.End.NONE) {
                throw ended(out.endForWriter());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PortException ended(BytePipe.End end) {
        return end == BytePipe.End.HERE ? new PortException(Kind.CLOSED, address.toString(), "closed") //$NON-NLS-1$
                : new PortException(Kind.LOST, address.toString(), "the other end is closed"); //$NON-NLS-1$
    }

    @Override
    public Optional<ModemLines> modemLines() {
        return Optional.empty();
    }

    @Override
    public void close() {
        in.closeReader();
        out.closeWriter();
        onClose.run();
    }
}
