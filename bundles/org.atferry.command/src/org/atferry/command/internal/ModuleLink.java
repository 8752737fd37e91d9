/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.time.Duration;

import org.atferry.at.AtChannel;
import org.atferry.at.AtCommand;
import org.atferry.at.AtException;
import org.atferry.at.AtExchange;
import org.atferry.at.AtResponse;
import org.atferry.command.qftp.PacketContext;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/**
 * A module on its channel: runs commands under a monitor, and knows from its URCs when it has restarted or lost its context, which ends a
 * running command at once. One command at a time; {@link #interrupt} and the URCs may come from any thread.
 */
final class ModuleLink implements AutoCloseable {

    private final AtChannel channel;
    private final AtChannel.Registration urcs;
    private final int contextId;
    /** Guards what follows. */
    private final Object lock = new Object();
    private AtExchange running;
    private String lost;
    private boolean closeSeen;
    private boolean closing;

    /** Takes over the channel. */
    ModuleLink(AtChannel channel, int contextId) {
        this.channel = channel;
        this.contextId = contextId;
        this.urcs = channel.onUrc(this::urc);
    }

    /** Has the trace name the piece of work that the monitor belongs to. */
    void workFor(Monitor monitor) {
        channel.transferId(monitor.id().value());
    }

    /**
     * Runs a command to its final result code.
     *
     * @throws Failure for anything but an answer, with the step and the subject given; a refusal is an answer
     */
    AtResponse run(AtCommand command, Step step, String subject, Monitor monitor) throws Failure {
        if (monitor.isCancelled()) {
            throw Failure.at(step).kind(FailureKind.CANCELLED).subject(subject).build();
        }
        AtExchange exchange = begin(command, step, subject);
        try (Cancellation.Registration registration = monitor.cancellation().onCancel(exchange::cancel)) {
            return exchange.await();
        } catch (AtException e) {
            throw failure(e, step, subject, monitor);
        } finally {
            synchronized (lock) {
                running = null;
            }
        }
    }

    private AtExchange begin(AtCommand command, Step step, String subject) throws Failure {
        synchronized (lock) {
            if (lost != null) {
                throw Failures.lost(lost, step, subject);
            }
            running = channel.start(command);
            return running;
        }
    }

    private Failure failure(AtException e, Step step, String subject, Monitor monitor) {
        synchronized (lock) {
            boolean byOthers = e.kind() == AtException.Kind.CANCELLED && !monitor.isCancelled() && !Thread.currentThread().isInterrupted();
            if (byOthers && (lost != null || closing)) {
                return Failures.lost(lost == null ? "the session was closed" : lost, step, subject);
            }
            if (e.kind() == AtException.Kind.LOST && lost == null) {
                lost = "the port was lost";
            }
        }
        return Failures.of(e, step, subject);
    }

    /** Makes the session unusable, for the reason given, and ends a running command. */
    void lose(String why) {
        AtExchange toCancel;
        synchronized (lock) {
            if (lost == null) {
                lost = why;
            }
            toCancel = running;
        }
        if (toCancel != null) {
            toCancel.cancel();
        }
    }

    /** Ends a running command, because the session is being closed. */
    void interrupt() {
        AtExchange toCancel;
        synchronized (lock) {
            closing = true;
            toCancel = running;
        }
        if (toCancel != null) {
            toCancel.cancel();
        }
    }

    /** Whether commands can be sent. */
    boolean isUsable() {
        synchronized (lock) {
            return lost == null && channel.isOpen();
        }
    }

    /** Forgets a {@code +QFTPCLOSE:} that was seen outside its command. */
    void expectClose() {
        synchronized (lock) {
            closeSeen = false;
        }
    }

    /**
     * Waits for a {@code +QFTPCLOSE:} that belongs to an earlier close. That it does not come is no failure.
     *
     * @param within how long
     */
    void awaitClose(Duration within, Duration deadline, Step step, Monitor monitor) throws Failure {
        synchronized (lock) {
            if (closeSeen) {
                return;
            }
        }
        try {
            run(AtCommand.of("AT", deadline).withResult(QftpCommand.QFTPCLOSE.result(), within), step, "", monitor);
        } catch (Failure e) {
            if (e.kind() != FailureKind.TIMEOUT) {
                throw e;
            }
        }
    }

    private void urc(String line) {
        if (line.equals("RDY") || line.equals("POWERED DOWN")) {
            lose(line.equals("RDY") ? "the module restarted" : "the module was switched off");
        } else if (line.equals(PacketContext.DEACTIVATED_URC + contextId)) {
            lose("the network deactivated the PDP context " + contextId);
        } else if (line.startsWith(QftpCommand.QFTPCLOSE.result())) {
            synchronized (lock) {
                closeSeen = true;
            }
        }
    }

    @Override
    public void close() {
        urcs.close();
        channel.close();
    }
}
