/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.RemoteEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names arrive as they are, whatever is in them. */
interface NamesBehaviour extends Behaviour {

    List<String> NAMES = List.of("中文 文件 名.txt", "\ud83d\ude00\ud83d\udea2.bin", "two words", "two  blanks", " leading", "-dash", "-la", "--",
            "it's", "[x]", "star*", "what?", "[x]*?", "~tilde", "$HOME", "#hash", "100%", "%41", "a;b", "a&b", "a|b", "a=b", "{a,b}",
            "ümläut", "e\u0301 decomposed", "!bang", "<tag>", "a:b", "12345", "total 0", "drwxr-xr-x");

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void filesOfAnyNameGoThereAndBack(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.fs().makeDirectory(visit.path("files"), quiet());
            assertAll(NAMES.stream().map(name -> () -> assertGoesThereAndBack(visit, name)));
            assertEquals(Set.copyOf(NAMES), told(visit, "files"));
        }
    }

    private void assertGoesThereAndBack(Visit visit, String name) throws IOException, Failure {
        byte[] content = noise(100 + name.length(), name.hashCode());
        Path source = visit.here("source", content);
        transfers().push(visit.fs(), source, visit.path("files/" + name), quiet());
        assertArrayEquals(content, Files.readAllBytes(visit.disk("files/" + name)), name);
        RemoteEntry entry = visit.fs().stat(visit.path("files/" + name), quiet()).orElseThrow(() -> new AssertionError("no stat: " + name));
        assertEquals(name, entry.name());
        assertEquals(content.length, entry.size().orElseThrow(), name);
        Path back = visit.here("back");
        Files.deleteIfExists(back);
        transfers().pull(visit.fs(), visit.path("files/" + name), back, quiet());
        assertArrayEquals(content, Files.readAllBytes(back), name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void directoriesOfAnyNameAreMadeListedAndRemoved(Way way) throws IOException, Failure {
        List<String> names = NAMES.stream().filter(name -> way.can(Ability.STARS_IN_DIRECTORIES) || !name.contains("*")).toList();
        try (Visit visit = visit(way)) {
            assertAll(names.stream().map(name -> () -> {
                visit.fs().makeDirectory(visit.path(name), quiet());
                assertTrue(Files.isDirectory(visit.disk(name)), name);
                visit.place(name + "/inside", new byte[1]);
                assertEquals(Set.of("inside"), told(visit, name), name);
                assertTrue(visit.fs().stat(visit.path(name), quiet()).filter(RemoteEntry::isDirectory).isPresent(), name);
                visit.fs().delete(visit.path(name + "/inside"), quiet());
                assertEquals(Set.of(), told(visit, name), name);
            }));
            assertEquals(Set.copyOf(names), told(visit, ""));
            assertAll(names.stream().map(name -> () -> visit.fs().removeDirectory(visit.path(name), quiet())));
            assertEquals(List.of(), visit.onDisk());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void directoriesWithAStarAreMadeOrRefused(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            if (way.can(Ability.STARS_IN_DIRECTORIES)) {
                visit.fs().makeDirectory(visit.path("star*"), quiet());
                assertEquals(List.of("star*"), visit.onDisk());
            } else {
                Failure failure = assertThrows(Failure.class, () -> visit.fs().makeDirectory(visit.path("star*"), quiet()));
                assertTrue(Set.of(FailureKind.NAME_NOT_ALLOWED, FailureKind.NO_RIGHT).contains(failure.kind()), failure.getMessage());
                assertEquals(List.of(), visit.onDisk());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void filesAreRenamedFromAndToAnyName(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.place("start", new byte[3]);
            String present = "start";
            for (String name : NAMES) {
                visit.fs().rename(visit.path(present), visit.path(name), quiet());
                assertEquals(List.of(name), visit.onDisk());
                present = name;
            }
            visit.fs().delete(visit.path(present), quiet());
            assertEquals(List.of(), visit.onDisk());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void namesWithQuotesGoThroughOrAreRefusedBeforeTheyAreSent(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            String name = "say \"hello\" \"\"";
            if (way.can(Ability.QUOTES_IN_NAMES)) {
                assertGoesThereAndBackInFolder(visit, name);
            } else {
                assertFails(FailureKind.MISUSE, () -> visit.fs().makeDirectory(visit.path(name), quiet()));
                assertEquals(List.of(), visit.onDisk());
            }
        }
    }

    private void assertGoesThereAndBackInFolder(Visit visit, String name) throws IOException, Failure {
        visit.fs().makeDirectory(visit.path("files"), quiet());
        assertGoesThereAndBack(visit, name);
        visit.fs().makeDirectory(visit.path(name), quiet());
        assertEquals(Set.of(), told(visit, name));
        assertEquals(Set.of("files", name), Set.copyOf(visit.onDisk()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void namesWithBackslashesGoThroughOrAreRefused(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            String name = "back\\slash";
            if (way.can(Ability.BACKSLASHES_IN_NAMES)) {
                assertGoesThereAndBackInFolder(visit, name);
            } else {
                assertFails(FailureKind.NAME_NOT_ALLOWED, () -> visit.fs().makeDirectory(visit.path(name), quiet()));
                Path source = visit.here("source", new byte[1]);
                assertFails(FailureKind.NAME_NOT_ALLOWED, () -> transfers().push(visit.fs(), source, visit.path(name), quiet()));
                assertEquals(List.of(), visit.onDisk());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void namesWithADotInFrontGoThroughListedOrNot(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            List<String> hidden = List.of(".hidden", "..twice", "...");
            visit.fs().makeDirectory(visit.path("files"), quiet());
            for (String name : hidden) {
                assertGoesThereAndBack(visit, name);
            }
            assertEquals(way.can(Ability.LISTS_HIDDEN) ? Set.copyOf(hidden) : Set.of(), told(visit, "files"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void namesThatWouldBeCommandsAreRefusedBeforeTheyAreSent(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.place("victim", new byte[1]);
            String command = "DELE " + visit.path("victim");
            for (String name : List.of("x\r\n" + command, "x\n" + command, "x\0y", "x\u007fy", "x\u0007")) {
                assertFails(FailureKind.MISUSE, () -> visit.fs().makeDirectory(visit.path(name), quiet()));
                assertFails(FailureKind.MISUSE, () -> visit.fs().stat(visit.path(name), quiet()));
            }
            assertEquals(List.of("victim"), visit.onDisk());
            assertEquals(Set.of("victim"), told(visit, ""));
        }
    }

    private Set<String> told(Visit visit, String directory) throws Failure {
        return visit.fs().list(visit.path(directory), quiet()).stream().map(RemoteEntry::name).collect(Collectors.toSet());
    }
}
