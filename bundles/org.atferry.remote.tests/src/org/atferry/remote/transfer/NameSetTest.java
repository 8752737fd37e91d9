/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSetTest {

    @Test
    void aHundredThousandSimilarNamesAreAllTold() {
        NameSet names = new NameSet();
        for (int i = 0; i < 100_000; i++) {
            assertFalse(names.contains("file-" + i + ".bin"));
            assertTrue(names.add("file-" + i + ".bin"));
        }
        for (int i = 0; i < 100_000; i++) {
            assertTrue(names.contains("file-" + i + ".bin"));
            assertFalse(names.add("file-" + i + ".bin"));
        }
        assertTrue(names.add(""));
        assertFalse(names.add(""));
    }

    @Test
    void whatEarlierTriesToListADirectoryHandedOnIsKnownInTheThirdToo() {
        TreeFolder folder = TreeFolder.root("/d", null);
        for (int i = 0; i < 3; i++) {
            NameSet found = new NameSet();
            NameSet earlier = folder.startListing(found);
            for (int j = 0; j < 100; j++) {
                assertEquals(j < 10 * i, earlier.contains("file-" + j));
            }
            for (int j = 10 * i; j < 10 * i + 10; j++) {
                found.add("file-" + j);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "README, readme, true", "Straße, STRASSE, true", "\u00e9, e\u0301, true", "a, b, false", "a, a., false" })
    void namesThatSomeFileSystemTakesForOneFoldToTheSame(String one, String other, boolean same) {
        assertEquals(same, NameFolding.fold(one).equals(NameFolding.fold(other)));
    }
}
