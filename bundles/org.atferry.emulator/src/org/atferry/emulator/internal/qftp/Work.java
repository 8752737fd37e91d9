/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import java.time.Duration;
import java.util.Optional;

import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.ReplyMapping;
import org.atferry.emulator.internal.line.ModuleTime;
import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.TransferId;

/** One piece of FTP work: how it is ended from outside, and what it is then reported as. Any thread. */
final class Work {

    private final ModuleTime time;
    private final Monitor monitor = new Monitor(TransferId.next(), new Cancellation(), event -> { });
    private volatile QftpCode reason;
    /** Guarded by {@code this}. */
    private Cancellation.Registration alarm = () -> { };

    Work(ModuleTime time) {
        this.time = time;
    }

    /** For the engine. */
    Monitor monitor() {
        return monitor;
    }

    /** Ends it with {@link QftpCode#TIMEOUT} when so much time passes without another call of this or of {@link #unlimited}. */
    synchronized void within(Duration deadline) {
        alarm.close();
        alarm = time.after(deadline, () -> end(QftpCode.TIMEOUT));
    }

    /** Takes the deadline back. */
    synchronized void unlimited() {
        alarm.close();
        alarm = () -> { };
    }

    /** Ends it; the first reason counts. */
    void end(QftpCode why) {
        synchronized (this) {
            if (reason == null) {
                reason = why;
            }
        }
        monitor.cancellation().cancel();
    }

    /** Why it was ended from outside. */
    Optional<QftpCode> ended() {
        return Optional.ofNullable(reason);
    }

    /** What a failure of it is reported as. */
    ReplyMapping.Result resultFor(Failure failure) {
        QftpCode why = reason;
        boolean endedHere = why != null && (failure.reply().isEmpty() || failure.kind() == FailureKind.CANCELLED);
        return endedHere ? new ReplyMapping.Result(why, 0) : ReplyMapping.resultFor(failure);
    }
}
