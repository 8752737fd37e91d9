/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of pins. */
class TlsPinFileTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @TempDir
    Path folder;

    @Test
    void whatIsRememberedIsFound() throws Exception {
        PinFile pins = new PinFile(folder.resolve("pins"));
        assertEquals(Optional.empty(), pins.find("h", 21));
        pins.add("h", 21, A);
        pins.add("::1", 990, B);
        assertEquals(Optional.of(A), pins.find("H", 21));
        assertEquals(Optional.empty(), pins.find("h", 990));
        assertEquals(Optional.of(B), pins.find("::1", 990));
        assertEquals("h:21 " + A + "\n[::1]:990 " + B + "\n", Files.readString(folder.resolve("pins")));
    }

    @Test
    void theFirstLineOfAServerCounts() throws Exception {
        PinFile pins = new PinFile(folder.resolve("pins"));
        pins.add("h", 21, A);
        pins.add("h", 21, B);
        assertEquals(Optional.of(A), pins.find("h", 21));
    }

    @Test
    void aFileMadeByHandIsRead() throws Exception {
        Path file = Files.writeString(folder.resolve("pins"), "# ours\n\n  h:21\t" + A.toUpperCase() + "  # checked\r\nother:21 " + B);
        PinFile pins = new PinFile(file);
        assertEquals(Optional.of(A), pins.find("h", 21));
        pins.add("third", 21, A);
        assertEquals(Optional.of(B), pins.find("other", 21));
        assertEquals(Optional.of(A), pins.find("third", 21));
    }

    @Test
    void aDamagedLineIsSaid() throws Exception {
        PinFile pins = new PinFile(Files.writeString(folder.resolve("pins"), "h:21 " + A.substring(1) + "\n"));
        assertEquals(FailureKind.MISUSE, assertThrows(Failure.class, () -> pins.find("h", 21)).kind());
    }

    @Test
    void aFileThatCannotBeReadIsSaid() {
        PinFile pins = new PinFile(folder);
        assertEquals(FailureKind.LOCAL, assertThrows(Failure.class, () -> pins.find("h", 21)).kind());
        assertEquals(FailureKind.LOCAL, assertThrows(Failure.class, () -> pins.add("h", 21, A)).kind());
    }

    @Test
    void severalMayAddAtOnce() throws Exception {
        Path file = folder.resolve("pins");
        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            work.add(CompletableFuture.runAsync(() -> {
                try {
                    for (int j = 0; j < 50; j++) {
                        new PinFile(file).add("h" + number, 1 + j, A);
                    }
                } catch (Failure e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        work.forEach(CompletableFuture::join);
        PinFile pins = new PinFile(file);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 50; j++) {
                assertEquals(Optional.of(A), pins.find("h" + i, 1 + j));
            }
        }
    }
}
