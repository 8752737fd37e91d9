/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.atferry.remote.Cancellation;
import org.junit.jupiter.api.Test;

class CommandThreadTest {

    private final Runs runs = new Runs();
    private final AtomicInteger told = new AtomicInteger();
    private final CommandThread thread = new CommandThread(runs, told::incrementAndGet, Duration.ofMillis(100));

    private static void awaitCancel(Cancellation cancellation) {
        CountDownLatch cancelled = new CountDownLatch(1);
        cancellation.onCancel(cancelled::countDown);
        boolean done = false;
        while (!done) {
            try {
                cancelled.await();
                done = true;
            } catch (InterruptedException e) {
                throw new AssertionError("the command's own thread is never interrupted", e);
            }
        }
    }

    @Test
    void returnsTheStatus() {
        assertEquals(5, thread.run(cancellation -> 5));
    }

    @Test
    void anInterruptCancelsTheCommandAndIsKept() {
        Thread.currentThread().interrupt();
        int status = thread.run(cancellation -> {
            awaitCancel(cancellation);
            return 130;
        });
        assertTrue(Thread.interrupted());
        assertEquals(130, status);
        assertEquals(0, told.get());
    }

    @Test
    void aCommandThatDoesNotEndIsLeft() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        long start = System.nanoTime();
        int status = thread.run(cancellation -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                return 1;
            }
            return 0;
        });
        assertTrue(Thread.interrupted());
        assertEquals(130, status);
        assertEquals(1, told.get());
        assertTrue(System.nanoTime() - start < 1_500_000_000L);
        never.countDown();
    }

    @Test
    void theEndOfTheComponentCancelsWhatRunsAndWhatComes() {
        assertEquals(7, thread.run(cancellation -> {
            runs.cancelAll();
            awaitCancel(cancellation);
            return 7;
        }));
        assertTrue(runs.begin().isCancelled());
    }

    @Test
    void aFaultIsHandedOn() {
        assertThrows(IllegalStateException.class, () -> thread.run(cancellation -> {
            throw new IllegalArgumentException();
        }));
    }
}
