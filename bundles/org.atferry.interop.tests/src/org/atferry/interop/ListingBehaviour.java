/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.atferry.remote.Failure;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteEntry.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of what is there: names, kinds, sizes, times. */
interface ListingBehaviour extends Behaviour {

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aListingTellsNamesKindsAndSizes(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.place("full.bin", noise(12345, 1));
            visit.place("empty.bin", new byte[0]);
            visit.placeFolder("folder");
            List<RemoteEntry> entries = visit.fs().list(visit.path(""), quiet());
            assertEquals(Set.of("full.bin", "empty.bin", "folder"), names(entries));
            assertEquals(3, entries.size(), "a name twice");
            assertEquals(OptionalLong.of(12345), entry(visit, "", "full.bin").size());
            assertEquals(OptionalLong.of(0), entry(visit, "", "empty.bin").size());
            assertEquals(Kind.FILE, entry(visit, "", "full.bin").kind());
            assertEquals(Kind.DIRECTORY, entry(visit, "", "folder").kind());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void anEmptyDirectoryListsNothing(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            assertEquals(List.of(), visit.fs().list(visit.path(""), quiet()));
            visit.fs().makeDirectory(visit.path("new"), quiet());
            assertEquals(List.of(), visit.fs().list(visit.path("new"), quiet()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void fiveHundredFilesAreAllListed(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Set<String> made = IntStream.range(0, 500).mapToObj("a file with a name of some length, number %03d.bin"::formatted)
                    .collect(Collectors.toCollection(TreeSet::new));
            for (String name : made) {
                visit.place(name, new byte[0]);
            }
            List<RemoteEntry> entries = visit.fs().list(visit.path(""), quiet());
            assertEquals(made, names(entries));
            assertEquals(500, entries.size(), "a name twice");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void whatIsUnderAPathIsTold(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.place("full.bin", noise(777, 2));
            visit.placeFolder("folder");
            RemoteEntry file = visit.fs().stat(visit.path("full.bin"), quiet()).orElseThrow();
            assertEquals(Kind.FILE, file.kind());
            assertEquals("full.bin", file.name());
            assertEquals(OptionalLong.of(777), file.size());
            RemoteEntry folder = visit.fs().stat(visit.path("folder"), quiet()).orElseThrow();
            assertEquals(Kind.DIRECTORY, folder.kind());
            assertEquals("folder", folder.name());
            assertEquals(Optional.empty(), visit.fs().stat(visit.path("missing"), quiet()));
            assertEquals(Optional.empty(), visit.fs().stat(visit.path("missing/too"), quiet()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void timesOfFilesAreTold(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Instant old = Instant.parse("2020-02-29T12:34:56Z");
            Instant recent = Instant.now().minus(Duration.ofHours(30)).truncatedTo(ChronoUnit.SECONDS);
            Files.setLastModifiedTime(visit.place("old", noise(10, 3)), FileTime.from(old));
            Files.setLastModifiedTime(visit.place("recent", noise(10, 3)), FileTime.from(recent));
            assertEquals(Optional.of(old), visit.fs().stat(visit.path("old"), quiet()).orElseThrow().modified());
            assertEquals(Optional.of(recent), visit.fs().stat(visit.path("recent"), quiet()).orElseThrow().modified());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void directoriesAreMadeUsedAndRemoved(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.fs().makeDirectory(visit.path("one"), quiet());
            visit.fs().makeDirectory(visit.path("one/two"), quiet());
            assertTrue(Files.isDirectory(visit.disk("one/two")));
            assertEquals(Kind.DIRECTORY, entry(visit, "one", "two").kind());
            visit.fs().removeDirectory(visit.path("one/two"), quiet());
            visit.fs().removeDirectory(visit.path("one"), quiet());
            assertFalse(Files.exists(visit.disk("one")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void theWorkingDirectoryStaysWhereItIs(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            String before = visit.fs().workingDirectory(quiet());
            visit.placeFolder("folder");
            visit.fs().list(visit.path("folder"), quiet());
            visit.fs().stat(visit.path("folder"), quiet());
            assertEquals(before, visit.fs().workingDirectory(quiet()));
        }
    }

    private static Set<String> names(List<RemoteEntry> entries) {
        return entries.stream().map(RemoteEntry::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
