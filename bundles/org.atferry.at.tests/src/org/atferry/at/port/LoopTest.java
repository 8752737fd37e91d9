/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.atferry.at.internal.LoopPorts;
import org.atferry.at.port.PortException.Kind;
import org.atferry.testing.ManualTicker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops within the process, addresses, and pacing. */
class LoopTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(100);

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

    private static Kind kind(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(PortException.class, action).kind();
    }

    @Test
    void carriesMoreThanItHolds() throws Exception {
        byte[] content = new byte[1_000_003];
        new Random(1).nextBytes(content);
        LoopPair pair = LoopPair.create("x");
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                pair.host().write(content, 0, content.length, SECONDS);
            } catch (PortException e) {
                throw new IllegalStateException(e);
            }
        });
        assertArrayEquals(content, readFully(pair.module(), content.length));
        writing.get(5, TimeUnit.SECONDS);
        pair.host().close();
        pair.module().close();
    }

    @Test
    void holds64KibAndThenMakesTheWriterWait() throws Exception {
        LoopPair pair = LoopPair.create("x");
        byte[] much = new byte[64 * 1024];
        pair.host().write(much, 0, much.length, SHORT);
        long start = System.nanoTime();
        assertEquals(Kind.SEND_TIMEOUT, kind(() -> pair.host().write(much, 0, 1, SHORT)));
        assertTrue(System.nanoTime() - start >= SHORT.toNanos());
        assertEquals(0, pair.host().read(much, 0, 1, SHORT));
    }

    @Test
    void closingOneEndIsLostAtTheOtherAfterWhatWasSent() throws Exception {
        LoopPair pair = LoopPair.create("x");
        pair.host().write(new byte[] { 1, 2 }, 0, 2, SECONDS);
        pair.host().close();
        pair.host().close();
        assertArrayEquals(new byte[] { 1, 2 }, readFully(pair.module(), 2));
        assertEquals(Kind.LOST, kind(() -> pair.module().read(new byte[1], 0, 1, SECONDS)));
        assertEquals(Kind.LOST, kind(() -> pair.module().write(new byte[1], 0, 1, SECONDS)));
        assertEquals(Kind.CLOSED, kind(() -> pair.host().read(new byte[1], 0, 1, SECONDS)));
        assertEquals(Kind.CLOSED, kind(() -> pair.host().write(new byte[1], 0, 1, SECONDS)));
    }

    @Test
    void theTwoOpensOfANameAreTheTwoEnds() throws Exception {
        LoopPorts ports = new LoopPorts();
        PortAddress address = PortAddress.parse("loop:x");
        Port first = ports.open(address);
        first.write(new byte[] { 7 }, 0, 1, SECONDS);
        Port second = ports.open(address);
        assertArrayEquals(new byte[] { 7 }, readFully(second, 1));
        assertEquals(Kind.IN_USE, kind(() -> ports.open(address)));
        ports.open(PortAddress.parse("loop:y")).close();
        first.close();
        assertEquals(Kind.IN_USE, kind(() -> ports.open(address)));
        second.close();
        ports.open(address).close();
        Port again = ports.open(address);
        again.write(new byte[] { 8 }, 0, 1, SECONDS);
        assertArrayEquals(new byte[] { 8 }, readFully(ports.open(address), 1));
    }

    @Test
    void addressesComeBackAsTheyWereWritten() throws Exception {
        for (String text : List.of("serial:/dev/ttyUSB2?baud=921600&flow=rtscts", "tcp:host:5", "tcp:[::1]:5", "loop:a",
                "replay:/a b?link=x")) {
            assertEquals(text, PortAddress.parse(text).toString());
        }
        assertEquals(new PortAddress("serial", "COM3", Map.of("baud", "9600")), PortAddress.parse("SERIAL:COM3?BAUD=9600"));
        assertEquals(Optional.of("9600"), PortAddress.parse("serial:x?baud=9600").option("baud"));
        for (String text : List.of("", "x", ":x", "serial:", "serial:?baud=1", "serial:x?baud", "1x:y", "serial:x?=5")) {
            assertEquals(Kind.ADDRESS, kind(() -> PortAddress.parse(text)), text);
        }
        PortAddress address = PortAddress.parse("serial:x?baud=12&bits=no");
        assertEquals(12, address.number("baud", 1, 1, 20));
        assertEquals(5, address.number("stop", 5, 1, 20));
        assertEquals(Kind.ADDRESS, kind(() -> address.number("baud", 1, 1, 11)));
        assertEquals(Kind.ADDRESS, kind(() -> address.number("bits", 1, 1, 11)));
    }

    @Test
    void anUnknownKindOfPortNamesTheKnownOnes() {
        Ports ports = new Ports(List.of(new LoopPorts()));
        PortException refused = assertThrows(PortException.class, () -> ports.open(PortAddress.parse("usb:1")));
        assertEquals(Kind.ADDRESS, refused.kind());
        assertTrue(refused.getMessage().contains("loop:"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = { 921_600, 3_000_000 })
    void pacingIsExactOverTheLongRunBothWays(int baud) throws Exception {
        LoopPair pair = LoopPair.create("x");
        Port paced = new PacedPort(pair.host(), baud);
        int count = baud / 10 / 2;
        byte[] bytes = new byte[count];
        CompletableFuture<byte[]> there = CompletableFuture.supplyAsync(() -> {
            try {
                return readFully(pair.module(), count);
            } catch (PortException e) {
                throw new IllegalStateException(e);
            }
        });
        long start = System.nanoTime();
        paced.write(bytes, 0, count, SECONDS);
        assertEquals(count, there.get(5, TimeUnit.SECONDS).length);
        assertRate(start);
        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> {
            try {
                pair.module().write(bytes, 0, count, SECONDS);
            } catch (PortException e) {
                throw new IllegalStateException(e);
            }
        });
        start = System.nanoTime();
        assertEquals(count, readFully(paced, count).length);
        assertRate(start);
        back.get(5, TimeUnit.SECONDS);
        paced.close();
        pair.module().close();
    }

    /** Half a second of line time; never faster than the line. */
    private static void assertRate(long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds > 0.48, "too fast: " + seconds);
        assertTrue(seconds < 0.60, "too slow: " + seconds);
    }

    @Test
    void aPacedByteTakesItsTimeOnTheLine() throws Exception {
        ManualTicker ticker = new ManualTicker();
        LoopPair pair = LoopPair.create("x");
        Port paced = new PacedPort(pair.host(), 1000, ticker);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                paced.write(new byte[] { 1, 2, 3 }, 0, 3, SECONDS);
            } catch (PortException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 3; i++) {
            ticker.pass(Duration.ofMillis(10));
        }
        writing.get(5, TimeUnit.SECONDS);
        assertArrayEquals(new byte[] { 1, 2, 3 }, readFully(pair.module(), 3));
    }

    @Test
    void closingAPacedPortLetsAWriterGo() throws Exception {
        ManualTicker ticker = new ManualTicker();
        LoopPair pair = LoopPair.create("x");
        Port paced = new PacedPort(pair.host(), 10, ticker);
        CompletableFuture<Kind> writing = CompletableFuture.supplyAsync(() -> kind(() -> paced.write(new byte[100], 0, 100, SECONDS)));
        ticker.awaitWaiter(Duration.ofSeconds(1));
        paced.close();
        assertEquals(Kind.CLOSED, writing.get(1, TimeUnit.SECONDS));
    }
}
