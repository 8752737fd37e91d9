/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Monitor;

/**
 * A monitor for a few short commands that had better not be cut off in their midst, such as the renames of a replacement: when the work is
 * cancelled they get most of a second more, so that on a living line they finish, and on a dead one the cancellation is still obeyed in
 * time.
 */
final class Grace implements AutoCloseable {

    private static final long MILLISECONDS = 700;

    private final Cancellation delayed = new Cancellation();
    private final Monitor monitor;
    private final Cancellation.Registration registration;

    private Grace(Monitor outer) {
        monitor = new Monitor(outer.id(), delayed, outer.listener());
        registration = outer.cancellation().onCancel(this::startTimer);
    }

    /** Protects what is done with {@link #monitor} until it is closed. */
    static Grace of(Monitor outer) {
        return new Grace(outer);
    }

    private void startTimer() {
        CompletableFuture.delayedExecutor(MILLISECONDS, TimeUnit.MILLISECONDS, Runnable::run).execute(delayed::cancel);
    }

    /** The same work, cancelled later. */
    Monitor monitor() {
        return monitor;
    }

    @Override
    public void close() {
        registration.close();
    }
}
