/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Monitor;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.junit.jupiter.api.Test;

/** How often progress is told. */
class ProgressTest {

    private long now;
    private final List<StepEvent> told = new ArrayList<>();
    private final Monitor monitor = new Monitor(TransferId.next(), new Cancellation(), told::add);

    @Test
    void isToldFirstLastAndTenTimesASecond() {
        Progress progress = new Progress(monitor, 100, 1100, () -> now);
        progress.add(0);
        for (int i = 0; i < 1000; i++) {
            now += 1_000_000;
            progress.add(1);
        }
        assertEquals(11, told.size());
        assertEquals(new StepEvent.Transferred(100, 1100), told.get(0));
        assertEquals(new StepEvent.Transferred(200, 1100), told.get(1));
        assertEquals(new StepEvent.Transferred(1100, 1100), told.get(10));
    }

    @Test
    void ofNothingIsToldOnce() {
        new Progress(monitor, 0, 0, () -> now).add(0);
        assertEquals(List.of(new StepEvent.Transferred(0, 0)), told);
    }
}
