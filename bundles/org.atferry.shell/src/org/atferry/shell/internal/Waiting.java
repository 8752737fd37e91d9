/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.concurrent.CountDownLatch;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;

/** Waits of the commands that run until somebody ends them. */
final class Waiting {

    private Waiting() {
    }

    /** Something that can be waited for. */
    @FunctionalInterface
    interface Condition {
        void await() throws InterruptedException;
    }

    /** Waits until the run is cancelled, and fails with that. */
    static void untilCancelled(Cancellation cancellation) throws Failure {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown)) {
            await(cancelled::await);
        }
        throw cancelled();
    }

    /** Waits; an interrupt is a cancellation. */
    static void await(Condition condition) throws Failure {
        try {
            condition.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
    }

    static Failure cancelled() {
        return Failure.at(Step.SERVE).kind(FailureKind.CANCELLED).build();
    }
}
