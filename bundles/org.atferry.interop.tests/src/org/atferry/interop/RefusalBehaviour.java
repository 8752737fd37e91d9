/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each server has its own words for a refusal; a user of the API sees the same kind from all of them. */
interface RefusalBehaviour extends Behaviour {

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void whatIsMissingIsNotFound(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            String missing = visit.path("missing");
            assertFails(FailureKind.NOT_FOUND, () -> visit.fs().get(missing, OutputStream.nullOutputStream(), 0, 1, quiet()));
            assertFails(FailureKind.NOT_FOUND, () -> visit.fs().list(missing, quiet()));
            assertFails(FailureKind.NOT_FOUND, () -> visit.fs().delete(missing, quiet()));
            assertFails(FailureKind.NOT_FOUND, () -> visit.fs().removeDirectory(missing, quiet()));
            assertFails(FailureKind.NOT_FOUND, () -> visit.fs().rename(missing, visit.path("other"), quiet()));
            assertFails(FailureKind.NOT_FOUND, () -> visit.fs().makeDirectory(missing + "/below", quiet()));
            assertFails(FailureKind.NOT_FOUND, () -> store(visit, missing + "/below"));
            assertFails(FailureKind.NOT_FOUND, () -> transfers().pull(visit.fs(), missing, visit.here("x"), quiet()));
            assertFails(FailureKind.NOT_FOUND, () -> push(visit, missing + "/below"));
            assertEquals(List.of(), visit.onDisk());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void whatIsThereIsNotMadeAgain(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.placeFolder("folder");
            visit.place("file", new byte[1]);
            assertFails(FailureKind.EXISTS, () -> visit.fs().makeDirectory(visit.path("folder"), quiet()));
            assertFails(FailureKind.EXISTS, () -> visit.fs().makeDirectory(visit.path("file"), quiet()));
            assertEquals(List.of("file", "folder"), visit.onDisk());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aDirectoryThatIsNotEmptyIsNotRemoved(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.placeFolder("folder");
            visit.place("folder/file", new byte[1]);
            Failure failure = assertFails(FailureKind.REFUSED, () -> visit.fs().removeDirectory(visit.path("folder"), quiet()));
            assertEquals(Hint.NOT_EMPTY, failure.hint(), failure.getMessage());
            assertTrue(Files.exists(visit.disk("folder/file")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aDirectoryIsNoFile(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            visit.placeFolder("folder");
            assertFails(FailureKind.EXISTS, () -> store(visit, visit.path("folder")));
            assertFails(FailureKind.MISUSE, () -> transfers().pull(visit.fs(), visit.path("folder"), visit.here("x"), quiet()));
            assertTrue(Files.isDirectory(visit.disk("folder")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aWrongPasswordAndAnUnknownUserAreRefused(Way way) throws IOException, Failure {
        try (Visit visit = visit(way); Secret wrong = Secret.of("wr0ng-pw"); Secret right = Secret.of(visit.served().password())) {
            assertFails(FailureKind.LOGIN_REFUSED, () -> visit.open(visit.served().user(), wrong).close());
            assertFails(FailureKind.LOGIN_REFUSED, () -> visit.open("nobody-of-this-name", right).close());
            visit.open().close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void whoMayOnlyReadChangesNothing(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            assertFails(FailureKind.NO_RIGHT, () -> store(visit, visit.readOnly("new")));
            assertFails(FailureKind.NO_RIGHT, () -> push(visit, visit.readOnly("new")));
            assertFails(FailureKind.NO_RIGHT, () -> visit.fs().makeDirectory(visit.readOnly("new"), quiet()));
            assertFails(FailureKind.NO_RIGHT, () -> visit.fs().delete(visit.readOnly("there"), quiet()));
            assertFails(FailureKind.NO_RIGHT, () -> visit.fs().rename(visit.readOnly("there"), visit.readOnly("other"), quiet()));
            Path folder = visit.served().root().resolve(Served.READ_ONLY);
            assertEquals(List.of("there"), List.of(folder.toFile().list()));
            transfers().pull(visit.fs(), visit.readOnly("there"), visit.here("there"), quiet());
            assertEquals("there", Files.readString(visit.here("there")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aRefusalLeavesTheSessionUsable(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            for (int i = 0; i < 10; i++) {
                assertFails(FailureKind.NOT_FOUND,
                        () -> visit.fs().get(visit.path("missing"), OutputStream.nullOutputStream(), 0, 1, quiet()));
                assertFails(FailureKind.NOT_FOUND, () -> store(visit, visit.path("missing/below")));
            }
            store(visit, visit.path("x"));
            assertEquals(List.of("x"), visit.onDisk());
        }
    }

    private void store(Visit visit, String path) throws Failure {
        byte[] content = noise(100, 30);
        visit.fs().put(path, new ByteArrayInputStream(content), 0, content.length, quiet());
    }

    private void push(Visit visit, String path) throws IOException, Failure {
        transfers().push(visit.fs(), visit.here("source", noise(100, 31)), path, quiet());
    }
}
