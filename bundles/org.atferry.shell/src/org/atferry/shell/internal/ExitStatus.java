/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.EnumSet;
import java.util.Set;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;

/** The exit statuses of the command line, a contract that scripts rely on; the only place that knows which failure has which. */
final class ExitStatus {

    /** All is done. */
    static final int DONE = 0;
    /** A fault of AT Ferry. */
    static final int FAULT = 1;
    /** The command line is wrong, or a file of this machine. */
    static final int MISUSE = 2;
    /** The port, the module, the name, the network or the secure connection was not reached. */
    static final int NOT_REACHED = 3;
    /** The server refused. */
    static final int REFUSED = 4;
    /** The transfer is incomplete, or what arrived differs. */
    static final int INCOMPLETE = 5;
    /** The user ended it; what a shell says of SIGINT. */
    static final int CANCELLED = 130;

    /** Up to here nobody has spoken with the server. */
    private static final Set<Step> BEFORE_THE_SERVER = EnumSet.of(Step.PORT, Step.MODULE, Step.SIM, Step.CONTEXT, Step.RESOLVE, Step.TLS,
            Step.SERVE);
    /** What is lost here leaves a transfer unfinished. */
    private static final Set<Step> OF_A_TRANSFER = EnumSet.of(Step.TRANSFER, Step.VERIFY, Step.RENAME);

    private ExitStatus() {
    }

    static int of(Failure failure) {
        return of(failure.step(), failure.kind());
    }

    static int of(Step step, FailureKind kind) {
        return switch (kind) {
            case INTERNAL -> FAULT;
            case MISUSE, LOCAL -> MISUSE;
            case UNREACHABLE, TLS -> NOT_REACHED;
            case INCOMPLETE, DIFFERS -> INCOMPLETE;
            case TIMEOUT, LOST, DATA_CONNECTION -> OF_A_TRANSFER.contains(step) ? INCOMPLETE : NOT_REACHED;
            case CANCELLED -> CANCELLED;
            case BUSY, LOGIN_REFUSED, NOT_FOUND, EXISTS, NO_RIGHT, NAME_NOT_ALLOWED, NO_SPACE, RESTART_REFUSED, REFUSED, UNSUPPORTED ->
                step == Step.ARGUMENTS || step == Step.LOCAL_FILE ? MISUSE : BEFORE_THE_SERVER.contains(step) ? NOT_REACHED : REFUSED;
        };
    }
}
