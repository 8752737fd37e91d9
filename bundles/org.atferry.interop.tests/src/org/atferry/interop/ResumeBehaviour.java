/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.TransferId;
import org.atferry.remote.transfer.TransferResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is cut off in the middle is continued, and only the rest is sent. */
interface ResumeBehaviour extends Behaviour {

    int LENGTH = 8 << 20;
    int CUT = 4 << 20;
    /** So much of it must have arrived when the cut is made. */
    int ARRIVED = 1 << 20;
    /** What a continued upload may send a second time, so that what follows the seam is proven to fit. */
    int SEAM = 1024;

    /** What a lost line may look like: which of them it is depends on who notices first. */
    Set<FailureKind> LOST = Set.of(FailureKind.LOST, FailureKind.INCOMPLETE, FailureKind.DATA_CONNECTION);

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aPushThatWasCancelledIsContinued(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Cancellation cancellation = new Cancellation();
            Failure failure = pushUntil(visit, cancellation, cancellation::cancel);
            assertEquals(FailureKind.CANCELLED, failure.kind(), failure.getMessage());
            visit.reopenIfClosed();
            continuePush(visit);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aPushWhoseLineWasCutIsContinued(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Failure failure = pushUntil(visit, new Cancellation(), visit.served()::cutSessions);
            assertTrue(LOST.contains(failure.kind()), failure.kind() + ": " + failure.getMessage());
            visit.reopen();
            continuePush(visit);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aPullThatWasCancelledIsContinued(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Cancellation cancellation = new Cancellation();
            Failure failure = pullUntil(visit, cancellation, cancellation::cancel);
            assertEquals(FailureKind.CANCELLED, failure.kind(), failure.getMessage());
            visit.reopenIfClosed();
            continuePull(visit);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aPullWhoseLineWasCutIsContinued(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Failure failure = pullUntil(visit, new Cancellation(), visit.served()::cutSessions);
            assertTrue(LOST.contains(failure.kind()), failure.kind() + ": " + failure.getMessage());
            visit.reopen();
            continuePull(visit);
        }
    }

    private Failure pushUntil(Visit visit, Cancellation cancellation, CutOff.Accident accident) throws IOException {
        byte[] content = noise(LENGTH, 20);
        Path source = visit.here("x", content);
        CutOff fs = new CutOff(visit.fs(), CUT, () -> {
            awaitArrival(visit);
            accident.happen();
        });
        Failure failure = assertThrows(Failure.class, () -> transfers().push(fs, source, visit.path("x"),
                new Monitor(TransferId.next(), cancellation, event -> { })));
        List<String> left = visit.onDisk();
        assertEquals(1, left.size(), left.toString());
        assertTrue(left.get(0).matches("x\\.[0-9a-f]{12}\\.part"), left.toString());
        return failure;
    }

    /** Waits until the server has a good part of the file on its disk. */
    private static void awaitArrival(Visit visit) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.size(visit.disk(visit.onDisk().get(0))) < ARRIVED) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("nothing arrives");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void continuePush(Visit visit) throws IOException, Failure {
        CutOff counted = CutOff.never(visit.fs());
        TransferResult result = transfers().push(counted, visit.here("x"), visit.path("x"), quiet());
        assertTrue(result.resumedFrom() >= ARRIVED - SEAM, "continued at " + result.resumedFrom());
        assertEquals(LENGTH - result.resumedFrom(), counted.passed());
        assertArrayEquals(noise(LENGTH, 20), Files.readAllBytes(visit.disk("x")));
        assertEquals(List.of("x"), visit.onDisk());
    }

    private Failure pullUntil(Visit visit, Cancellation cancellation, CutOff.Accident accident) throws IOException {
        visit.place("x", noise(LENGTH, 21));
        CutOff fs = new CutOff(visit.fs(), ARRIVED, accident);
        Failure failure = assertThrows(Failure.class, () -> transfers().pull(fs, visit.path("x"), visit.here("x"),
                new Monitor(TransferId.next(), cancellation, event -> { })));
        assertTrue(Files.notExists(visit.here("x")), "half a file under the name");
        return failure;
    }

    private void continuePull(Visit visit) throws IOException, Failure {
        CutOff counted = CutOff.never(visit.fs());
        TransferResult result = transfers().pull(counted, visit.path("x"), visit.here("x"), quiet());
        assertTrue(result.resumedFrom() >= ARRIVED / 2, "continued at " + result.resumedFrom());
        assertEquals(LENGTH - result.resumedFrom(), counted.passed());
        assertArrayEquals(noise(LENGTH, 21), Files.readAllBytes(visit.here("x")));
    }
}
