/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.atferry.at.port.LoopPair;
import org.atferry.at.trace.TraceListener;
import org.atferry.testing.ManualTicker;
import org.atferry.testing.ScriptedModule;

/** A channel and a scripted module on a loop, for one test. */
final class Bench implements AutoCloseable {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final AtCommand PWD = AtCommand.of("AT+QFTPPWD", Duration.ofSeconds(5)).withResult("+QFTPPWD:", Duration.ofSeconds(90));

    final LoopPair pair = LoopPair.create("bench");
    final ScriptedModule module = new ScriptedModule(pair.module());
    final AtChannel channel;
    final List<String> urcs = new CopyOnWriteArrayList<>();

    Bench() {
        this(Ticker.system(), TraceListener.NONE);
    }

    Bench(Ticker ticker) {
        this(ticker, TraceListener.NONE);
    }

    Bench(Ticker ticker, TraceListener trace) {
        channel = new AtChannel(pair.host(), trace, ticker);
        channel.onUrc(urcs::add);
    }

    static AtCommand command(String line) {
        return AtCommand.of(line, Duration.ofSeconds(5));
    }

    /** Awaits an exchange in a thread of its own. */
    static CompletableFuture<AtResponse> inBackground(AtExchange exchange) {
        CompletableFuture<AtResponse> future = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(exchange.await());
            } catch (AtException | RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    CompletableFuture<AtResponse> inBackground(AtCommand command) {
        return inBackground(channel.start(command));
    }

    /** Why a future failed; it must fail within five seconds. */
    static AtException failure(CompletableFuture<AtResponse> future) throws Exception {
        return (AtException) future.handle((response, failure) -> {
            if (failure == null) {
                throw new AssertionError("answered: " + response);
            }
            return failure;
        }).get(5, TimeUnit.SECONDS);
    }

    /** Lets time pass, slowly enough for the scripted module to answer the probe of a recovery. */
    static void recover(ManualTicker ticker, CompletableFuture<?> until) throws InterruptedException {
        elapse(ticker, until, Duration.ofMillis(100), 20);
    }

    /** Lets time pass while nobody has to answer. */
    static void elapse(ManualTicker ticker, CompletableFuture<?> until) throws InterruptedException {
        elapse(ticker, until, Duration.ofMillis(250), 2);
    }

    private static void elapse(ManualTicker ticker, CompletableFuture<?> until, Duration step, long realMillis)
            throws InterruptedException {
        while (!until.isDone()) {
            if (ticker.hasWaiter()) {
                ticker.advance(step);
            }
            try {
                until.get(realMillis, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // the loop looks
            }
        }
    }

    /** Waits until so many exchanges wait for their turn. */
    void awaitQueued(int count) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (channel.queued() != count) {
            Thread.onSpinWait();
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("queued: " + channel.queued());
            }
        }
    }

    @Override
    public void close() {
        channel.close();
        module.close();
    }
}
