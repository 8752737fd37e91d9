/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemotePathsTest {

    @Test
    void everyControlCharacterIsRefusedAtAnyPlace() {
        for (int c = 0; c < 0x80; c++) {
            for (String text : new String[] { (char) c + "ab", "a" + (char) c + "b", "ab" + (char) c }) {
                if (c < 0x20 || c == 0x7f) {
                    Failure failure = assertThrows(Failure.class, () -> RemotePaths.checked(text, Step.DELETE));
                    assertEquals(FailureKind.MISUSE, failure.kind());
                    assertEquals(Step.DELETE, failure.step());
                    assertEquals(Hint.NAME_NOT_SENDABLE, failure.hint());
                    assertTrue(failure.line(java.util.Locale.ENGLISH).chars().noneMatch(Character::isISOControl));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "a \"b\", c'.bin", "固件", "a\\b", "😀.bin", "%0d%0a", "č", "€" })
    void everythingElsePassesUnchanged(String text) throws Failure {
        assertEquals(text, RemotePaths.checked(text, Step.LIST));
    }

    @Test
    void halfACharacterCannotBeSent() {
        for (String text : new String[] { "\ud83d", "a\ude00", "\ude00\ud83d", "a\ud83d/" }) {
            assertEquals(FailureKind.MISUSE, assertThrows(Failure.class, () -> RemotePaths.checked(text, Step.LIST)).kind());
        }
    }

    @ParameterizedTest
    @CsvSource({ "'', a, a", "/, a, /a", "/d, a, /d/a", "/d/, a, /d/a", "d, a, d/a", "/d, /a, /a", "'', /a, /a" })
    void joining(String directory, String name, String joined) {
        assertEquals(joined, RemotePaths.join(directory, name));
    }

    @ParameterizedTest
    @CsvSource({ "a, '', a", "/a, /, a", "/a/, /, a", "/a/b, /a, b", "a/b, a, b", "/a/b//, /a, b", "/, /, ''", "'', '', ''" })
    void takingApart(String path, String parent, String name) {
        assertEquals(parent, RemotePaths.parent(path));
        assertEquals(name, RemotePaths.name(path));
    }
}
