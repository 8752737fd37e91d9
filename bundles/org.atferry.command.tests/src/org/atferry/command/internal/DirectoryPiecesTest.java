/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.junit.jupiter.api.Test;

class DirectoryPiecesTest {

    @Test
    void aPathThatFitsIsOnePiece() throws Failure {
        assertEquals(List.of("\"" + "a".repeat(128) + "\""), DirectoryPieces.of("a".repeat(128)));
        assertEquals(List.of("\"/\""), DirectoryPieces.of("/"));
        assertEquals(List.of(), DirectoryPieces.of(""));
    }

    @Test
    void aLongPathIsCutAtTheLastSlashThatFits() throws Failure {
        String a = "a".repeat(60);
        String b = "模".repeat(30);
        assertEquals(List.of("\"/" + a + "\"", "\"" + b + "\"", "\"" + a + "/c\""),
                DirectoryPieces.of("/" + a + "/" + b + "//" + a + "/c"));
    }

    @Test
    void aNameThatIsTooLongForItselfStaysTooLong() {
        String path = "x/" + "a".repeat(129);
        Failure failure = assertThrows(Failure.class, () -> DirectoryPieces.of(path));
        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(path, failure.subject());
        assertFalse(DirectoryPieces.fits(path));
        assertTrue(DirectoryPieces.fits("x/y"));
    }
}
