/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortException.Kind;
import org.atferry.testing.PtyPair;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports on real pseudo-terminals, through jSerialComm. */
class SerialPortsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private final SerialPorts ports = new SerialPorts();

    private Port open(Object path) throws PortException {
        return ports.open(PortAddress.parse("serial:" + path));
    }

    private Kind refusal(String address) {
        return assertThrows(PortException.class, () -> ports.open(PortAddress.parse(address))).kind();
    }

    private static <T> CompletableFuture<T> inBackground(java.util.concurrent.Callable<T> action) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(action.call());
            } catch (Exception e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private static Kind failure(CompletableFuture<?> future, long millis) throws Exception {
        return future.handle((value, failure) -> {
            if (failure == null) {
                throw new AssertionError("did not fail: " + value);
            }
            return ((PortException) failure).kind();
        }).get(millis, TimeUnit.MILLISECONDS);
    }

    private static byte[] readFully(Port port, int count) throws PortException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            int more = port.read(bytes, done, count - done, Duration.ofSeconds(5));
            if (more == 0) {
                return Arrays.copyOf(bytes, done);
            }
            done += more;
        }
        return bytes;
    }

    @Test
    void carriesEveryByteBothWaysAtOnce() throws Exception {
        byte[] there = new byte[3_000_000];
        byte[] back = new byte[2_000_000];
        new Random(1).nextBytes(there);
        new Random(2).nextBytes(back);
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first()); Port b = open(pair.second())) {
            CompletableFuture<byte[]> atB = inBackground(() -> readFully(b, there.length));
            CompletableFuture<byte[]> atA = inBackground(() -> readFully(a, back.length));
            CompletableFuture<Void> writing = inBackground(() -> {
                b.write(back, 0, back.length, SECOND);
                return null;
            });
            a.write(there, 0, there.length, SECOND);
            writing.get(20, TimeUnit.SECONDS);
            assertArrayEquals(there, atB.get(20, TimeUnit.SECONDS));
            assertArrayEquals(back, atA.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void readsAndWritesWithinTheBoundsOfTheArray() throws Exception {
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first()); Port b = open(pair.second())) {
            a.write("xxABCxx".getBytes(StandardCharsets.US_ASCII), 2, 3, SECOND);
            byte[] buffer = "......".getBytes(StandardCharsets.US_ASCII);
            int done = 0;
            while (done < 3) {
                done += b.read(buffer, 1 + done, 2, SECOND);
            }
            assertEquals(".ABC..", new String(buffer, StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 100, 350, 1200 })
    void aReadOfNothingEndsInTime(long millis) throws Exception {
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first())) {
            long start = System.nanoTime();
            assertEquals(0, a.read(new byte[10], 0, 10, Duration.ofMillis(millis)));
            assertEquals(millis, (System.nanoTime() - start) / 1e6, 250);
        }
    }

    @Test
    @Tag("slow")
    void case9AReadWaitsLongerThanTheLibraryCan() throws Exception {
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first())) {
            long start = System.nanoTime();
            assertEquals(0, a.read(new byte[10], 0, 10, Duration.ofSeconds(27)));
            assertEquals(27, (System.nanoTime() - start) / 1e9, 0.5);
        }
    }

    @Test
    void tellsMissingFromNoPortAndFromMisuse(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertEquals(Kind.MISSING, refusal("serial:/dev/ttyNOPE7"));
        assertEquals(Kind.MISSING, refusal("serial:" + folder.resolve("nothing")));
        assertEquals(Kind.REFUSED, refusal("serial:" + file));
        assertEquals(Kind.REFUSED, refusal("serial:" + folder));
        assertEquals("x", Files.readString(file));
        assertEquals(Kind.ADDRESS, refusal("serial:/dev/ttyUSB0?baud=fast"));
        assertEquals(Kind.ADDRESS, refusal("serial:/dev/ttyUSB0?flow=sometimes"));
        assertEquals(Kind.ADDRESS, refusal("serial:/dev/ttyUSB0?parity=maybe"));
        assertEquals(Kind.ADDRESS, refusal("serial:/dev/ttyUSB0?colour=blue"));
    }

    @Test
    void aPortIsOpenOnceByAnyOfItsNames() throws Exception {
        try (PtyPair pair = PtyPair.open()) {
            try (Port a = open(pair.first() + "?baud=921600&flow=none&bits=8&parity=none&stop=1")) {
                assertEquals(Kind.IN_USE, refusal("serial:" + pair.firstDevice()));
                assertEquals(Kind.IN_USE, refusal("serial:" + pair.first()));
                assertEquals("921600", a.address().option("baud").get());
            }
            open(pair.firstDevice()).close();
        }
    }

    @Test
    void aPortThatAnotherProgramHoldsIsInUse() throws Exception {
        try (PtyPair pair = PtyPair.open()) {
            Process other = new ProcessBuilder("flock", pair.first().toString(), "cat").redirectErrorStream(true).start();
            try {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
                while (!Files.readString(Path.of("/proc/locks")).contains(" " + other.pid() + " ") && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                assertEquals(Kind.IN_USE, refusal("serial:" + pair.first()));
            } finally {
                other.descendants().forEach(ProcessHandle::destroyForcibly);
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void whatWasSentIsHeardThoughThePortIsClosedAtOnce() throws Exception {
        byte[] last = "\r\n+QFTPGET: 0,1\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20; i++) {
            try (PtyPair pair = PtyPair.open(); Port b = open(pair.second())) {
                Port a = open(pair.first());
                a.write(last, 0, last.length, SECOND);
                a.close();
                assertArrayEquals(last, readFully(b, last.length));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "reading", "writing", "idle" })
    void case7APortThatIsPulledOutIsLostWithinASecond(String state) throws Exception {
        long threads = threads();
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first())) {
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Object> pending = inBackground(() -> {
                byte[] buffer = new byte[1 << 20];
                started.countDown();
                if (state.equals("writing")) {
                    while (true) {
                        a.write(buffer, 0, buffer.length, Duration.ofSeconds(60));
                    }
                }
                return state.equals("idle") ? null : a.read(buffer, 0, buffer.length, Duration.ofSeconds(60));
            });
            assertTrue(started.await(5, TimeUnit.SECONDS));
            pair.pullOut();
            if (!state.equals("idle")) {
                assertEquals(Kind.LOST, failure(pending, 1000));
            }
            assertEquals(Kind.LOST, assertThrows(PortException.class, () -> a.read(new byte[1], 0, 1, Duration.ofSeconds(9))).kind());
            long cpu = cpuTime();
            long start = System.nanoTime();
            a.close();
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
            assertTrue(cpuTime() - cpu < 500_000_000L);
            assertEquals(Kind.LOST, assertThrows(PortException.class, () -> a.write(new byte[1], 0, 1, SECOND)).kind());
        }
        awaitThreads(threads);
    }

    @Test
    void case8APeerThatTakesNothingIsASendTimeoutWithoutBurningTime() throws Exception {
        long threads = threads();
        try (PtyPair pair = PtyPair.open()) {
            Port a = open(pair.first());
            byte[] much = new byte[1 << 20];
            long cpu = cpuTime();
            long start = System.nanoTime();
            PortException failure = assertThrows(PortException.class, () -> a.write(much, 0, much.length, Duration.ofMillis(1500)));
            double seconds = (System.nanoTime() - start) / 1e9;
            assertEquals(Kind.SEND_TIMEOUT, failure.kind());
            assertEquals(1.5, seconds, 0.5);
            assertTrue((cpuTime() - cpu) / 1e9 < 0.5, "burned " + (cpuTime() - cpu) / 1e9 + " s");
            start = System.nanoTime();
            a.close();
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
        }
        awaitThreads(threads);
    }

    @Test
    void afterASendTimeoutThePortIsStillThere() throws Exception {
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first())) {
            byte[] much = new byte[1 << 20];
            assertThrows(PortException.class, () -> a.write(much, 0, much.length, Duration.ofMillis(300)));
            try (Port b = open(pair.second())) {
                byte[] buffer = new byte[1 << 16];
                while (b.read(buffer, 0, buffer.length, Duration.ofMillis(300)) > 0) {
                    // what was sent before
                }
                a.write(new byte[] { 42 }, 0, 1, SECOND);
                assertEquals(1, b.read(buffer, 0, 1, SECOND));
                assertEquals(42, buffer[0]);
                b.write(new byte[] { 43 }, 0, 1, SECOND);
                assertEquals(1, a.read(buffer, 0, 1, SECOND));
                assertEquals(43, buffer[0]);
            }
        }
    }

    @Test
    void anInterruptEndsAWriteThatIsStuckAndClosingDoesToo() throws Exception {
        long threads = threads();
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first())) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<Kind> kind = new CompletableFuture<>();
            Thread writer = new Thread(() -> {
                try {
                    a.write(new byte[1 << 20], 0, 1 << 20, Duration.ofSeconds(60));
                } catch (PortException e) {
                    flag.complete(Thread.currentThread().isInterrupted());
                    kind.complete(e.kind());
                }
            });
            writer.start();
            awaitState(writer);
            writer.interrupt();
            assertEquals(Kind.SEND_TIMEOUT, kind.get(1, TimeUnit.SECONDS));
            assertTrue(flag.get());
            writer.join();
            CompletableFuture<Object> stuck = inBackground(() -> {
                a.write(new byte[1 << 20], 0, 1 << 20, Duration.ofSeconds(60));
                return null;
            });
            assertThrows(java.util.concurrent.TimeoutException.class, () -> stuck.get(300, TimeUnit.MILLISECONDS));
            long start = System.nanoTime();
            a.close();
            assertEquals(Kind.CLOSED, failure(stuck, 1000));
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
        }
        awaitThreads(threads);
    }

    /** The writer is inside the system: its thread burns no time, so it runs for Java but its CPU time stands still. */
    private static void awaitState(Thread writer) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        long last = -1;
        long since = System.nanoTime();
        while (System.nanoTime() < deadline && System.nanoTime() - since < 200_000_000L) {
            long now = ManagementFactory.getThreadMXBean().getThreadCpuTime(writer.getId());
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
    }

    @Test
    void closingFromAnotherThreadEndsARead() throws Exception {
        try (PtyPair pair = PtyPair.open(); Port a = open(pair.first())) {
            CompletableFuture<Integer> pending = inBackground(() -> a.read(new byte[1], 0, 1, Duration.ofSeconds(60)));
            assertThrows(java.util.concurrent.TimeoutException.class, () -> pending.get(100, TimeUnit.MILLISECONDS));
            long start = System.nanoTime();
            a.close();
            a.close();
            assertEquals(Kind.CLOSED, failure(pending, 1000));
            assertTrue(System.nanoTime() - start < 1_000_000_000L);
        }
    }

    @Test
    void theLibraryLeavesNoFolderThatOthersCanWrite() throws Exception {
        try (PtyPair pair = PtyPair.open()) {
            open(pair.first()).close();
        }
        assertFalse(Files.exists(Path.of(System.getProperty("java.io.tmpdir"), "jSerialComm")));
        assertEquals(null, System.getProperty("jSerialComm.library.path"));
    }

    private static long cpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(SerialPortsTest::isOurs).count();
    }

    private static boolean isOurs(Thread thread) {
        return thread.getName().startsWith("write deadline") || thread.getName().startsWith("at-");
    }

    private static void awaitThreads(long expected) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (isOurs(thread)) {
                thread.join(2000);
            }
        }
        assertEquals(expected, threads());
    }
}
