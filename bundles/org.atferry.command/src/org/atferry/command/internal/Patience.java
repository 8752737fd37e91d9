/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Monitor;

/** A monitor that is cancelled by itself when some time has passed, and before that when another one is. */
final class Patience implements AutoCloseable {

    private final Cancellation cancellation = new Cancellation();
    private final Cancellation.Registration registration;
    private final Monitor monitor;

    /** Starts now. */
    Patience(Duration time, Monitor other) {
        monitor = new Monitor(other.id(), cancellation, other.listener());
        registration = other.cancellation().onCancel(cancellation::cancel);
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(cancellation::cancel);
    }

    Monitor monitor() {
        return monitor;
    }

    @Override
    public void close() {
        registration.close();
    }
}
