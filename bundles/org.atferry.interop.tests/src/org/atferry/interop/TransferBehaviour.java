/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.StepEvent.Proof;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TransferResult;
import org.atferry.remote.transfer.Verify;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files there and back, renamed, deleted, with their times and their hashes. */
interface TransferBehaviour extends Behaviour {

    int[] LENGTHS = { 0, 1, 1023, 65536, 300_001 };

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void whatIsPushedIsThereByteForByte(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            for (int length : LENGTHS) {
                byte[] content = noise(length, length);
                String name = length + ".bin";
                TransferResult result = transfers().push(visit.fs(), visit.here(name, content), visit.path(name), quiet());
                assertEquals(length, result.length());
                assertFalse(result.replaced());
                assertArrayEquals(content, Files.readAllBytes(visit.disk(name)), name);
            }
            assertEquals(LENGTHS.length, visit.onDisk().size(), "only the files themselves: " + visit.onDisk());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void whatIsPulledIsHereByteForByte(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            for (int length : LENGTHS) {
                byte[] content = noise(length, length);
                String name = length + ".bin";
                visit.place(name, content);
                TransferResult result = transfers().pull(visit.fs(), visit.path(name), visit.here(name), quiet());
                assertEquals(length, result.length());
                assertArrayEquals(content, Files.readAllBytes(visit.here(name)), name);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aPushReplacesAFileAndAnother(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            for (int round = 0; round < 3; round++) {
                byte[] content = noise(5000 - round * 1000, round);
                TransferResult result = transfers().push(visit.fs(), visit.here("x", content), visit.path("x"), quiet());
                assertEquals(round > 0, result.replaced());
                assertArrayEquals(content, Files.readAllBytes(visit.disk("x")));
                assertEquals(List.of("x"), visit.onDisk());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void theContentIsProvenByAHashOrByReadingBack(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            byte[] content = noise(70_000, 4);
            SafeTransfer transfer = new SafeTransfer(TransferOptions.defaults().withVerify(Verify.CONTENT), System::nanoTime);
            TransferResult pushed = transfer.push(visit.fs(), visit.here("x", content), visit.path("x"), quiet());
            assertEquals(way.can(Ability.HASHES) ? Proof.SERVER_HASH : Proof.READ_BACK, pushed.proof());
            TransferResult pulled = transfer.pull(visit.fs(), visit.path("x"), visit.here("back"), quiet());
            assertEquals(way.can(Ability.HASHES) ? Proof.SERVER_HASH : Proof.READ_BACK, pulled.proof());
            assertArrayEquals(content, Files.readAllBytes(visit.here("back")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aHashIsTheOneOfTheContent(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            byte[] content = noise(70_000, 5);
            visit.place("x", content);
            Optional<ContentHash> told = visit.fs().contentHash(visit.path("x"), quiet());
            assertEquals(way.can(Ability.HASHES), told.isPresent());
            if (told.isPresent()) {
                HashAlgorithm.Digest digest = told.get().algorithm().start();
                digest.update(content, 0, content.length);
                assertEquals(digest.result(), told.get());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aPartOfAFileIsRead(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            byte[] content = noise(3_000_000, 6);
            visit.place("x", content);
            for (int[] part : new int[][] { { 0, 10 }, { 1_000_000, 12_345 }, { 2_999_999, 1 } }) {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                visit.fs().get(visit.path("x"), sink, part[0], part[1], quiet());
                assertArrayEquals(Arrays.copyOfRange(content, part[0], part[0] + part[1]), sink.toByteArray());
                visit.reopenIfClosed();
            }
            assertEquals(3_000_000, visit.fs().stat(visit.path("x"), quiet()).orElseThrow().size().orElseThrow());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aFileIsWrittenFromAnOffsetOn(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            byte[] content = noise(200_000, 7);
            visit.place("x", Arrays.copyOf(content, 120_000));
            visit.fs().put(visit.path("x"), new ByteArrayInputStream(content, 100_000, 100_000), 100_000, 100_000, quiet());
            assertArrayEquals(content, Files.readAllBytes(visit.disk("x")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aShorterFileLeavesNothingOfALongerOne(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.place("x", noise(50_000, 8));
            byte[] content = noise(100, 9);
            visit.fs().put(visit.path("x"), new ByteArrayInputStream(content), 0, content.length, quiet());
            assertArrayEquals(content, Files.readAllBytes(visit.disk("x")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void filesAndDirectoriesAreRenamedMovedAndDeleted(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            byte[] content = noise(100, 10);
            visit.place("a", content);
            visit.placeFolder("folder");
            visit.fs().rename(visit.path("a"), visit.path("b"), quiet());
            visit.fs().rename(visit.path("b"), visit.path("folder/c"), quiet());
            visit.fs().rename(visit.path("folder"), visit.path("moved"), quiet());
            assertEquals(List.of("moved"), visit.onDisk());
            assertArrayEquals(content, Files.readAllBytes(visit.disk("moved/c")));
            visit.fs().delete(visit.path("moved/c"), quiet());
            assertFalse(Files.exists(visit.disk("moved/c")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aRenameOverAFileReplacesItOrIsRefused(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.place("new", noise(100, 11));
            visit.place("old", noise(200, 12));
            if (way.can(Ability.RENAMES_OVER)) {
                visit.fs().rename(visit.path("new"), visit.path("old"), quiet());
                assertArrayEquals(noise(100, 11), Files.readAllBytes(visit.disk("old")));
                assertEquals(List.of("old"), visit.onDisk());
            } else {
                assertFails(FailureKind.EXISTS, () -> visit.fs().rename(visit.path("new"), visit.path("old"), quiet()));
                assertArrayEquals(noise(200, 12), Files.readAllBytes(visit.disk("old")));
                assertEquals(List.of("new", "old"), visit.onDisk());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aPulledFileKeepsItsTime(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Instant time = Instant.parse("2021-07-04T05:06:07Z");
            Files.setLastModifiedTime(visit.place("x", noise(10, 13)), FileTime.from(time));
            transfers().pull(visit.fs(), visit.path("x"), visit.here("x"), quiet());
            assertEquals(time, Files.getLastModifiedTime(visit.here("x")).toInstant());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aPushedFileKeepsItsTimeWhereTheServerCan(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Instant time = Instant.parse("2021-07-04T05:06:07Z");
            Path source = visit.here("x", noise(10, 14));
            Files.setLastModifiedTime(source, FileTime.from(time));
            transfers().push(visit.fs(), source, visit.path("x"), quiet());
            assertEquals(way.can(Ability.SETS_TIMES), time.equals(Files.getLastModifiedTime(visit.disk("x")).toInstant()));
            Instant other = Instant.parse("2019-12-31T23:59:59Z");
            assertEquals(way.can(Ability.SETS_TIMES), visit.fs().setModified(visit.path("x"), other, quiet()));
            assertEquals(way.can(Ability.SETS_TIMES), other.equals(Files.getLastModifiedTime(visit.disk("x")).toInstant()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aPathOfThirtyDirectoriesIsReached(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            StringBuilder deep = new StringBuilder("d");
            visit.fs().makeDirectory(visit.path("d"), quiet());
            for (int depth = 1; depth < 30; depth++) {
                deep.append("/level-").append(depth);
                visit.fs().makeDirectory(visit.path(deep.toString()), quiet());
            }
            byte[] content = noise(1000, 15);
            String file = deep + "/file";
            transfers().push(visit.fs(), visit.here("x", content), visit.path(file), quiet());
            assertArrayEquals(content, Files.readAllBytes(visit.disk(file)));
            transfers().pull(visit.fs(), visit.path(file), visit.here("back"), quiet());
            assertArrayEquals(content, Files.readAllBytes(visit.here("back")));
            assertEquals("file", visit.fs().list(visit.path(deep.toString()), quiet()).get(0).name());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void twentyTransfersAndListingsGoOnOneSession(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            RemoteFileSystem fs = visit.fs();
            for (int i = 0; i < 20; i++) {
                byte[] content = noise(1000 + i, i);
                fs.put(visit.path("f" + i), new ByteArrayInputStream(content), 0, content.length, quiet());
                ByteArrayOutputStream back = new ByteArrayOutputStream();
                fs.get(visit.path("f" + i), back, 0, content.length, quiet());
                assertArrayEquals(content, back.toByteArray());
                assertEquals(i + 1, fs.list(visit.path(""), quiet()).size());
            }
            assertTrue(fs.stat(visit.path("f19"), quiet()).isPresent());
        }
    }
}
