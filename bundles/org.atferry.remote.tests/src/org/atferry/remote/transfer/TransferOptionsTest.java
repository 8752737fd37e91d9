/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "part", ".", "./x", ".a b", ".a\n", ".abcdefghijklmnopq", ".ä" })
    void oddSuffixesAreRefused(String suffix) {
        TransferOptions options = TransferOptions.defaults();

        assertThrows(IllegalArgumentException.class, () -> options.withPartialSuffix(suffix));
    }

    @Test
    void eachCopyChangesOneThing() {
        TransferOptions options = TransferOptions.defaults();

        assertEquals(new TransferOptions(Verify.SIZE, true, false, ".part", false, true), options);
        assertEquals(new TransferOptions(Verify.CONTENT, false, true, ".tmp", true, false),
                options.withVerify(Verify.CONTENT).withResume(false).withInPlace(true).withPartialSuffix(".tmp").withSha256(true)
                        .withKeepTimes(false));
    }

    @Test
    void theWordsOfTheCommandLineAreKnown() {
        assertEquals(Optional.of(Verify.CONTENT), Verify.parse("content"));
        assertEquals(Optional.of(Verify.SIZE), Verify.parse(Verify.SIZE.word()));
        assertEquals(Optional.empty(), Verify.parse("none"));
    }
}
