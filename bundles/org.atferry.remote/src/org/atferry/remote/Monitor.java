/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.function.Consumer;

/**
 * What a blocking call is given: a way to be cancelled and a place to tell its steps to.
 *
 * @param id names the piece of work in traces and events
 * @param cancellation ends the call when cancelled
 * @param listener is told every step, in the thread that makes it; must be quick and must not throw
 */
public record Monitor(TransferId id, Cancellation cancellation, Consumer<StepEvent> listener) {

    /** A monitor that nobody listens to and nobody cancels. */
    public static Monitor none() {
        return new Monitor(TransferId.next(), new Cancellation(), event -> { });
    }

    /** Tells a step. */
    public void report(StepEvent event) {
        listener.accept(event);
    }

    /** Whether the work should end. */
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /** Fails with {@link FailureKind#CANCELLED} when the work should end. */
    public void checkCancelled(Step step) throws Failure {
        if (isCancelled()) {
            throw Failure.at(step).kind(FailureKind.CANCELLED).build();
        }
    }

    /** The same work with another listener. */
    public Monitor withListener(Consumer<StepEvent> other) {
        return new Monitor(id, cancellation, other);
    }
}
