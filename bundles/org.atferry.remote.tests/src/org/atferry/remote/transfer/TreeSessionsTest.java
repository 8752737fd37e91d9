/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a tree uses its sessions, and what it does without them. */
class TreeSessionsTest extends TreeTestCase {

    private static final String[] FILES = { "a", "b", "c", "d/e", "d/f", "d/g", "h/i", "h/j", "h/k/l" };

    private static Failure lost() {
        return Failure.at(Step.TRANSFER).kind(FailureKind.LOST).build();
    }

    @Test
    void asManyFilesAsJobsComeAtTheSameTime() throws Exception {
        make(server, FILES);
        CyclicBarrier together = new CyclicBarrier(3);
        tree.preparation = session -> session.duringGet = () -> await(together);

        TreeResult result = pull(3);

        assertEquals(9, result.files());
        assertEquals(3, result.sessions());
        assertEquals(3, tree.sessions.size());
        assertEquals(contents(server), contents(local));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneFileNeedsNoSecondSession() throws Exception {
        make(server, "d/a");

        assertEquals(1, pull(16).sessions());
        assertEquals(1, tree.sessions.size());
    }

    @Test
    void aServerWithOneSessionForEachAddressDoesItAllInOneAndThatIsToldOnce() throws Exception {
        make(server, FILES);
        tree.limit = 1;
        CountDownLatch refused = new CountDownLatch(1);
        recorder.reaction = event -> {
            if (event instanceof StepEvent.SessionsLimited) {
                refused.countDown();
            }
        };
        tree.preparation = session -> session.duringGet = () -> await(refused);

        TreeResult result = pull(8);

        assertEquals(9, result.files());
        assertEquals(1, result.sessions());
        List<StepEvent.SessionsLimited> told = recorder.of(StepEvent.SessionsLimited.class);
        assertEquals(1, told.size());
        assertEquals(1, told.get(0).open());
        assertEquals(8, told.get(0).wanted());
        assertEquals(FailureKind.LOGIN_REFUSED, told.get(0).refusal().kind());
        assertEquals(contents(server), contents(local));
    }

    @Test
    void aSessionThatTakesTooLongToOpenIsNotAwaited() throws Exception {
        make(server, FILES);
        CountDownLatch opening = new CountDownLatch(1);
        tree.preparation = session -> session.duringGet = () -> await(opening);
        AtomicInteger asked = new AtomicInteger();
        TreeTransfer.Sessions slow = monitor -> {
            if (asked.getAndIncrement() == 0) {
                return tree.open(monitor);
            }
            opening.countDown();
            CountDownLatch cancelled = new CountDownLatch(1);
            try (var registration = monitor.cancellation().onCancel(cancelled::countDown)) {
                await(cancelled);
            }
            throw Failure.at(Step.LOGIN).kind(FailureKind.CANCELLED).build();
        };

        TreeResult result = new TreeTransfer(TransferOptions.defaults(), 8, slow, System::nanoTime).pull("/", local, recorder.monitor());

        assertEquals(9, result.files());
        assertEquals(2, asked.get());
        assertEquals(List.of(), recorder.of(StepEvent.SessionsLimited.class));
    }

    @Test
    void aFirstSessionThatIsRefusedEndsItAll() {
        tree.limit = 0;

        assertEquals(FailureKind.LOGIN_REFUSED, failure(() -> pull(8)).kind());
        assertEquals(FailureKind.LOGIN_REFUSED, failure(() -> tree(8).push(List.of(local), "/", recorder.monitor())).kind());
    }

    @ParameterizedTest
    @EnumSource(value = FailureKind.class, names = { "LOST", "TIMEOUT", "DATA_CONNECTION" })
    void aLostSessionIsOpenedAgainAndItsFileContinued(FailureKind kind) throws Exception {
        exactFile("a", NEW);
        tree.preparation = session -> session.duringGet = () -> {
            if (tree.sessions.size() == 1) {
                sneak(Failure.at(Step.TRANSFER).kind(kind).build());
            }
        };

        TreeResult result = pull(1);

        assertEquals(1, result.files());
        assertTrue(result.complete());
        assertEquals(List.of("get /a 0", "get /a 1000"), tree.steps("get"));
        assertEquals(2, tree.sessions.size());
        assertEquals(new StepEvent.TreeProgress(1, 1, NEW.length, NEW.length, true), lastProgress());
        assertArrayEquals(NEW, Files.readAllBytes(local.resolve("a")));
    }

    @Test
    void aLostSessionOfAnUploadIsOpenedAgainAndItsFileContinued() throws Exception {
        Files.write(local.resolve("a"), NEW);
        tree.preparation = session -> {
            session.duringPut = () -> {
                if (tree.sessions.size() == 1) {
                    sneak(lost());
                }
            };
        };

        assertTrue(tree(1).push(List.of(local.resolve("a")), "/", recorder.monitor()).complete());

        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("a")));
        assertEquals(List.of("a"), names(server));
    }

    @Test
    void aListingThatIsCutOffIsDoneAgainAndNothingComesTwice() throws Exception {
        make(server, FILES);
        tree.preparation = session -> session.trap = new FolderFileSystem.Trap() {
            @Override
            public void before(int number, String step) {
                // only after
            }

            @Override
            public void after(int number, String step) throws Failure {
                if (step.equals("list /") && tree.sessions.size() == 1) {
                    throw lost();
                }
            }
        };

        TreeResult result = pull(1);

        assertEquals(9, result.files());
        assertEquals(List.of(), result.warnings());
        assertEquals(9, tree.steps("get").size());
    }

    @Test
    void aFileThatKillsEachSessionFailsAndTheOthersArrive() throws Exception {
        make(server, FILES);
        tree.preparation = session -> session.trap = new StepTrap("get /d/f", () -> {
            throw lost();
        });

        TreeResult result = pull(2);

        assertEquals(8, result.files());
        assertEquals(List.of("/d/f"), result.failures().stream().map(Failure::subject).toList());
        assertEquals(2, tree.steps("get /d/f").size());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4 })
    void aServerThatIsGoneEndsItAllAndSaysSo(int jobs) throws Exception {
        make(server, FILES);
        tree.preparation = session -> session.trap = new StepTrap("get", () -> {
            tree.limit = 0;
            throw lost();
        });

        Failure failure = failure(() -> pull(jobs));

        assertEquals(FailureKind.LOGIN_REFUSED, failure.kind());
        assertEquals(List.of("d", "h"), names(local));
    }

    @Test
    void sessionsThatAreLostAgainAndAgainEndItAll() throws Exception {
        make(server, FILES);
        tree.preparation = session -> session.trap = new StepTrap("get", () -> {
            throw lost();
        });

        assertEquals(FailureKind.LOST, failure(() -> pull(1)).kind());
        assertEquals(4, tree.sessions.size());
    }

    @Test
    void theOthersTakeOverFromASessionThatIsNotOpenedAgain() throws Exception {
        make(server, FILES);
        CyclicBarrier together = new CyclicBarrier(2);
        AtomicInteger gets = new AtomicInteger();
        tree.preparation = session -> session.duringGet = () -> {
            int number = gets.incrementAndGet();
            if (number <= 2) {
                await(together);
                if (session != tree.sessions.get(0)) {
                    tree.limit = 1;
                    sneak(lost());
                }
            }
        };

        TreeResult result = pull(2);

        assertEquals(9, result.files());
        assertTrue(result.complete());
        assertEquals(contents(server), contents(local));
        assertEquals(result.bytes(), lastProgress().bytesDone());
    }

    @Test
    void cancellingEndsEverySessionAndKeepsWhatCanBeContinued() throws Exception {
        make(server, FILES);
        CountDownLatch three = new CountDownLatch(3);
        tree.preparation = session -> session.duringGet = () -> {
            three.countDown();
            await(recorder);
        };
        Thread canceller = new Thread(() -> {
            await(three);
            recorder.cancellation.cancel();
        });
        canceller.start();

        Failure failure = assertTimeout(Duration.ofSeconds(20), () -> failure(() -> pull(3)));

        assertEquals(FailureKind.CANCELLED, failure.kind());
        assertEquals(0, tree.open());
        canceller.join();
    }

    /** Waits for the cancellation, as a socket would. */
    private static void await(Recorder recorder) {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var registration = recorder.cancellation.onCancel(cancelled::countDown)) {
            cancelled.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aListenerMayCancel() throws Exception {
        make(server, FILES);
        recorder.reaction = event -> {
            if (event instanceof StepEvent.Verified) {
                recorder.cancellation.cancel();
            }
        };

        assertEquals(FailureKind.CANCELLED, failure(() -> pull(4)).kind());
    }

    @Test
    void whatWasCancelledBeforeItBeganOpensNothing() {
        recorder.cancellation.cancel();

        assertEquals(FailureKind.CANCELLED, failure(() -> pull(4)).kind());
        assertEquals(List.of(), tree.sessions);
    }

    @Test
    void aFaultOfAProviderIsNotSwallowed() throws Exception {
        make(server, FILES);
        IllegalStateException fault = new IllegalStateException("broken");
        tree.preparation = session -> session.duringGet = () -> {
            throw fault;
        };

        assertSame(fault, assertThrows(IllegalStateException.class, () -> pull(3)));
    }

    @Test
    void progressNeverGoesBackAndTheTotalsGrowOnly() throws Exception {
        make(server, FILES);
        AtomicInteger clock = new AtomicInteger();
        TreeTransfer transfer = new TreeTransfer(TransferOptions.defaults(), 3, tree, () -> clock.incrementAndGet() * 1_000_000_000L);

        transfer.pull("/", local, recorder.monitor());

        List<StepEvent.TreeProgress> all = recorder.of(StepEvent.TreeProgress.class);
        for (int i = 1; i < all.size(); i++) {
            StepEvent.TreeProgress now = all.get(i);
            StepEvent.TreeProgress before = all.get(i - 1);
            assertTrue(now.bytesDone() >= before.bytesDone() && now.filesDone() >= before.filesDone());
            assertTrue(now.bytesTotal() >= before.bytesTotal() && now.filesTotal() >= before.filesTotal());
            assertTrue(now.bytesDone() <= now.bytesTotal() && now.filesDone() <= now.filesTotal());
        }
        assertTrue(all.size() > 9);
        assertTrue(all.get(all.size() - 1).complete());
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })
    void aRandomTreeGoesUpAndComesDownTheSameWhateverIsLostOnTheWay(long seed) throws Exception {
        Random random = new Random(seed);
        var sources = Files.createDirectory(local.resolve("t"));
        int files = random(sources, random, 4);
        tree.preparation = session -> {
            Random own = new Random(seed + tree.sessions.size());
            session.trap = new StepTrap("data", () -> {
                if (own.nextInt(40) == 0) {
                    throw lost();
                }
                return null;
            });
        };
        TransferOptions options = TransferOptions.defaults().withVerify(seed % 2 == 0 ? Verify.SIZE : Verify.CONTENT);
        var back = local.resolve("back");

        long up = repeated(() -> tree(options, 1 + (int) (seed % 5)).push(List.of(sources), "/up", new Recorder().monitor()));
        long down = repeated(() -> tree(options, 1 + (int) (seed % 3)).pull("/up/t", back, new Recorder().monitor()));

        assertEquals(files, up);
        assertEquals(files, down);
        assertEquals(contents(sources), contents(back));
        assertEquals(contents(sources), contents(server.resolve("up/t")));
    }

    private interface Try {
        TreeResult run() throws Failure;
    }

    /** What a person does: again, until all of it is there. Returns the number of files of the last time. */
    private static long repeated(Try once) throws Failure {
        for (int i = 0;; i++) {
            TreeResult result = once.run();
            if (result.complete()) {
                return result.files();
            }
            assertTrue(i < 50);
            assertTrue(result.failures().stream().allMatch(failure -> failure.kind() == FailureKind.LOST));
        }
    }

    /** Lets a hook of the file system throw what the file system may throw. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
