/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.EnumSet;
import java.util.Set;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;

/** What a failure means for the files of a transfer. */
final class TransferFailures {

    private static final Set<FailureKind> INTERRUPTIONS = EnumSet.of(FailureKind.CANCELLED, FailureKind.LOST, FailureKind.TIMEOUT,
            FailureKind.DATA_CONNECTION, FailureKind.INCOMPLETE);
    private static final Set<FailureKind> REFUSALS = EnumSet.of(FailureKind.REFUSED, FailureKind.EXISTS, FailureKind.NO_RIGHT,
            FailureKind.NAME_NOT_ALLOWED, FailureKind.NOT_FOUND);

    private TransferFailures() {
    }

    /** Whether what has arrived so far cannot be trusted. */
    static boolean isDamage(Failure failure) {
        return failure.kind() == FailureKind.DIFFERS
                || failure.kind() == FailureKind.INCOMPLETE && (failure.hint() == Hint.DAMAGED || failure.hint() == Hint.FLOW_CONTROL);
    }

    /** Whether the work was cut off, so that what has arrived so far can be continued. */
    static boolean isInterruption(Failure failure) {
        return INTERRUPTIONS.contains(failure.kind()) && !isDamage(failure);
    }

    /** Whether the server understood, said no, and did nothing. */
    static boolean isRefusal(Failure failure) {
        return REFUSALS.contains(failure.kind());
    }

    /** The failure with a hint, if it has none of its own. */
    static Failure withHint(Failure failure, Hint hint) {
        return failure.hint() == Hint.NONE ? failure.toBuilder().hint(hint).build() : failure;
    }
}
