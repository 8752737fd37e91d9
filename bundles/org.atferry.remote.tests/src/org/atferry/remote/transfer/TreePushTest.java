/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.atferry.remote.StepEvent.Omission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePushTest extends TreeTestCase {

    private TreeResult push(int jobs, String... names) throws Failure {
        return tree(jobs).push(List.of(names).stream().map(local::resolve).toList(), "/up", recorder.monitor());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 16 })
    void filesAndTreesComeWholeUnderTheirOwnNames(int jobs) throws Exception {
        make(local, "t/a.bin", "t/empty/", "t/d/b.bin", "t/d/e/f/c.bin", "t/d/.hidden", "t/固件/v 1.bin", "single");
        Files.write(local.resolve("t/zero"), new byte[0]);

        TreeResult result = push(jobs, "t", "single");

        assertEquals(contents(local), contents(server.resolve("up")));
        assertEquals(7, result.files());
        assertEquals(7, result.directories());
        assertTrue(result.complete());
        assertEquals(new StepEvent.TreeProgress(7, 7, result.bytes(), result.bytes(), true), lastProgress());
        assertTrue(push(jobs, "t", "single").complete(), "what is there is replaced");
        assertEquals(contents(local), contents(server.resolve("up")));
    }

    @Test
    void aNewDirectoryCostsNoQuestionsAndAnOldOneAListing() throws Exception {
        make(local, "t/a", "t/d/b");
        make(server, "up/t/a", "up/t/other/");

        push(1, "t");

        String a = "/up/t/" + part("a", contentOf("t/a"));
        String b = "/up/t/d/" + part("b", contentOf("t/d/b"));
        Map<String, Long> asked = tree.steps("").stream().filter(step -> !step.matches("data|acknowledge"))
                .collect(Collectors.groupingBy(step -> step, TreeMap::new, Collectors.counting()));
        assertEquals(new TreeMap<>(Map.ofEntries(Map.entry("stat /up", 1L), Map.entry("list /up", 1L), Map.entry("list /up/t", 1L),
                Map.entry("mkdir /up/t/d", 1L), Map.entry("put " + a + " 0", 1L), Map.entry("put " + b + " 0", 1L),
                Map.entry("time " + a, 1L), Map.entry("time " + b, 1L), Map.entry("stat " + a, 1L), Map.entry("stat " + b, 1L),
                Map.entry("rename " + a + " /up/t/a", 1L), Map.entry("rename " + b + " /up/t/d/b", 1L))), asked);
    }

    @Test
    void whatAnEarlierTreeLeftIsFoundInTheListing() throws Exception {
        make(local, "t/a", "t/b");
        Files.createDirectories(server.resolve("up/t"));
        Files.write(local.resolve("t/a"), NEW);
        Files.write(server.resolve("up/t/" + part("a", NEW)), beginning(NEW, 3000));
        Files.write(server.resolve("up/t/b.ferry-old"), OLD);

        push(2, "t");

        assertEquals(1, tree.steps("put /up/t/" + part("a", NEW) + " " + (3000 - PushOperation.OVERLAP)).size());
        assertEquals(1, recorder.of(StepEvent.Recovered.class).size());
        assertEquals(List.of("a", "b"), names(server.resolve("up/t")));
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("up/t/a")));
    }

    @Test
    void aServerThatDoesNotRenameOverFilesIsServedToo() throws Exception {
        make(local, "t/a");
        make(server, "up/t/a");
        Files.write(server.resolve("up/t/a"), OLD);
        tree.preparation = session -> session.renameOver = false;

        assertTrue(push(1, "t").complete());

        assertEquals(List.of("a"), names(server.resolve("up/t")));
        assertArrayEquals(contentOf("t/a"), Files.readAllBytes(server.resolve("up/t/a")));
    }

    @Test
    void aDirectoryThatMayNotBeListedStillTakesFiles() throws Exception {
        make(local, "t/a");
        make(server, "up/t/");
        tree.preparation = session -> session.trap = new StepTrap("list", () -> {
            throw Failure.at(Step.LIST).kind(FailureKind.NO_RIGHT).build();
        });

        assertTrue(push(1, "t").complete());

        assertArrayEquals(contentOf("t/a"), Files.readAllBytes(server.resolve("up/t/a")));
    }

    @Test
    void linksSpecialFilesAndNamesThatCannotBeSentAreLeftOut() throws Exception {
        make(local, "t/a", "t/d/", "t/new\nline");
        Files.createSymbolicLink(local.resolve("t/link"), local.resolve("t/a"));
        Files.createSymbolicLink(local.resolve("t/dirlink"), local.resolve("t/d"));
        assertEquals(0, new ProcessBuilder("mkfifo", local.resolve("t/pipe").toString()).start().waitFor());

        TreeResult result = push(1, "t");

        assertEquals(Map.of(local.resolve("t/link").toString(), Omission.LINK, local.resolve("t/dirlink").toString(), Omission.LINK,
                local.resolve("t/pipe").toString(), Omission.SPECIAL_FILE, local.resolve("t/new\nline").toString(), Omission.BAD_NAME),
                result.warnings().stream().collect(Collectors.toMap(StepEvent.Omitted::path, StepEvent.Omitted::reason)));
        assertEquals(List.of("a", "d"), names(server.resolve("up/t")));
        assertTrue(result.complete());
    }

    /** Else it could be renamed over the temporary file of "a" while that is sent, and a beginning of "a" become the whole. */
    @Test
    void aFileWithTheNameOfATemporaryOneIsLeftOut() throws Exception {
        make(local, "t/a", "t/b.part");
        Path part = Files.write(local.resolve("t/" + part("a", contentOf("t/a"))), beginning(contentOf("t/a"), 100));

        TreeResult result = push(2, "t");

        assertEquals(List.of(part.toString()), result.warnings().stream().map(StepEvent.Omitted::path).toList());
        assertEquals(Omission.BAD_NAME, result.warnings().get(0).reason());
        assertEquals(List.of("a", "b.part"), names(server.resolve("up/t")));
        assertArrayEquals(contentOf("t/a"), Files.readAllBytes(server.resolve("up/t/a")));
    }

    @Test
    void aHashFileThatIsWrittenAnewDoesNotComeTwice() throws Exception {
        make(local, "t/a", "t/a.sha256", "t/lone.sha256");

        TreeResult result = tree(TransferOptions.defaults().withSha256(true), 4).push(List.of(local.resolve("t")), "/up",
                recorder.monitor());

        assertTrue(result.complete());
        assertEquals(List.of(new StepEvent.Omitted(local.resolve("t/a.sha256").toString(), Omission.SAME_NAME,
                "it is written anew, beside its file")), result.warnings());
        assertEquals(List.of("a", "a.sha256", "lone.sha256", "lone.sha256.sha256"), names(server.resolve("up/t")));
        assertEquals(hash(contentOf("t/a")) + "  a\n", Files.readString(server.resolve("up/t/a.sha256")));
    }

    @Test
    void aSourceThatIsALinkIsFollowed() throws Exception {
        make(local, "real/a");
        Files.createSymbolicLink(local.resolve("t"), local.resolve("real"));

        assertEquals(1, push(1, "t").files());

        assertArrayEquals(contentOf("real/a"), Files.readAllBytes(server.resolve("up/t/a")));
    }

    @Test
    void whatIsInTheWayFailsAloneAndTheOthersArrive() throws Exception {
        make(local, "t/a", "t/b", "t/d/c");
        make(server, "up/t/a/", "up/t/d");

        TreeResult result = push(2, "t");

        assertEquals(1, result.files());
        assertEquals(List.of("/up/t/a", "/up/t/d"), result.failures().stream().map(Failure::subject).sorted().toList());
        assertTrue(result.failures().stream().allMatch(failure -> failure.kind() == FailureKind.EXISTS));
        assertArrayEquals(contentOf("t/b"), Files.readAllBytes(server.resolve("up/t/b")));
    }

    @Test
    void aFullServerEndsItAllAndLeavesNoTemporaryFile() throws Exception {
        make(local, "t/a", "t/b", "t/c", "t/d");
        tree.preparation = session -> session.space = 700;

        Failure failure = failure(() -> push(2, "t"));

        assertEquals(FailureKind.NO_SPACE, failure.kind());
        assertTrue(tree.steps("put").size() <= 2);
        assertTrue(names(server.resolve("up/t")).stream().filter(name -> name.endsWith(".part")).count() <= 1);
    }

    @Test
    void anOldHiddenFileIsAskedForBecauseServersDoNotListIt() throws Exception {
        make(local, "t/.profile");
        make(server, "up/t/");

        push(1, "t");

        assertEquals(1, tree.steps("stat /up/t/.profile").stream().filter(step -> step.endsWith(".profile")).count());
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theTimesOfTheSourcesAreKeptAndAServerThatCannotIsNoFailure(boolean can) throws Exception {
        make(local, "t/a");
        FileTime time = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));
        Files.setLastModifiedTime(local.resolve("t/a"), time);
        tree.preparation = session -> session.setsTimes = can;

        assertTrue(push(1, "t").complete());

        assertEquals(can, Files.getLastModifiedTime(server.resolve("up/t/a")).equals(time));
    }

    @Test
    void sourcesThatCannotBeAreRefusedBeforeAnythingIsOpened() throws Exception {
        make(local, "t/a", "u/t/b");

        assertEquals(FailureKind.MISUSE, failure(() -> push(1, "t", "u/t")).kind());
        assertEquals(FailureKind.LOCAL, failure(() -> push(1, "t", "none")).kind());
        assertEquals(FailureKind.MISUSE,
                failure(() -> tree(1).push(List.of(Path.of("/")), "/up", recorder.monitor())).kind());
        assertEquals(List.of(), tree.sessions);
    }

    @Test
    void theTargetIsMadeOrTheWorkingDirectoryOrNoFile() throws Exception {
        make(local, "a");
        List<Path> sources = List.of(local.resolve("a"));

        tree(1).push(sources, "", recorder.monitor());
        tree(1).push(sources, "new/", recorder.monitor());

        assertArrayEquals(contentOf("a"), Files.readAllBytes(server.resolve("a")));
        assertArrayEquals(contentOf("a"), Files.readAllBytes(server.resolve("new/a")));
        assertEquals(FailureKind.EXISTS, failure(() -> tree(1).push(sources, "/a", recorder.monitor())).kind());
        assertEquals(FailureKind.NOT_FOUND, failure(() -> tree(1).push(sources, "/no/parent", recorder.monitor())).kind());
    }

    @Test
    void aFileThatCannotBeReadFailsAlone() throws Exception {
        make(local, "t/a", "t/b");
        tree.preparation = session -> session.trap = new StepTrap("mkdir /up/t", () -> Files.createDirectories(server.resolve("up")));
        recorder.reaction = event -> {
            if (event instanceof StepEvent.TransferStarted started && started.path().endsWith("a")) {
                delete(local.resolve("t/b"));
            } else if (event instanceof StepEvent.TransferStarted) {
                delete(local.resolve("t/a"));
            }
        };

        TreeResult result = push(1, "t");

        assertEquals(1, result.files());
        assertEquals(List.of(FailureKind.LOCAL), result.failures().stream().map(Failure::kind).toList());
        assertFalse(result.complete());
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
