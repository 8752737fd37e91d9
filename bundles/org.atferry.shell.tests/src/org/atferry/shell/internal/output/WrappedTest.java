/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class WrappedTest {

    @Test
    void wordsStayWhole() {
        assertEquals(List.of("one two", "three"), Wrapped.lines("one two three", 9));
        assertEquals(List.of("one two", "three"), Wrapped.lines("one two three", 7));
        assertEquals(List.of("a", "extraordinary", "b"), Wrapped.lines("a extraordinary b", 5));
    }

    @Test
    void aLineEndStaysAndTheIndentIsKept() {
        assertEquals("a\n   b", Wrapped.text("a\nb", 80, 3));
        assertEquals("one\n  two", Wrapped.text("one two", 6, 2));
    }

    @Test
    void chineseBreaksBetweenCharactersButNotBeforeAComma() {
        assertEquals(List.of("\u56fa\u4ef6", "\u56fa\u4ef6"), Wrapped.lines("\u56fa\u4ef6\u56fa\u4ef6", 5));
        assertEquals(List.of("\u56fa", "\u4ef6\uff0c", "\u56fa"), Wrapped.lines("\u56fa\u4ef6\uff0c\u56fa", 4));
        assertEquals(List.of("\u7528 GBK", "\uff08\u56fa"), Wrapped.lines("\u7528 GBK\uff08\u56fa", 8));
    }
}
