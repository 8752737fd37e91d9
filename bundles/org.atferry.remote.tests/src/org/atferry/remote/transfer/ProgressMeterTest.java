/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ProgressMeterTest {

    private static final long MEGA = 1_000_000;

    private long now = Long.MAX_VALUE - 1000; // nanoTime may overflow
    private final ProgressMeter meter = new ProgressMeter(() -> now);

    private void pass(long milliseconds) {
        now += TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    @Test
    void nothingIsKnownAtTheBeginning() {
        assertEquals(0, meter.bytesPerSecond());
        assertEquals(Optional.empty(), meter.timeLeft());
        meter.update(0, MEGA);
        meter.update(MEGA / 2, MEGA);
        assertEquals(0, meter.bytesPerSecond());
        assertEquals(Optional.empty(), meter.timeLeft());
    }

    @Test
    void aSteadyFlowHasASteadyRateAndTimeLeft() {
        meter.update(0, MEGA);
        for (int i = 1; i <= 200; i++) {
            pass(50);
            meter.update(i * 500, MEGA);
            if (i >= 5) {
                assertEquals(10_000, meter.bytesPerSecond(), 1);
                assertEquals(Math.ceil((MEGA - i * 500) / 10_000.0), meter.timeLeft().orElseThrow().toSeconds(), 1);
            }
        }
    }

    @Test
    void whatWasThereBeforeIsNotCountedAsMoved() {
        meter.update(900_000, MEGA);
        pass(1000);
        meter.update(910_000, MEGA);

        assertEquals(10_000, meter.bytesPerSecond(), 1);
        assertEquals(Optional.of(Duration.ofSeconds(9)), meter.timeLeft());
    }

    @Test
    void burstsDoNotMakeTheRateJump() {
        meter.update(0, MEGA);
        for (int i = 1; i <= 20; i++) {
            for (int part = 0; part < 30; part++) {
                pass(100);
                if (i > 2) {
                    assertEquals(1000, meter.bytesPerSecond(), 10, "burst " + i + ", part " + part);
                }
            }
            meter.update(i * 3000, MEGA);
        }
    }

    @Test
    void theRateFollowsTheLineWithinFiveSeconds() {
        meter.update(0, MEGA);
        for (int i = 1; i <= 100; i++) {
            pass(100);
            meter.update(i * 1000, MEGA);
        }
        double before = meter.bytesPerSecond();
        for (int i = 1; i <= 50; i++) {
            pass(100);
            meter.update(100_000 + i * 100, MEGA);
            assertTrue(meter.bytesPerSecond() <= before, "sinks steadily");
            assertTrue(before - meter.bytesPerSecond() <= 200, "does not jump");
            before = meter.bytesPerSecond();
        }
        assertEquals(1000, meter.bytesPerSecond(), 10);
    }

    @Test
    void aSilentLineSinksToZeroAndThenTheTimeLeftIsUnknown() {
        meter.update(0, MEGA);
        for (int i = 1; i <= 60; i++) {
            pass(100);
            meter.update(i * 1000, MEGA);
        }
        double before = meter.bytesPerSecond();
        for (int i = 0; i < 70; i++) {
            pass(100);
            assertTrue(meter.bytesPerSecond() <= before);
            assertTrue(before - meter.bytesPerSecond() <= 300, "does not jump");
            before = meter.bytesPerSecond();
        }
        assertEquals(0, meter.bytesPerSecond());
        assertEquals(Optional.empty(), meter.timeLeft());
    }

    @Test
    void goingBackwardsStartsAnew() {
        meter.update(0, MEGA);
        pass(1000);
        meter.update(500_000, MEGA);
        pass(10);
        meter.update(0, MEGA);
        assertEquals(0, meter.bytesPerSecond());
        pass(1000);
        meter.update(1000, MEGA);

        assertEquals(1000, meter.bytesPerSecond(), 1);
    }

    @Test
    void anotherTotalStartsAnew() {
        meter.update(0, 10);
        pass(1000);
        meter.update(10, 10);
        meter.update(20, MEGA);

        assertEquals(0, meter.bytesPerSecond());
    }

    @Test
    void theEndAndAnUnknownTotalAreTold() {
        meter.update(0, 100);
        meter.update(100, 100);
        assertEquals(Optional.of(Duration.ZERO), meter.timeLeft());

        ProgressMeter unknown = new ProgressMeter(() -> now);
        unknown.update(0, 0);
        pass(1000);
        unknown.update(100, 0);
        assertEquals(Optional.empty(), unknown.timeLeft());
        assertEquals(100, unknown.bytesPerSecond(), 0.001);
    }

    @Test
    void manyReportsAtOneMomentDoNoHarm() {
        meter.update(0, MEGA);
        pass(1000);
        for (int i = 1; i <= 100_000; i++) {
            meter.update(i, MEGA);
        }

        assertEquals(100_000, meter.bytesPerSecond(), 1);
    }
}
