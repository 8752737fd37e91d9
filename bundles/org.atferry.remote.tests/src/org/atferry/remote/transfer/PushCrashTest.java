/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ends a push at every single step in turn - the process killed or the line lost, before the server did the step or after it, but before
 * its answer came - and then pushes again. At no time may the name stand for anything but the whole old or the whole new content, and in
 * the end nothing but the new one is left.
 */
class PushCrashTest extends TransferTestCase {

    private static final byte[] OLD = bytes(1, 700);
    private static final byte[] NEW = bytes(2, 2500);
    private static final byte[] THIRD = bytes(3, 1100);

    /** One way to come to an end. */
    private record Way(boolean renameOver, boolean existing, boolean resume, Verify verify, boolean afterDoing, boolean lost,
            int partThere) {
        TransferOptions options() {
            return TransferOptions.defaults().withResume(resume).withVerify(verify);
        }
    }

    static Stream<Way> ways() {
        Stream.Builder<Way> ways = Stream.builder();
        for (Way way : serversAndOptions().toList()) {
            for (int bits = 0; bits < 4; bits++) {
                boolean lost = (bits & 2) == 0;
                boolean interesting = way.partThere() < 0 || way.partThere() == 1500 || !lost;
                if (interesting) {
                    ways.add(new Way(way.renameOver(), way.existing(), way.resume(), way.verify(), (bits & 1) == 0, lost, way.partThere()));
                }
            }
        }
        return ways.build();
    }

    /** Renaming over a file allowed or not, a new or an old target, resume or not, verified by size or content, with what is there. */
    static Stream<Way> serversAndOptions() {
        Stream.Builder<Way> ways = Stream.builder();
        for (int bits = 0; bits < 8; bits++) {
            Verify verify = (bits & 4) == 0 ? Verify.SIZE : Verify.CONTENT;
            boolean renameOver = (bits & 1) == 0;
            boolean existing = (bits & 2) == 0;
            ways.add(new Way(renameOver, existing, true, verify, false, false, -1));
            ways.add(new Way(renameOver, existing, true, verify, false, false, 1500));
            ways.add(new Way(renameOver, existing, false, verify, false, false, NEW.length));
            ways.add(new Way(renameOver, existing, true, verify, false, false, verify == Verify.SIZE ? NEW.length : NEW.length + 1));
        }
        return ways.build();
    }

    private FolderFileSystem freshServer(Way way, int number) throws IOException {
        server = Files.createDirectory(folder.resolve("server" + number));
        if (way.existing()) {
            serverFile("fw.bin", OLD);
        }
        if (way.partThere() >= 0) {
            serverFile(part("fw.bin", NEW), beginning(NEW, way.partThere()));
        }
        return restarted(way);
    }

    private FolderFileSystem restarted(Way way) {
        FolderFileSystem result = new FolderFileSystem(server);
        result.renameOver = way.renameOver();
        return result;
    }

    /** Pushes until it ends at a step; false when it came through. */
    private boolean endsAt(FolderFileSystem system, Way way, Path source, int step) throws Failure {
        system.dieAt(step, way.afterDoing(), way.lost());
        try {
            transfer(way.options()).push(system, source, "/fw.bin", Monitor.none());
            return false;
        } catch (FolderFileSystem.Crash e) {
            return true;
        } catch (Failure e) {
            assertEquals(FailureKind.LOST, e.kind());
            return true;
        }
    }

