/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.net.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports over real sockets. */
class TcpPortsTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);
    private final TcpPorts ports = new TcpPorts();

    private Port open(String address) throws PortException {
        return ports.open(PortAddress.parse(address));
    }

    private static ServerSocket server() throws Exception {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private Port connect(ServerSocket server) throws PortException {
        return open("tcp:127.0.0.1:" + server.getLocalPort());
    }

    private static <T> CompletableFuture<T> inBackground(Callable<T> action) {
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

    private static Kind failure(CompletableFuture<?> future) throws Exception {
        return future.handle((value, failure) -> {
            if (failure == null) {
                throw new AssertionError("did not fail: " + value);
            }
            return ((PortException) failure).kind();
        }).get(1, TimeUnit.SECONDS);
    }

    private static byte[] readFully(Port port, int count) throws PortException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count;) {
            int more = port.read(bytes, done, count - done, SECONDS);
            if (more == 0) {
                return Arrays.copyOf(bytes, done);
            }
            done += more;
        }
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    @Test
    void carriesEveryByteBothWaysAtOnce() throws Exception {
        byte[] content = random(5_000_000);
        try (Port module = open("tcp-listen:127.0.0.1:0"); Port host = open("tcp:" + module.address().name())) {
            CompletableFuture<byte[]> there = inBackground(() -> readFully(module, content.length));
            CompletableFuture<Void> writing = inBackground(() -> {
                host.write(content, 0, content.length, SECONDS);
                return null;
            });
            assertArrayEquals(content, there.get(20, TimeUnit.SECONDS));
            writing.get(5, TimeUnit.SECONDS);
            CompletableFuture<byte[]> back = inBackground(() -> readFully(host, content.length));
            module.write(content, 0, content.length, SECONDS);
            assertArrayEquals(content, back.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void tellsThePortThatItIsBoundTo() throws Exception {
        try (Port module = open("tcp-listen:127.0.0.1:0")) {
            assertTrue(module.address().toString().matches("tcp-listen:127\\.0\\.0\\.1:[1-9]\\d*"), module.address().toString());
        }
    }

    @Test
    void servesOneClientAfterTheOther() throws Exception {
        try (Port module = open("tcp-listen:127.0.0.1:0")) {
            module.write(new byte[] { 1 }, 0, 1, SECONDS);
            for (String word : new String[] { "one", "two", "three" }) {
                try (Port host = open("tcp:" + module.address().name())) {
                    host.write(word.getBytes(StandardCharsets.US_ASCII), 0, word.length(), SECONDS);
                    assertEquals(word, new String(readFully(module, word.length()), StandardCharsets.US_ASCII));
                    module.write(new byte[] { 7 }, 0, 1, SECONDS);
                    assertArrayEquals(new byte[] { 7 }, readFully(host, 1));
                }
            }
        }
    }

    @Test
    void speaksIpv6InBrackets() throws Exception {
        try (Port module = open("tcp-listen:[::1]:0"); Port host = open("tcp:" + module.address().name())) {
            host.write(new byte[] { 5 }, 0, 1, SECONDS);
            assertArrayEquals(new byte[] { 5 }, readFully(module, 1));
        }
    }

    @Test
    void sendsSmallPiecesAtOnce() throws Exception {
        try (ServerSocket server = server(); Port port = connect(server); Socket peer = server.accept()) {
            peer.setTcpNoDelay(true);
            InputStream in = peer.getInputStream();
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                port.write(new byte[] { 1 }, 0, 1, SECONDS);
                port.write(new byte[] { 2 }, 0, 1, SECONDS);
                assertEquals(1, in.read());
                assertEquals(2, in.read());
                peer.getOutputStream().write(3);
                assertArrayEquals(new byte[] { 3 }, readFully(port, 1));
            }
            assertTrue(System.nanoTime() - start < 1_000_000_000L, "no delay of 40 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "tcp:host", "tcp::5", "tcp:host:0", "tcp:host:65536", "tcp:host:x", "tcp:::1:5", "tcp:host:5?baud=9",
            "tcp-listen:h:-1" })
    void refusesWhatIsNoAddress(String address) {
        assertEquals(Kind.ADDRESS, assertThrows(PortException.class, () -> open(address)).kind());
    }

    @Test
    void tellsWhyItDoesNotConnect() throws Exception {
        int free;
        try (ServerSocket server = server()) {
            free = server.getLocalPort();
        }
        PortException refused = assertThrows(PortException.class, () -> open("tcp:127.0.0.1:" + free));
        assertEquals(Kind.REFUSED, refused.kind());
        assertEquals("Connection refused", refused.getMessage());
        assertEquals(Kind.MISSING, assertThrows(PortException.class, () -> open("tcp:no-such-host.invalid:5")).kind());
        try (ServerSocket server = server()) {
            String taken = "tcp-listen:127.0.0.1:" + server.getLocalPort();
            assertEquals(Kind.IN_USE, assertThrows(PortException.class, () -> open(taken)).kind());
        }
    }

    @Test
    void aReadOfNothingEndsInTime() throws Exception {
        try (ServerSocket server = server(); Port port = connect(server)) {
            for (long millis : new long[] { 0, 100, 300 }) {
                long start = System.nanoTime();
                assertEquals(0, port.read(new byte[1], 0, 1, Duration.ofMillis(millis)));
                assertEquals(millis, (System.nanoTime() - start) / 1e6, 100);
            }
        }
        try (Port module = open("tcp-listen:127.0.0.1:0")) {
            assertEquals(0, module.read(new byte[1], 0, 1, Duration.ofMillis(100)));
        }
    }

    @Test
    void aPeerThatLeavesIsLostAfterWhatItSent() throws Exception {
        try (ServerSocket server = server(); Port port = connect(server)) {
            try (Socket peer = server.accept()) {
                peer.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals("bye", new String(readFully(port, 3), StandardCharsets.US_ASCII));
            assertEquals(Kind.LOST, assertThrows(PortException.class, () -> readFully(port, 1)).kind());
        }
    }

    @Test
    void aPeerThatTakesNothingIsASendTimeoutAndTheConnectionStays() throws Exception {
        byte[] much = new byte[20_000_000];
        try (ServerSocket server = server(); Port port = connect(server); Socket peer = server.accept()) {
            long start = System.nanoTime();
            assertEquals(Kind.SEND_TIMEOUT,
                    assertThrows(PortException.class, () -> port.write(much, 0, much.length, Duration.ofMillis(400))).kind());
            double seconds = (System.nanoTime() - start) / 1e9;
            assertTrue(seconds > 0.39 && seconds < 5, () -> seconds + " s");
            peer.getOutputStream().write(9);
            assertArrayEquals(new byte[] { 9 }, readFully(port, 1));
        }
    }

    @Test
    void anInterruptEndsAWriteAndTheConnectionStays() throws Exception {
        try (ServerSocket server = server(); Port port = connect(server); Socket peer = server.accept()) {
            CompletableFuture<Thread> writer = new CompletableFuture<>();
            CompletableFuture<Kind> kind = new CompletableFuture<>();
            CompletableFuture<Object> stuck = inBackground(() -> {
                writer.complete(Thread.currentThread());
                try {
                    port.write(new byte[20_000_000], 0, 20_000_000, Duration.ofSeconds(60));
                } catch (PortException e) {
                    assertTrue(Thread.currentThread().isInterrupted());
                    kind.complete(e.kind());
                }
                return null;
            });
            assertThrows(TimeoutException.class, () -> stuck.get(300, TimeUnit.MILLISECONDS));
            writer.get().interrupt();
            assertEquals(Kind.SEND_TIMEOUT, kind.get(1, TimeUnit.SECONDS));
            stuck.get(1, TimeUnit.SECONDS);
            peer.getOutputStream().write(9);
            assertArrayEquals(new byte[] { 9 }, readFully(port, 1));
        }
    }

    @Test
    void closingFromAnotherThreadEndsReadsAndWrites() throws Exception {
        try (ServerSocket server = server(); Port port = connect(server); Port module = open("tcp-listen:127.0.0.1:0")) {
            CompletableFuture<Integer> reading = inBackground(() -> port.read(new byte[1], 0, 1, Duration.ofHours(1)));
            CompletableFuture<Object> writing = inBackground(() -> {
                port.write(new byte[20_000_000], 0, 20_000_000, Duration.ofSeconds(60));
                return null;
            });
            CompletableFuture<Integer> waiting = inBackground(() -> module.read(new byte[1], 0, 1, Duration.ofHours(1)));
            assertThrows(TimeoutException.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));
            assertFalse(reading.isDone() || writing.isDone());
            port.close();
            module.close();
            assertEquals(Kind.CLOSED, failure(reading));
            assertEquals(Kind.CLOSED, failure(writing));
            assertEquals(Kind.CLOSED, failure(waiting));
        }
    }

    @Test
    void noneCanBeListed() {
        assertTrue(ports.list().isEmpty());
    }
}
