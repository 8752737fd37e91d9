/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @Test
    void plainTextStaysAsItIs() {
        assertEquals("fw 1.0 \u56fa\u4ef6 \u00e9 'q' \"d\"", Printable.of("fw 1.0 \u56fa\u4ef6 \u00e9 'q' \"d\""));
    }

    @Test
    void whatMovesTheCursorOrHidesIsShown() {
        assertEquals("a\\x0d\\x0ab", Printable.of("a\r\nb"));
        assertEquals("\\x1b[2J\\x9b\\x00\\x7f", Printable.of("\u001b[2J\u009b\0\u007f"));
        assertEquals("x\\u{202e}gpj.exe\\u{200b}\\u{2028}", Printable.of("x\u202egpj.exe\u200b\u2028"));
        assertEquals("\\u{d800}", Printable.of("\ud800"));
    }

    @Test
    void noTwoNamesLookTheSame() {
        assertEquals("a\\\\x0a", Printable.of("a\\x0a"));
        assertEquals("a\\x0a", Printable.of("a\n"));
    }

    @Test
    void eastAsianCharactersTakeTwoColumns() {
        assertEquals(4, Printable.columns("\u56fa\u4ef6"));
        assertEquals(3, Printable.columns("abc"));
        assertEquals(1, Printable.columns("e\u0301"));
        assertEquals("\u56fa ", Printable.pad("\u56fa", 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 20})
    void cutsToTheColumns(int columns) {
        String cut = Printable.cut("\u56fa\u4ef6\u56fa\u4ef6\u56fa\u4ef6abc", columns);
        assertTrue(Printable.columns(cut) <= columns && Printable.columns(cut) >= Math.min(columns - 1, 15), cut);
        assertEquals(columns < 15, cut.endsWith("~"));
    }
}
