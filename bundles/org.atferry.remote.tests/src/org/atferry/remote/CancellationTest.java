/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void anActionRunsOnceHoweverOftenItIsCancelled() {
        cancellation.onCancel(runs::incrementAndGet);
        assertFalse(cancellation.isCancelled());

        cancellation.cancel();
        cancellation.cancel();

        assertTrue(cancellation.isCancelled());
        assertEquals(1, runs.get());
    }

    @Test
    void whoComesLateRunsAtOnce() {
        cancellation.cancel();
        cancellation.onCancel(runs::incrementAndGet).close();

        assertEquals(1, runs.get());
    }

    @Test
    void aRegistrationThatWasTakenBackDoesNotRun() {
        Cancellation.Registration registration = cancellation.onCancel(runs::incrementAndGet);
        registration.close();
        registration.close();

        cancellation.cancel();

        assertEquals(0, runs.get());
    }

    @Test
    void takingBackOneOfTwoEqualRegistrationsLeavesTheOther() {
        Runnable action = runs::incrementAndGet;
        cancellation.onCancel(action);
        cancellation.onCancel(action).close();

        cancellation.cancel();

        assertEquals(1, runs.get());
    }

    @Test
    void anActionThatThrowsDoesNotKeepTheOthersFromRunning() {
        cancellation.onCancel(() -> {
            throw new IllegalStateException("first");
        });
        cancellation.onCancel(runs::incrementAndGet);

        assertThrows(IllegalStateException.class, cancellation::cancel);

        assertEquals(1, runs.get());
    }

    @Test
    void anActionMayUseTheCancellationItself() throws Exception {
        cancellation.onCancel(() -> {
            cancellation.cancel();
            cancellation.onCancel(runs::incrementAndGet);
        });
        Thread thread = new Thread(cancellation::cancel);
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(5));

        assertFalse(thread.isAlive());
        assertEquals(1, runs.get());
    }

    @Test
    void cancellingWakesAThreadThatWaits() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        cancellation.onCancel(woken::countDown);
        new Thread(cancellation::cancel).start();

        assertTrue(woken.await(5, TimeUnit.SECONDS));
    }

    @Test
    void registeringWhileOthersCancelLosesNoActionAndRunsNoneTwice() throws Exception {
        for (int round = 0; round < 200; round++) {
            Cancellation shared = new Cancellation();
            AtomicInteger count = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean canceller = i == 0;
                Thread thread = new Thread(() -> {
                    await(start);
                    for (int n = 0; n < 50; n++) {
                        if (canceller) {
                            shared.cancel();
                        } else {
                            shared.onCancel(count::incrementAndGet);
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(150, count.get());
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMonitorFailsWhenCancelled() throws Failure {
        Monitor monitor = new Monitor(TransferId.next(), cancellation, event -> { });
        monitor.checkCancelled(Step.LIST);
        cancellation.cancel();

        Failure failure = assertThrows(Failure.class, () -> monitor.checkCancelled(Step.LIST));

        assertEquals(FailureKind.CANCELLED, failure.kind());
        assertEquals(Step.LIST, failure.step());
        assertTrue(monitor.withListener(event -> { }).isCancelled());
    }
}