    private void assertOneWholeContent(Way way, byte[]... allowed) throws IOException {
        Path file = server.resolve("fw.bin");
        if (Files.exists(file)) {
            byte[] content = Files.readAllBytes(file);
            assertTrue(Arrays.stream(allowed).anyMatch(whole -> Arrays.equals(whole, content)), "half a file under the name");
        } else if (way.existing()) {
            assertTrue(!way.renameOver(), "the name vanished on a server that renames over");
            byte[] backup = Files.readAllBytes(server.resolve("fw.bin.ferry-old"));
            assertTrue(Arrays.stream(allowed).anyMatch(whole -> Arrays.equals(whole, backup)), "half a backup");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void thePushAfterACrashAtAnyStepFinishesTheWork(Way way) throws Exception {
        Path source = localFile("fw.bin", NEW);
        Path other = localFile("other.bin", THIRD);
        boolean ended = true;
        for (int step = 1; ended; step++) {
            ended = endsAt(freshServer(way, 2 * step), way, source, step);
            assertOneWholeContent(way, OLD, NEW);

            transfer(way.options()).push(restarted(way), source, "/fw.bin", Monitor.none());

            assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")), "step " + step);
            assertEquals(List.of("fw.bin"), names(server), "step " + step);

            endsAt(freshServer(way, 2 * step + 1), way, source, step);
            transfer(way.options()).push(restarted(way), other, "/fw.bin", Monitor.none());
            assertArrayEquals(THIRD, Files.readAllBytes(server.resolve("fw.bin")), "other content, step " + step);
            assertTrue(Files.notExists(server.resolve("fw.bin.ferry-old")), "other content, step " + step);
        }
    }

    @Test
    @Tag("slow")
    void aCrashOfTheRecoveryIsRecoveredFromToo() throws Exception {
        Way way = new Way(false, true, true, Verify.CONTENT, true, false, -1);
        Path source = localFile("fw.bin", NEW);
        int number = 0;
        boolean firstEnded = true;
        for (int first = 1; firstEnded; first++) {
            boolean secondEnded = true;
            for (int second = 1; secondEnded; second++) {
                firstEnded = endsAt(freshServer(way, number++), way, source, first);
                assertOneWholeContent(way, OLD, NEW);
                secondEnded = endsAt(restarted(way), way, source, second);
                assertOneWholeContent(way, OLD, NEW);

                transfer().push(restarted(way), source, "/fw.bin", Monitor.none());

                assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")), first + ", " + second);
                assertEquals(List.of("fw.bin"), names(server), first + ", " + second);
            }
        }
    }

    @Test
    void aCrashBetweenTheRenamesIsToldWhenItIsPutRight() throws Exception {
        Way way = new Way(false, true, true, Verify.SIZE, true, false, -1);
        Path source = localFile("fw.bin", NEW);
        FolderFileSystem system = freshServer(way, 0);
        system.trap = new StepTrap("rename /" + part("fw.bin", NEW) + " /fw.bin", () -> {
            if (Files.notExists(server.resolve("fw.bin"))) {
                throw Failure.at(org.atferry.remote.Step.RENAME).kind(FailureKind.TIMEOUT).build();
            }
            return null;
        });
        Failure failure = failure(() -> transfer().push(system, source, "/fw.bin", Monitor.none()));
        assertEquals(Hint.RUN_AGAIN, failure.hint());
        assertEquals("the old file is in /fw.bin.ferry-old", failure.detail());
        assertEquals(List.of("fw.bin.ferry-old", part("fw.bin", NEW)), names(server).stream().sorted(
                (a, b) -> a.endsWith("old") ? -1 : 1).toList());

        TransferResult result = transfer().push(restarted(way), source, "/fw.bin", recorder.monitor());

        assertTrue(result.replaced());
        assertEquals(NEW.length - PushOperation.OVERLAP, result.resumedFrom());
        assertEquals(List.of("SourceHashed", "Recovered", "TransferStarted", "Transferred", "Verified", "Renamed", "Removed"),
                recorder.story());
    }

    @ParameterizedTest
    @MethodSource("serversAndOptions")
    void cancellingAtAnyEventLeavesEverythingWholeAndTheNextPushFinishes(Way way) throws Exception {
        Path source = localFile("fw.bin", NEW);
        boolean cancelled = true;
        for (int at = 1; cancelled; at++) {
            FolderFileSystem system = freshServer(way, at);
            Recorder canceller = new Recorder();
            int limit = at;
            canceller.reaction = event -> {
                if (canceller.events.size() == limit) {
                    canceller.cancellation.cancel();
                }
            };
            try {
                transfer(way.options()).push(system, source, "/fw.bin", canceller.monitor());
                cancelled = canceller.events.size() >= at;
            } catch (Failure e) {
                assertEquals(FailureKind.CANCELLED, e.kind());
            }
            assertOneWholeContent(way, OLD, NEW);

            transfer(way.options()).push(restarted(way), source, "/fw.bin", Monitor.none());

            assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")), "event " + at);
            assertEquals(List.of("fw.bin"), names(server), "event " + at);
        }
    }
}
