/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TreeResult;
import org.atferry.remote.transfer.TreeTransfer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trees, over several sessions side by side where that is possible. */
interface TreeBehaviour extends Behaviour {

    int FILES = 40;

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    default void aTreeIsPushedAndPulledWhole(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            Path source = Files.createDirectory(visit.here("tree 树"));
            int directories = grow(source);
            TreeResult pushed = trees(way, visit).push(List.of(source), visit.path(""), quiet());
            assertTrue(pushed.complete(), pushed.failures().toString());
            assertEquals(FILES, pushed.files());
            assertEquals(picture(source), picture(visit.disk("tree 树")));
            assertEquals(directories, picture(source).values().stream().filter("directory"::equals).count());

            Path back = visit.here("back");
            TreeResult pulled = trees(way, visit).pull(visit.path("tree 树"), back, quiet());
            assertTrue(pulled.complete(), pulled.failures().toString());
            assertEquals(FILES, pulled.files());
            assertEquals(picture(source), picture(back));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fewWays")
    default void aTreeIsWalked(Way way) throws IOException, Failure {
        try (Visit visit = visit(way)) {
            int directories = grow(visit.disk(""));
            visit.served().give(visit.disk(""));
            assertEquals(FILES + directories, walk(visit, ""));
        }
    }

    private TreeTransfer trees(Way way, Visit visit) {
        return new TreeTransfer(TransferOptions.defaults(), way.can(Ability.PARALLEL) ? 3 : 1, monitor -> visit.open(), System::nanoTime);
    }

    private int walk(Visit visit, String directory) throws Failure {
        int count = 0;
        for (RemoteEntry entry : visit.fs().list(visit.path(directory), quiet())) {
            count += entry.isDirectory() ? 1 + walk(visit, directory.isEmpty() ? entry.name() : directory + "/" + entry.name()) : 1;
        }
        return count;
    }

    /** Makes {@link #FILES} files, some of them empty, and as many directories as are returned, one of them empty. */
    private int grow(Path root) throws IOException {
        int directories = 0;
        for (int folder = 0; folder < 4; folder++) {
            Path deep = Files.createDirectories(root.resolve("folder " + folder).resolve("深"));
            directories += 2;
            for (int file = 0; file < FILES / 4; file++) {
                Files.write((file % 2 == 0 ? deep : deep.getParent()).resolve("file " + file + ".bin"), noise(file * 999, file));
            }
        }
        Files.createDirectory(root.resolve("empty"));
        return directories + 1;
    }

    /** Each path in a tree with what is there: the content of a file, or the word directory. */
    private static Map<String, String> picture(Path root) throws IOException {
        Map<String, String> picture = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(each -> !each.equals(root)).toList()) {
                picture.put(root.relativize(path).toString(), Files.isDirectory(path) ? "directory"
                        : Arrays.hashCode(Files.readAllBytes(path)) + " in " + Files.size(path));
            }
        }
        return picture;
    }
}
