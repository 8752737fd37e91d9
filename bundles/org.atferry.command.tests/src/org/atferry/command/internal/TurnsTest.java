/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.atferry.at.port.LoopPair;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.atferry.at.port.Ports;
import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static Monitor monitor(Cancellation cancellation) {
        return new Monitor(TransferId.next(), cancellation, event -> { });
    }

    @Test
    void theFirstToComeIsTheFirstServed() throws Exception {
        Turnstile turnstile = new Turnstile();
        List<Integer> order = new CopyOnWriteArrayList<>();
        turnstile.enter();
        List<CompletableFuture<Void>> waiting = IntStream.range(0, 5).mapToObj(i -> {
            CompletableFuture<Void> future = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                turnstile.enter();
                order.add(i);
                turnstile.leave();
                future.complete(null);
            });
            thread.start();
            awaitWaiting(thread);
            return future;
        }).toList();
        turnstile.leave();
        for (CompletableFuture<Void> future : waiting) {
            future.get(5, TimeUnit.SECONDS);
        }
        assertEquals(List.of(0, 1, 2, 3, 4), order);
        assertTrue(turnstile.isFree());
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoIsCancelledWhileWaitingLeavesTheQueue() throws Exception {
        Turnstile turnstile = new Turnstile();
        Cancellation cancellation = new Cancellation();
        turnstile.enter();
        CompletableFuture<Failure> waiting = CompletableFuture.supplyAsync(
                () -> assertThrows(Failure.class, () -> turnstile.enter(monitor(cancellation), Step.PORT, "p")));
        cancellation.cancel();
        assertEquals(FailureKind.CANCELLED, waiting.get(5, TimeUnit.SECONDS).kind());
        turnstile.leave();
        assertTrue(turnstile.isFree());
    }

    @Test
    void anInterruptedWaiterLeavesTheQueueAndKeepsItsFlag() throws Exception {
        Turnstile turnstile = new Turnstile();
        turnstile.enter();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            assertThrows(Failure.class, () -> turnstile.enter(Monitor.none(), Step.PORT, "p"));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.interrupt();
        assertTrue(flag.get(5, TimeUnit.SECONDS));
        turnstile.leave();
        assertTrue(turnstile.isFree());
    }

    @Test
    void twoNamesOfOnePortAreOneTurn() throws Exception {
        PortTurns turns = new PortTurns();
        PortTurns.Turn first = turns.take(address("serial:/dev/ttyX?baud=9600"), Monitor.none());
        turns.take(address("serial:/dev/ttyY"), Monitor.none()).close();
        CompletableFuture<PortTurns.Turn> second = CompletableFuture.supplyAsync(() -> {
            try {
                return turns.take(address("serial:/dev/ttyX"), Monitor.none());
            } catch (Failure e) {
                throw new IllegalStateException(e);
            }
        });
        assertFalse(second.isDone());
        first.close();
        second.get(5, TimeUnit.SECONDS).close();
    }

    @Test
    void whoAnswersIsKnownWhileTheTurnLasts() throws Exception {
        PortTurns turns = new PortTurns();
        PortAddress address = address("serial:/dev/ttyX");
        ModuleIdentity identity = new ModuleIdentity("Quectel", "EC200A", "R1", Optional.empty());
        assertEquals(Optional.empty(), turns.identity(address));
        try (PortTurns.Turn turn = turns.take(address, Monitor.none())) {
            assertEquals(Optional.empty(), turns.identity(address));
            turn.identified(identity);
            assertEquals(Optional.of(identity), turns.identity(address("serial:/dev/ttyX?baud=9600")));
        }
        assertEquals(Optional.empty(), turns.identity(address));
    }

    private static PortAddress address(String text) {
        try {
            return PortAddress.parse(text);
        } catch (PortException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void openingAPortThatHangsCanBeCancelledAndAPortThatComesLateIsClosed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        LoopPair pair = LoopPair.create("late");
        PortProvider slow = new PortProvider() {
            @Override
            public Set<String> schemes() {
                return Set.of("slow");
            }

            @Override
            public Port open(PortAddress address) throws PortException {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return pair.host();
            }

            @Override
            public List<PortDescription> list() {
                return List.of();
            }
        };
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Failure> opening = CompletableFuture.supplyAsync(() -> assertThrows(Failure.class,
                () -> PortOpening.open(new Ports(List.of(slow)), address("slow:x"), monitor(cancellation))));
        asked.await();
        cancellation.cancel();
        assertEquals(FailureKind.CANCELLED, opening.get(1, TimeUnit.SECONDS).kind());
        answer.countDown();
        PortException end = assertThrows(PortException.class, () -> pair.module().read(new byte[1], 0, 1, Duration.ofSeconds(5)));
        assertEquals(PortException.Kind.LOST, end.kind());
    }

    @Test
    void progressIsToldTenTimesASecondAtMostAndAtTheEnd() {
        List<Long> told = new CopyOnWriteArrayList<>();
        long[] now = { 0 };
        Monitor monitor = new Monitor(TransferId.next(), new Cancellation(), event -> told.add(((StepEvent.Transferred) event).done()));
        ProgressReporter reporter = new ProgressReporter(monitor, 1000, () -> now[0]);
        for (int done = 1; done <= 1000; done++) {
            now[0] += 1_000_000;
            reporter.done(done);
        }
        reporter.done(1000);
        assertEquals(List.of(1L, 101L, 201L, 301L, 401L, 501L, 601L, 701L, 801L, 901L, 1000L), told);
    }
}
