/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.junit.jupiter.api.Test;

/** Case 21: cancel during STOR of an existing file. */
class Case21CancelledUploadTest extends FaultTest {

    private static final byte[] OLD = random(5000);
    private static final byte[] NEW = random(8_000_000);
    private static final int TRIES = 5;

    /** Cancels while the server has the first bytes and waits; returns how the push ended. */
    private Failure cancelled(RemoteFileSystem fs, Path source, Gate gate) throws Exception {
        Monitor monitor = Monitor.none();
        CompletableFuture<Failure> push = CompletableFuture.supplyAsync(() -> {
            try {
                transfer().push(fs, source, "/fw.bin", monitor);
                throw new AssertionError("the push was not cancelled");
            } catch (Failure e) {
                return e;
            }
        });
        gate.awaitReached();
        assertRemote(OLD, "/fw.bin");
        long start = System.nanoTime();
        monitor.cancellation().cancel();
        gate.open();
        Failure failure = push.get(10, TimeUnit.SECONDS);
        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(5)) < 0, "cancelling took too long");
        return failure;
    }

    /**
     * A machine that is busy may be too slow for the second in which a cancel must be over; then the session is closed, knowingly. In one
     * of some tries it must be in step.
     */
    @Test
    void case21TheOldFileIsStillThereAndTheSessionInStep() throws Exception {
        Path source = local("fw.bin", NEW);
        boolean inStep = false;
        for (int attempt = 0; attempt < TRIES && !inStep; attempt++) {
            Gate gate = new Gate();
            server.withFile("/fw.bin", OLD).on("STOR", Fault.takeBehind(gate, "426 you left"), 1);
            try (RemoteFileSystem fs = open()) {
                assertEquals(FailureKind.CANCELLED, cancelled(fs, source, gate).kind());
                assertUntouched();
                inStep = isInStep(fs);
                if (inStep) {
                    transfer().push(fs, source, "/fw.bin", Monitor.none());
                }
            }
        }
        assertTrue(inStep);
        assertRemote(NEW, "/fw.bin");
        assertTrue(remoteParts().isEmpty());
    }

    private void assertUntouched() {
        assertRemote(OLD, "/fw.bin");
        assertFalse(server.commands().contains("STOR /fw.bin"), "the old file was written over");
        assertEquals(0, server.count("RNFR"));
        assertEquals(1, remoteParts().size());
        byte[] part = server.files().get(remoteParts().get(0)).orElseThrow();
        assertTrue(Arrays.equals(part, Arrays.copyOf(NEW, part.length)), "what was stored is no beginning of the file");
    }

    /** In step, or closed knowingly: nothing else. */
    private boolean isInStep(RemoteFileSystem fs) throws Exception {
        try {
            assertInStep(fs);
            return true;
        } catch (Failure e) {
            assertEquals(FailureKind.LOST, e.kind());
            assertClosed(fs);
            return false;
        }
    }

    /** A server that answers a broken upload twice: at its end, and to ABOR. */
    @Test
    void case21TwoRepliesAtTheEndDoNotGetTheSessionOutOfStep() throws Exception {
        Gate gate = new Gate();
        server.withFile("/fw.bin", OLD).on("STOR", Fault.takeBehind(gate, "426 you left", "226 and that was it"), 1);
        try (RemoteFileSystem fs = open()) {
            assertEquals(FailureKind.CANCELLED, cancelled(fs, local("fw.bin", NEW), gate).kind());
            assertRemote(OLD, "/fw.bin");
            isInStep(fs);
        }
    }

    /** A server that says nothing about it: the session is closed, because nobody knows which reply comes next. */
    @Test
    void case21SilenceAfterTheCancelClosesTheSessionKnowingly() throws Exception {
        Gate gate = new Gate();
        server.withFile("/fw.bin", OLD).on("STOR", Fault.takeBehind(gate, new String[0]), 1).on("ABOR", Fault.silence());
        try (RemoteFileSystem fs = open()) {
            assertEquals(FailureKind.CANCELLED, cancelled(fs, local("fw.bin", NEW), gate).kind());
            assertRemote(OLD, "/fw.bin");
            assertClosed(fs);
        }
    }

    /** The upload ends well in the very moment of the cancel: its success must not be taken for the answer to the next command. */
    @Test
    void case21LateSuccessIsNotTheAnswerToTheNextCommand() throws Exception {
        Gate gate = new Gate();
        server.withFile("/fw.bin", OLD).on("STOR", Fault.takeBehind(gate, "226 all of it"), 1);
        try (RemoteFileSystem fs = open()) {
            assertEquals(FailureKind.CANCELLED, cancelled(fs, local("fw.bin", NEW), gate).kind());
            assertRemote(OLD, "/fw.bin");
            isInStep(fs);
        }
    }
}
