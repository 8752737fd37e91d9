/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.port.Ports;
import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/** Opens a port in a thread of its own, so that a host that does not answer, or a driver that hangs, keeps nobody who cancels. */
final class PortOpening {

    private PortOpening() {
    }

    /**
     * Opens. A port that comes after the cancel is closed again.
     *
     * @throws Failure at {@link Step#PORT}
     */
    static Port open(Ports ports, PortAddress address, Monitor monitor) throws Failure {
        CompletableFuture<Port> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(ports, address, opened), "port-opening " + address);
        thread.setDaemon(true);
        thread.start();
        try (Cancellation.Registration registration = monitor.cancellation().onCancel(() -> opened.cancel(false))) {
            return opened.get();
        } catch (InterruptedException e) {
            opened.cancel(false);
            Thread.currentThread().interrupt();
            throw cancelled(address);
        } catch (CancellationException e) {
            throw cancelled(address);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PortException trouble) {
                throw Failures.of(trouble, address.toString());
            }
            throw Failure.at(Step.PORT).subject(address.toString()).cause(e.getCause()).build();
        }
    }

    private static Failure cancelled(PortAddress address) {
        return Failure.at(Step.PORT).kind(FailureKind.CANCELLED).subject(address.toString()).build();
    }

    private static void run(Ports ports, PortAddress address, CompletableFuture<Port> opened) {
        try {
            Port port = ports.open(address);
            if (!opened.complete(port)) {
                port.close();
            }
        } catch (PortException | RuntimeException | LinkageError e) {
            opened.completeExceptionally(e);
        }
    }
}
