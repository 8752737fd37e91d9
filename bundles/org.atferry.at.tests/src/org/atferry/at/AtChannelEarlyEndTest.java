/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import static org.atferry.at.Bench.SECOND;
import static org.atferry.at.Bench.command;
import static org.atferry.at.Bench.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtException.Kind;
import org.atferry.testing.ManualTicker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a transfer before its declared length, and how data mode is left. */
class AtChannelEarlyEndTest extends Transfers {

    @ParameterizedTest
    @ValueSource(strings = { "\r\nOK\r\n\r\n+QFTPPUT: 616,426\r\n", "\r\n+QFTPPUT: 616,426\r\n", "\r\n+CME ERROR: 616\r\n",
            "\r\nNO CARRIER\r\n" })
    void stopsSendingWhenTheModuleEndsTheUpload(String report) throws Exception {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 'x';
            }
        };
        try (Bench bench = new Bench()) {
            AtCommand put = put(endless, 1L << 40, GAP);
            bench.module.expect(put.line() + "\r").reply("\r\nCONNECT\r\n").take(100_000).reply(report);
            AtResponse response = bench.channel.execute(put);
            assertFalse(response.ok() && response.result().isEmpty());
            if (report.contains("426")) {
                assertEquals(Optional.of("616,426"), response.result());
            }
            assertTrue(response.transferred() >= 100_000 && response.transferred() <= read.get());
            bench.module.skipTo("\rAT\r").reply("\r\nERROR\r\n\r\nOK\r\n").serve(line -> "\r\nOK\r\n");
            assertTrue(bench.channel.execute(command("AT+X")).ok());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void aUrcInTheMiddleOfAnUploadIsAUrc() throws Exception {
        byte[] content = new byte[200_000];
        try (Bench bench = new Bench()) {
            AtCommand put = put(content);
            bench.module.expect(put.line() + "\r").reply("\r\nCONNECT\r\n").take(50_000).reply("\r\n+QIND: PB DONE\r\n").take(150_000)
                    .reply("\r\nOK\r\n\r\n+QFTPPUT: 0,200000\r\n");
            assertTrue(bench.channel.execute(put).ok());
            assertEquals(List.of("+QIND: PB DONE"), bench.urcs);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\nOK\r\n\r\n+QFTPGET: 616,426\r\n", "\r\n+QFTPGET: 616,426\r\n", "\r\n+CME ERROR: 616\r\n",
            "\r\nNO CARRIER\r\n" })
    void aReportOfFailureInThePlaceOfDataEndsTheDownloadAndStaysOutOfTheSink(String report) throws Exception {
        ManualTicker ticker = new ManualTicker();
        byte[] content = nasty(5000);
        try (Bench bench = new Bench(ticker)) {
            CountDownLatch sent = new CountDownLatch(1);
            AtCommand get = get(10_000);
            bench.module.expect(get.line() + "\r").reply("\r\nCONNECT\r\n").reply(content).reply(report).drain().then(sent);
            CompletableFuture<AtResponse> future = bench.inBackground(get);
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            Bench.recover(ticker, future);
            AtResponse response = future.get();
            assertEquals(5000, response.transferred());
            assertArrayEquals(content, sink.toByteArray());
            if (report.contains("GET")) {
                assertEquals(Optional.of("616,426"), response.result());
            } else {
                assertFalse(response.ok());
            }
        }
    }

    @Test
    void aReportInTheMiddleOfFlowingDataIsData() throws Exception {
        ManualTicker ticker = new ManualTicker();
        String content = "a\r\n+QFTPGET: 616,426\r\n";
        try (Bench bench = new Bench(ticker)) {
            CountDownLatch sent = new CountDownLatch(1);
            CountDownLatch more = new CountDownLatch(1);
            AtCommand get = get(content.length() * 2);
            bench.module.expect(get.line() + "\r").reply("\r\nCONNECT\r\n" + content).drain().then(sent).when(more).reply(content)
                    .reply("\r\nOK\r\n\r\n+QFTPGET: 0,44\r\n");
            CompletableFuture<AtResponse> future = bench.inBackground(get);
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            ticker.awaitWaiter(Duration.ofSeconds(1));
            ticker.advance(Duration.ofMillis(990));
            more.countDown();
            assertTrue(future.get(5, TimeUnit.SECONDS).ok());
            assertEquals(content + content, sink.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aFileThatGotShorterEndsWithFewerBytes() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            CountDownLatch sent = new CountDownLatch(1);
            AtCommand get = get(1000);
            bench.module.expect(get.line() + "\r").reply("\r\nCONNECT\r\nshort\r\nOK\r\n\r\n+QFTPGET: 0,5\r\n").drain().then(sent);
            CompletableFuture<AtResponse> future = bench.inBackground(get);
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            Bench.recover(ticker, future);
            assertTrue(future.get().ok());
            assertEquals(5, future.get().transferred());
            assertEquals("short", sink.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void dataThatStallsTimesOutAfterTheGapAndDataModeIsLeftWithGuardTimes() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            CountDownLatch sent = new CountDownLatch(1);
            AtCommand get = get(1000);
            bench.module.expect(get.line() + "\r").reply("\r\nCONNECT\r\nabc").drain().then(sent);
            CompletableFuture<AtResponse> future = bench.inBackground(get);
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            long start = ticker.nanoTime();
            Bench.elapse(ticker, future);
            assertEquals(Kind.DATA_TIMEOUT, failure(future).kind());
            assertEquals(90, (ticker.nanoTime() - start) / 1e9, 0.5);
            bench.module.expect("+++").reply("late data\r\nOK\r\n").expect("\rAT\r").reply("\r\nOK\r\n")
                    .expect("AT+X\r").reply("\r\nOK\r\n");
            CompletableFuture<AtResponse> next = bench.inBackground(command("AT+X"));
            Bench.recover(ticker, next);
            assertTrue(next.get().ok());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void aListingWhoseCountNeverAgreesTimesOut() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            CountDownLatch sent = new CountDownLatch(1);
            AtCommand list = command("AT+QFTPLIST=\".\"").withResult("+QFTPLIST:", SECOND).withData(new Data.Counted(sink, 1000, GAP));
            bench.module.expect(list.line() + "\r").reply("\r\nCONNECT\r\nabc\r\nOK\r\n\r\n+QFTPLIST: 0,99\r\n").drain().then(sent);
            CompletableFuture<AtResponse> future = bench.inBackground(list);
            assertTrue(sent.await(5, TimeUnit.SECONDS));
            Bench.elapse(ticker, future);
            assertEquals(Kind.DATA_TIMEOUT, failure(future).kind());
        }
    }

    @Test
    void aListingThatIsTooLongOverflows() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand list = command("AT+QFTPLIST=\".\"").withResult("+QFTPLIST:", SECOND).withData(new Data.Counted(sink, 1000, GAP));
            bench.module.expect(list.line() + "\r").reply("\r\nCONNECT\r\n").reply(new byte[4000]);
            assertEquals(Kind.OVERFLOW, failure(bench.inBackground(list)).kind());
            assertTrue(sink.size() <= 2024 + 1000);
            AtCommand without = command("AT+X").withData(new Data.Counted(sink, 1, GAP));
            assertThrows(IllegalArgumentException.class, () -> bench.channel.start(without));
        }
    }

    @Test
    void aListingThatFailsInTheMiddleTellsTheCode() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand list = command("AT+QFTPLIST=\".\"").withResult("+QFTPLIST:", SECOND).withData(new Data.Counted(sink, 1000, GAP));
            bench.module.expect(list.line() + "\r").reply("\r\nCONNECT\r\nabc\r\n\r\nOK\r\n\r\n+QFTPLIST: 607,0\r\n");
            AtResponse response = bench.channel.execute(list);
            assertEquals(Optional.of("607,0"), response.result());
            assertEquals("abc\r\n", sink.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aSourceThatEndsEarlyOrFailsIsALocalFailure() throws Exception {
        try (Bench bench = new Bench()) {
            AtCommand put = put(new ByteArrayInputStream(new byte[5]), 10, GAP);
            bench.module.expect(put.line() + "\r").reply("\r\nCONNECT\r\n");
            AtException failure = failure(bench.inBackground(put));
            assertEquals(Kind.LOCAL, failure.kind());
            assertEquals(5, failure.transferred());
            assertInstanceOf(EOFException.class, failure.getCause());
        }
    }

    @Test
    @Tag("slow")
    void aSinkThatFailsIsALocalFailureAndTheDataAfterItIsNoUrc() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };
        try (Bench bench = new Bench()) {
            AtCommand get = get(full, 100_000);
            bench.module.expect(get.line() + "\r").reply("\r\nCONNECT\r\n").reply("\r\nline\r\n".repeat(10_000));
            AtException failure = failure(bench.inBackground(get));
            assertEquals(Kind.LOCAL, failure.kind());
            assertEquals("disk full", failure.getCause().getMessage());
            bench.module.expect("+++").reply("\r\nOK\r\n").expect("\rAT\r").reply("\r\nOK\r\n").expect("AT+X\r").reply("\r\nOK\r\n");
            assertTrue(bench.channel.execute(command("AT+X")).ok());
            assertEquals(List.of(), bench.urcs);
        }
    }

    @Test
    void cancelInAnUploadReturnsWithinASecondThoughTheModuleTakesNoBytes() throws Exception {
        try (Bench bench = new Bench()) {
            CountDownLatch connected = new CountDownLatch(1);
            InputStream source = new InputStream() {
                @Override
                public int read() {
                    connected.countDown();
                    return 'x';
                }
            };
            AtCommand put = put(source, 10_000_000, GAP);
            bench.module.expect(put.line() + "\r").reply("\r\nCONNECT\r\n");
            AtExchange exchange = bench.channel.start(put);
            CompletableFuture<AtResponse> future = Bench.inBackground(exchange);
            assertTrue(connected.await(5, TimeUnit.SECONDS));
            bench.module.awaitDone();
            long start = System.nanoTime();
            exchange.cancel();
            assertEquals(Kind.CANCELLED, failure(future).kind());
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
        }
    }

    @Test
    void anEscapeThatMeetsTheCommandInterpreterDoesNotSpoilTheProbe() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            bench.module.expect(put(new byte[3]).line() + "\r");
            CompletableFuture<AtResponse> future = bench.inBackground(put(new byte[3]));
            Bench.elapse(ticker, future);
            assertEquals(Kind.TIMEOUT, failure(future).kind());
            bench.module.serve(line -> line.isEmpty() ? "" : line.startsWith("AT") ? "\r\nOK\r\n" : "\r\nERROR\r\n");
            CompletableFuture<AtResponse> next = bench.inBackground(command("AT+X"));
            Bench.recover(ticker, next);
            assertTrue(next.get().ok());
        }
    }

    @Test
    void cancelInADownloadLeavesDataModeInTheBackground() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (Bench bench = new Bench(ticker)) {
            AtCommand get = get(1_000_000);
            CountDownLatch first = new CountDownLatch(1);
            CountDownLatch escaped = new CountDownLatch(1);
            bench.module.expect(get.line() + "\r").reply("\r\nCONNECT\r\n").reply(nasty(200_000)).drain().then(first)
                    .expect("+++").reply(nasty(10_000)).reply("\r\nOK\r\n").expect("\rAT\r").reply("\r\nOK\r\n").then(escaped);
            AtExchange exchange = bench.channel.start(get);
            CompletableFuture<AtResponse> future = Bench.inBackground(exchange);
            assertTrue(first.await(5, TimeUnit.SECONDS));
            exchange.cancel();
            AtException failure = failure(future);
            assertEquals(Kind.CANCELLED, failure.kind());
            assertEquals(sink.size(), failure.transferred());
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> {
                try {
                    assertTrue(escaped.await(10, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Bench.recover(ticker, all);
            bench.module.expect("AT+X\r").reply("\r\nOK\r\n");
            CompletableFuture<AtResponse> next = bench.inBackground(command("AT+X"));
            Bench.recover(ticker, next);
            assertTrue(next.get().ok());
            assertEquals(List.of(), bench.urcs);
        }
    }
}
