/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with several sessions, and trees on it and here. */
abstract class TreeTestCase extends TransferTestCase {

    TreeServer tree;

    @BeforeEach
    void makeServer() {
        tree = new TreeServer(server);
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, tree.open(), "sessions");
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("ferry-tree-")));
    }

    /** A file of which a listing tells the seconds, too; most do only once in a minute. */
    void exactFile(String name, byte[] content) throws IOException {
        Files.setLastModifiedTime(serverFile(name, content), FileTime.from(Instant.parse("2020-02-29T12:34:56Z")));
    }

    TreeTransfer tree(TransferOptions options, int jobs) {
        return new TreeTransfer(options, jobs, tree, System::nanoTime);
    }

    TreeTransfer tree(int jobs) {
        return tree(TransferOptions.defaults(), jobs);
    }

    TreeResult pull(int jobs) throws Failure {
        return tree(jobs).pull("/", local, recorder.monitor());
    }

    /** Makes files, and directories for names that end in a slash; each file has its name's hash for a content. */
    static void make(Path root, String... names) throws IOException {
        for (String name : names) {
            Path path = root.resolve(name);
            Files.createDirectories(name.endsWith("/") ? path : path.getParent());
            if (!name.endsWith("/")) {
                Files.write(path, contentOf(name));
            }
        }
    }

    static byte[] contentOf(String name) {
        return bytes(name.hashCode(), 500 + Math.floorMod(name.hashCode(), 3000));
    }

    /** Each file and directory below a root with a text of its content. */
    static Map<String, String> contents(Path root) {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                contents.put(root.relativize(path).toString(), Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        ? Arrays.hashCode(Files.readAllBytes(path)) + " " + Files.size(path) : "no file");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return contents;
    }

    /** A random tree; returns how many files it has. */
    static int random(Path directory, Random random, int depth) throws IOException {
        int files = 0;
        int entries = random.nextInt(7);
        for (int i = 0; i < entries; i++) {
            Path path = directory.resolve((random.nextInt(8) == 0 ? "." : "") + "e" + i + "ä €".substring(0, random.nextInt(4)).strip());
            if (depth > 0 && random.nextInt(3) == 0) {
                files += random(Files.createDirectory(path), random, depth - 1);
            } else {
                Files.write(path, bytes(random.nextLong(), random.nextInt(3) == 0 ? 0 : random.nextInt(6000)));
                files++;
            }
        }
        return files;
    }

    /** The last word about the progress. */
    StepEvent.TreeProgress lastProgress() {
        var all = recorder.of(StepEvent.TreeProgress.class);
        return all.get(all.size() - 1);
    }
}
