/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import static org.atferry.at.Bench.PWD;
import static org.atferry.at.Bench.command;
import static org.atferry.at.Bench.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtException.Kind;
import org.atferry.testing.ManualTicker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines, cancelling, lost ports, turns: cases 3, 7, 8, 9, 12 and 13 of the reliability list. */
class AtChannelTimeTest {

    private static final AtCommand OPEN = AtCommand.of("AT+QIACT=1", Duration.ofSeconds(150));

    @Test
    void case9AcceptsAnAnswerAt149Seconds() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            CountDownLatch late = new CountDownLatch(1);
            bench.module.expect("AT+QIACT=1\r").when(late).reply("\r\nOK\r\n");
            CompletableFuture<AtResponse> future = bench.inBackground(OPEN);
            ticker.awaitWaiter(Duration.ofSeconds(150));
            ticker.advance(Duration.ofSeconds(149));
            late.countDown();
            assertTrue(future.get(5, TimeUnit.SECONDS).ok());
        }
    }

    @Test
    void case9And3TimesOutAt150SecondsAndALateOkAnswersNothing() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            bench.module.expect("AT+QIACT=1\r");
            CompletableFuture<AtResponse> future = bench.inBackground(OPEN);
            ticker.awaitWaiter(Duration.ofSeconds(150));
            ticker.advance(Duration.ofMillis(149_999));
            ticker.awaitWaiter(Duration.ofMillis(1));
            assertFalse(future.isDone());
            ticker.advance(Duration.ofMillis(1));
            AtException failure = failure(future);
            assertEquals(Kind.TIMEOUT, failure.kind());
            assertEquals("AT+QIACT", failure.command());
            assertTrue(bench.channel.isOpen());
            bench.module.reply("\r\nOK\r\n").drain().expect("AT\r").reply("\r\nOK\r\n").expect("AT+X\r").reply("\r\nERROR\r\n");
            bench.module.reply("\r\nRDY\r\n");
            CompletableFuture<AtResponse> next = bench.inBackground(command("AT+X"));
            Bench.recover(ticker, next);
            assertFalse(next.get().ok(), "its own answer");
            bench.module.expect("AT\r").reply("\r\nOK\r\n");
            assertTrue(bench.channel.execute(command("AT")).ok());
            assertEquals(List.of("RDY"), bench.urcs);
        }
    }

    @Test
    void case3TheLateOkComesBeforeTheOneOfTheProbe() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            bench.module.expect("AT+QIACT=1\r");
            CompletableFuture<AtResponse> future = bench.inBackground(OPEN);
            ticker.pass(Duration.ofSeconds(150));
            failure(future);
            bench.module.expect("AT\r").reply("\r\nOK\r\n").drain().reply("AT\r\r\nOK\r\n").expect("AT+X\r").reply("\r\nERROR\r\n");
            CompletableFuture<AtResponse> next = bench.inBackground(command("AT+X"));
            Bench.recover(ticker, next);
            assertFalse(next.get().ok(), "its own answer");
        }
    }

    @Test
    @Tag("slow")
    void case9InRealTimeBeyondTheWrapOfVtime() throws Exception {
        try (Bench bench = new Bench()) {
            long start = System.nanoTime();
            AtException failure = failureAfter(bench, Duration.ofSeconds(27));
            double seconds = (System.nanoTime() - start) / 1e9;
            assertEquals(Kind.TIMEOUT, failure.kind());
            assertEquals(27, seconds, 0.5);
        }
    }

    private static AtException failureAfter(Bench bench, Duration deadline) throws Exception {
        try {
            bench.channel.execute(AtCommand.of("AT+X", deadline));
            throw new AssertionError("answered");
        } catch (AtException e) {
            return e;
        }
    }

    @Test
    void tellsWhenTheResultAfterOkNeverComes() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            bench.module.expect("AT+QFTPPWD\r").reply("\r\nOK\r\n");
            CompletableFuture<AtResponse> future = bench.inBackground(PWD);
            ticker.pass(Duration.ofSeconds(90));
            assertEquals(Kind.RESULT_TIMEOUT, failure(future).kind());
        }
    }

    @Test
    void case12KeepsTheOrderAndNeverSendsWhatWasCancelledBefore() throws Exception {
        try (Bench bench = new Bench()) {
            CountDownLatch answer = new CountDownLatch(1);
            CountDownLatch sent = new CountDownLatch(1);
            bench.module.expect("AT+A\r").then(sent).when(answer).reply("\r\nOK\r\n").expect("AT+C\r").reply("\r\nOK\r\n").expect("AT+D\r")
                    .reply("\r\nOK\r\n");
            AtExchange a = bench.channel.start(command("AT+A"));
            AtExchange b = bench.channel.start(command("AT+B"));
            AtExchange c = bench.channel.start(command("AT+C"));
            AtExchange d = bench.channel.start(command("AT+D"));
            CompletableFuture<AtResponse> first = Bench.inBackground(a);
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            List<CompletableFuture<AtResponse>> others = new ArrayList<>();
            for (AtExchange exchange : List.of(d, c)) {
                others.add(Bench.inBackground(exchange));
            }
            CompletableFuture<AtResponse> cancelled = Bench.inBackground(b);
            bench.awaitQueued(3);
            b.cancel();
            assertEquals(Kind.CANCELLED, failure(cancelled).kind());
            answer.countDown();
            assertTrue(first.get(5, TimeUnit.SECONDS).ok());
            for (CompletableFuture<AtResponse> other : others) {
                assertTrue(other.get(5, TimeUnit.SECONDS).ok());
            }
            bench.module.awaitDone();
        }
    }

    @Test
    void case12DrainsTheAnswerOfWhatWasCancelledAfterItWasSent() throws Exception {
        try (Bench bench = new Bench()) {
            CountDownLatch sent = new CountDownLatch(1);
            bench.module.expect("AT+A\r").then(sent);
            AtExchange a = bench.channel.start(command("AT+A").withInformation("+A:"));
            CompletableFuture<AtResponse> first = Bench.inBackground(a);
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            a.cancel();
            assertEquals(Kind.CANCELLED, failure(first).kind());
            bench.module.expect("AT\r").reply("\r\n+A: 1\r\n\r\nOK\r\n").reply("\r\nOK\r\n").expect("AT+B\r").reply("\r\nERROR\r\n");
            assertFalse(bench.channel.execute(command("AT+B")).ok());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void anExchangeThatNobodyAwaitsHoldsNobodyUp() throws Exception {
        try (Bench bench = new Bench()) {
            AtExchange never = bench.channel.start(command("AT+A"));
            bench.module.expect("AT+B\r").reply("\r\nOK\r\n").expect("AT+A\r").reply("\r\nERROR\r\n");
            assertTrue(bench.channel.execute(command("AT+B")).ok());
            assertFalse(never.await().ok());
            assertFalse(never.await().ok(), "the same again");
        }
    }

    @Test
    void anInterruptCancelsAndStaysSet() throws Exception {
        try (Bench bench = new Bench()) {
            CountDownLatch sent = new CountDownLatch(1);
            bench.module.expect("AT+A\r").then(sent);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    bench.channel.execute(command("AT+A"));
                } catch (AtException e) {
                    flag.complete(e.kind() == Kind.CANCELLED && Thread.currentThread().isInterrupted());
                }
            });
            thread.start();
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            thread.interrupt();
            assertTrue(flag.get(5, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "idle", "sent", "upload", "download", "result" })
    void case7AHangUpFailsWhatIsPendingWithinASecondAndLeavesNoThread(String when) throws Exception {
        long before = threads();
        List<Kind> ends = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        try (Bench bench = new Bench()) {
            bench.channel.onEnd(ends::add);
            bench.channel.onEnd(kind -> ended.countDown());
            AtCommand command = switch (when) {
                case "upload" -> command("AT+P").withResult("+P:", Bench.SECOND).withData(
                        new Data.Upload(new ByteArrayInputStream(new byte[1_000_000]), 1_000_000, Duration.ofSeconds(90), done -> { }));
                case "download" -> command("AT+G").withResult("+G:", Bench.SECOND)
                        .withData(new Data.Download(new ByteArrayOutputStream(), 1_000_000, Duration.ofSeconds(90), done -> { }));
                case "result" -> PWD;
                default -> command("AT+S");
            };
            CompletableFuture<AtResponse> pending = new CompletableFuture<>();
            CompletableFuture<AtResponse> waiting = pending;
            if (!when.equals("idle")) {
                bench.module.expect(command.line() + "\r").reply(switch (when) {
                    case "upload" -> "\r\nCONNECT\r\n";
                    case "download" -> "\r\nCONNECT\r\nabc";
                    case "result" -> "\r\nOK\r\n";
                    default -> "";
                });
                pending = bench.inBackground(command);
                bench.module.awaitDone();
                waiting = bench.inBackground(command("AT+NEXT"));
            }
            long start = System.nanoTime();
            bench.module.hangUp();
            assertTrue(ended.await(5, TimeUnit.SECONDS));
            if (!when.equals("idle")) {
                assertEquals(Kind.LOST, failure(pending).kind());
                assertEquals(Kind.LOST, failure(waiting).kind());
            }
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
            assertFalse(bench.channel.isOpen());
            assertEquals(Kind.LOST, failure(bench.inBackground(command("AT"))).kind());
        }
        assertEquals(List.of(Kind.LOST), ends);
        awaitThreads(before);
    }

    @Test
    void hearsWhatCameBeforeAHangUp() throws Exception {
        try (Bench bench = new Bench()) {
            bench.module.expect("AT+QPOWD\r").reply("\r\nOK\r\n\r\nPOWERED DOWN\r\n").hangUp();
            assertTrue(bench.channel.execute(command("AT+QPOWD")).ok());
        }
    }

    @Test
    void closingFailsWhatIsPendingWithClosed() throws Exception {
        long before = threads();
        List<Kind> ends = new CopyOnWriteArrayList<>();
        try (Bench bench = new Bench()) {
            CountDownLatch sent = new CountDownLatch(1);
            bench.channel.onEnd(ends::add);
            bench.module.expect("AT+A\r").then(sent);
            CompletableFuture<AtResponse> pending = bench.inBackground(command("AT+A"));
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            long start = System.nanoTime();
            bench.channel.close();
            assertEquals(Kind.CLOSED, failure(pending).kind());
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
            bench.channel.onEnd(ends::add);
        }
        assertEquals(List.of(Kind.CLOSED, Kind.CLOSED), ends);
        awaitThreads(before);
    }

    @Test
    void case8AModuleThatTakesNoBytesIsASendTimeoutWithoutBurningTime() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand put = command("AT+P").withResult("+P:", Bench.SECOND).withData(
                    new Data.Upload(new ByteArrayInputStream(new byte[1_000_000]), 1_000_000, Duration.ofMillis(700), done -> { }));
            bench.module.expect("AT+P\r").reply("\r\nCONNECT\r\n");
            long start = System.nanoTime();
            long busyBefore = cpuTime();
            AtException failure = failure(bench.inBackground(put));
            assertEquals(Kind.SEND_TIMEOUT, failure.kind());
            double seconds = (System.nanoTime() - start) / 1e9;
            assertEquals(0.7, seconds, 0.5);
            assertTrue((cpuTime() - busyBefore) / 1e9 < 0.5 * seconds, "waits without spinning");
            start = System.nanoTime();
            bench.channel.close();
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
        }
    }

    private static long cpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    @Test
    void case13TenCommandsInARowWithoutAnAnswerAreTheEnd() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            for (int i = 0; i < 10; i++) {
                assertTrue(bench.channel.isOpen(), "before command " + i);
                CompletableFuture<AtResponse> future = bench.inBackground(command("AT+X"));
                Bench.elapse(ticker, future);
                assertEquals(Kind.TIMEOUT, failure(future).kind());
            }
            AtException dead = failure(bench.inBackground(command("AT+X")));
            assertEquals(Kind.LOST, dead.kind());
            assertTrue(dead.getCause().getMessage().contains("10"), dead.getCause().getMessage());
            assertFalse(bench.channel.isOpen());
        }
    }

    @Test
    void oneAnswerStartsTheCountAnew() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            for (int i = 0; i < 12; i++) {
                CompletableFuture<AtResponse> future = bench.inBackground(command("AT+X"));
                bench.module.expect("AT+X\r");
                Bench.elapse(ticker, future);
                assertEquals(Kind.TIMEOUT, failure(future).kind());
                bench.module.expect("AT\r").reply("\r\nOK\r\n").expect("AT+Y\r").reply("\r\nERROR\r\n");
                future = bench.inBackground(command("AT+Y"));
                Bench.recover(ticker, future);
                assertEquals(Optional.empty(), future.get().finalResult().code());
            }
            assertTrue(bench.channel.isOpen());
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("at-")).count();
    }

    private static void awaitThreads(long expected) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("at-")) {
                thread.join(2000);
            }
        }
        assertEquals(expected, threads());
    }
}
