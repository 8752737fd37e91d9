/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "ARGUMENTS, MISUSE, 2", "LOGIN, MISUSE, 2", "PORT, MISUSE, 2", "TRANSFER, MISUSE, 2",
        "LOCAL_FILE, LOCAL, 2", "TRANSFER, LOCAL, 2",
        "PORT, UNREACHABLE, 3", "PORT, BUSY, 3", "MODULE, BUSY, 3", "PORT, LOST, 3", "MODULE, UNREACHABLE, 3", "MODULE, UNSUPPORTED, 3",
        "MODULE, TIMEOUT, 3", "SIM, REFUSED, 3", "CONTEXT, REFUSED, 3", "CONTEXT, TIMEOUT, 3", "RESOLVE, NOT_FOUND, 3",
        "RESOLVE, UNREACHABLE, 3", "CONNECT, UNREACHABLE, 3", "CONNECT, TIMEOUT, 3", "TLS, TLS, 3", "TLS, UNSUPPORTED, 3",
        "LOGIN, LOST, 3", "LIST, DATA_CONNECTION, 3", "LIST, LOST, 3", "STAT, TIMEOUT, 3", "DELETE, LOST, 3", "SERVE, BUSY, 3",
        "CONNECT, REFUSED, 4", "CONNECT, BUSY, 4", "LOGIN, LOGIN_REFUSED, 4", "LOGIN, BUSY, 4", "DIRECTORY, NOT_FOUND, 4",
        "LIST, NO_RIGHT, 4",
        "TRANSFER, NO_SPACE, 4", "TRANSFER, NOT_FOUND, 4", "TRANSFER, NAME_NOT_ALLOWED, 4", "TRANSFER, REFUSED, 4",
        "TRANSFER, RESTART_REFUSED, 4", "RENAME, REFUSED, 4", "MAKE_DIRECTORY, EXISTS, 4", "DELETE, UNSUPPORTED, 4",
        "TRANSFER, DATA_CONNECTION, 5", "TRANSFER, LOST, 5", "TRANSFER, TIMEOUT, 5", "TRANSFER, INCOMPLETE, 5", "VERIFY, DIFFERS, 5",
        "VERIFY, LOST, 5", "RENAME, LOST, 5", "VERIFY, DATA_CONNECTION, 5",
        "TRANSFER, CANCELLED, 130", "PORT, CANCELLED, 130",
        "CLOSE, INTERNAL, 1", "TRANSFER, INTERNAL, 1"
    })
    void isTheContract(Step step, FailureKind kind, int status) {
        assertEquals(status, ExitStatus.of(step, kind));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void noFailureLooksLikeSuccess(FailureKind kind) {
        for (Step step : Step.values()) {
            assertTrue(Set.of(1, 2, 3, 4, 5, 130).contains(ExitStatus.of(step, kind)), step + " " + kind);
        }
    }

    @Test
    void onlyAFaultOfOursIsOne() {
        for (FailureKind kind : FailureKind.values()) {
            for (Step step : Step.values()) {
                assertEquals(kind == FailureKind.INTERNAL, ExitStatus.of(step, kind) == 1, step + " " + kind);
            }
        }
    }
}
