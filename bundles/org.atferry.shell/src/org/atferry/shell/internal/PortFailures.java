/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.at.port.PortException;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/** Failures of ports that the command line opens itself, to be a module on them. */
final class PortFailures {

    private PortFailures() {
    }

    static Failure of(PortException e) {
        Failure.Builder failure = Failure.at(Step.PORT).subject(e.port()).detail(e.getMessage()).cause(e);
        return switch (e.kind()) {
            case ADDRESS -> failure.kind(FailureKind.MISUSE).hint(Hint.PORT_SYNTAX).build();
            case MISSING -> failure.kind(FailureKind.UNREACHABLE).hint(Hint.PORT_MISSING).build();
            case RIGHTS -> failure.kind(FailureKind.UNREACHABLE).hint(Hint.PORT_RIGHTS).build();
            case IN_USE -> failure.kind(FailureKind.BUSY).hint(Hint.PORT_IN_USE).build();
            case REFUSED -> failure.kind(FailureKind.UNREACHABLE).hint(Hint.PORT_REFUSED).build();
            case LOST -> failure.kind(FailureKind.LOST).hint(Hint.PORT_PULLED).build();
            case SEND_TIMEOUT -> failure.kind(FailureKind.TIMEOUT).build();
            case CLOSED -> failure.kind(FailureKind.LOST).build();
        };
    }
}
