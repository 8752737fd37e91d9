/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/** Resolves host names so that the wait can be limited and cancelled, which the system's resolver does not offer. */
final class Resolver {

    private Resolver() {
    }

    /** The addresses of a host, in the system's order. */
    static List<InetAddress> resolve(String host, Duration timeout, Monitor monitor) throws Failure {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> lookUp(host, answer), "atferry-resolve");
        thread.setDaemon(true);
        thread.start();
        try (Cancellation.Registration registration = monitor.cancellation().onCancel(() -> answer.cancel(false))) {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (CancellationException | InterruptedException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw Failure.at(Step.RESOLVE).kind(FailureKind.CANCELLED).subject(host).build();
        } catch (TimeoutException e) {
            throw Failure.at(Step.RESOLVE).kind(FailureKind.TIMEOUT).subject(host).hint(Hint.UNKNOWN_HOST).cause(e).build();
        } catch (ExecutionException | CompletionException e) {
            throw Failure.at(Step.RESOLVE).kind(FailureKind.UNREACHABLE).subject(host).hint(Hint.UNKNOWN_HOST).cause(e.getCause()).build();
        }
    }

    private static void lookUp(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
