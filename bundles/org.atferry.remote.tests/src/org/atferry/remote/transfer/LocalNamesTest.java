/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalNamesTest {

    @ParameterizedTest
    @ValueSource(strings = { "", ".", "..", "/", "../../.ssh/authorized_keys", "/etc/passwd", "a/b", "a\\b", "..\\x", "C:\\x", "c:x", "CON",
            "con", "con.txt", "CON .txt", "nul", "Aux.h", "PRN", "COM1", "com9.log", "LPT1", "COM\u00b9", "CONIN$", "a\0b", "a\nb",
                    "a\u007fb", "...", "x.", "x ", " ", "a\udc80b", "\ud83d" })
    void whatIsNoPlainNameEverywhereIsRefused(String name) {
        Failure failure = assertThrows(Failure.class, () -> LocalNames.checked(name, Step.LIST));

        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(Step.LIST, failure.step());
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "..a", ".profile", "固件 v1.2,\"x\".bin", "console.txt", "COM", "COM10", "communication", "12:30.log",
            "~", "-rf", " a", "😀",
            "nulls" })
    void plainNamesPass(String name) throws Failure {
        assertEquals(name, LocalNames.checked(name, Step.LIST));
    }
}
