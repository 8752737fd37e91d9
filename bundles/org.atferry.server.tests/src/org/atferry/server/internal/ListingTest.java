/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.atferry.remote.Secret;
import org.atferry.server.PasswordHash;
import org.atferry.server.ServerUser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listings of directories of any size. */
class ListingTest {

    private static final int COUNT = 60_000;
    private static final long MOST_BYTES = 8L << 20;

    @TempDir
    Path root;

    private Listing listing(Listing.Form form) throws Exception {
        Path real = root.toRealPath();
        ServerUser user = ServerUser.of("li", PasswordHash.forThisRun(Secret.of("x")), true);
        return new Listing(new Tree(real, real, new Access(user, List.of(), List.of())), form, Listing.ALL_FACTS, Instant.now());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Held at once, the names alone would take 20 MB and more. */
    @Test
    @Tag("slow")
    void aHugeDirectoryIsNeverHeldInMemory() throws Exception {
        String name = "n".repeat(200);
        for (int i = 0; i < COUNT; i++) {
            Files.createFile(root.resolve(name + i));
        }
        long before = used();
        int[] lines = new int[1];
        long[] most = new long[1];
        listing(Listing.Form.MLSD).directory(root, any -> true, line -> {
            if (++lines[0] % 15_000 == 0) {
                most[0] = Math.max(most[0], used() - before);
            }
        });
        assertEquals(COUNT, lines[0]);
        assertTrue(most[0] < MOST_BYTES, () -> most[0] + " bytes held");
    }

    @Test
    void aUsualDirectoryIsSorted() throws Exception {
        for (String name : List.of("c", "a", "b")) {
            Files.createDirectory(root.resolve(name));
        }
        List<String> names = new ArrayList<>();
        listing(Listing.Form.NLST).directory(root, name -> !name.equals("b"), line -> names.add(new String(line, StandardCharsets.UTF_8)));
        assertEquals(List.of("a", "c"), names);
    }
}
