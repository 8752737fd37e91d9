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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.StepEvent;
import org.atferry.remote.StepEvent.Omission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePullTest extends TreeTestCase {

    private static final String[] NAMES = { "a.bin", "empty/", "d/b.bin", "d/e/f/c.bin", "d/.hidden", "固件/v 1.bin" };

    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 16 })
    void aTreeComesWholeWithEmptyDirectoriesAndEmptyFiles(int jobs) throws Exception {
        make(server, NAMES);
        serverFile("zero", new byte[0]);

        TreeResult result = pull(jobs);

        assertEquals(contents(server), contents(local));
        assertEquals(6, result.files());
        assertEquals(6, result.directories());
        assertEquals(Stream.of(NAMES).filter(name -> !name.endsWith("/")).mapToLong(name -> contentOf(name).length).sum(), result.bytes());
        assertEquals(List.of(), result.warnings());
        assertTrue(result.complete());
        assertEquals(new StepEvent.TreeProgress(6, 6, result.bytes(), result.bytes(), true), lastProgress());
        assertEquals(List.of(), recorder.of(StepEvent.Transferred.class), "bytes of several files mixed up mean nothing");
        assertEquals(6, recorder.of(StepEvent.Verified.class).size());
    }

    @Test
    void whatTheListingSaidIsNotAskedAgain() throws Exception {
        make(server, "s/a", "s/d/b");

        tree(1).pull("/s/", local.resolve("new/one"), recorder.monitor());

        assertEquals(List.of("stat /s", "list /s", "list /s/d", "get /s/a 0", "get /s/d/b 0"),
                tree.steps("").stream().filter(step -> !step.equals("data")).toList());
        assertEquals(contents(server.resolve("s")), contents(local.resolve("new/one")));
    }

    @Test
    void aLargeFileAndOneWhoseContentIsToBeProvedAreAskedAgain() throws Exception {
        exactFile("large", bytes(3, 1 << 20));
        pull(1);
        assertEquals(List.of("stat /large"), tree.steps("stat"));
        serverFile("large", NEW);

        tree(TransferOptions.defaults().withVerify(Verify.CONTENT), 1).pull("/", local, recorder.monitor());

        assertEquals(List.of("stat /large", "stat /large"), tree.steps("stat"));
        assertEquals(2, tree.steps("get /large").size() - 1);
        assertArrayEquals(NEW, Files.readAllBytes(local.resolve("large")));
    }

    @Test
    void aLargeFileThatChangesMeanwhileIsNotKept() throws Exception {
        serverFile("large", bytes(3, 1 << 20));
        tree.preparation = session -> session.duringGet = () -> append(server.resolve("large"));

        TreeResult result = pull(1);

        assertEquals(Hint.SOURCE_CHANGED, result.failures().get(0).hint());
        assertEquals(List.of(), names(local));
    }

    private static void append(Path file) {
        try {
            Files.write(file, bytes(4, (1 << 20) + 1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theTimesOfTheServerAreKeptUnlessNotWanted(boolean keep) throws Exception {
        make(server, "d/a");
        FileTime time = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));
        Files.setLastModifiedTime(server.resolve("d/a"), time);

        tree(TransferOptions.defaults().withKeepTimes(keep), 2).pull("/", local, recorder.monitor());

        assertEquals(keep, Files.getLastModifiedTime(local.resolve("d/a")).equals(time));
    }

    /** Case 28 of the reliability list. */
    @Test
    void namesThatLeadElsewhereWriteNothingAndAreOneWarningEach() throws Exception {
        make(server, "good/x", "authorized_keys", "passwd");
        List<String> bad = List.of("../../.ssh/authorized_keys", "/etc/passwd", "C:\\x", "C:x", "CON", "con.txt", "a\0b", "a/b", "a\\b", "",
                ".", "..", "../up", "dot.", "space ", "a\udcffb", "a\nb", "LPT1", "...");
        tree.additions.put("/", Stream.concat(bad.stream().map(name -> RemoteEntry.file(name, 10)),
                bad.stream().limit(3).map(name -> RemoteEntry.directory(name + "/d"))).toList());
        Path inner = Files.createDirectories(local.resolve("deep/in/here"));

        TreeResult result = tree(2).pull("/", inner, recorder.monitor());

        assertEquals(Set.of("good", "good/x", "authorized_keys", "passwd", ""), contents(inner).keySet());
        assertEquals(List.of("deep"), names(local));
        assertEquals(List.of("in"), names(local.resolve("deep")));
        assertEquals(bad.size() + 3, result.warned());
        assertEquals(bad.size() + 3, result.warnings().stream().map(StepEvent.Omitted::path).distinct().count());
        assertTrue(result.warnings().stream().allMatch(warning -> warning.reason() == Omission.BAD_NAME && !warning.detail().isEmpty()));
        assertTrue(result.warnings().stream().anyMatch(warning -> warning.path().equals("/../../.ssh/authorized_keys")));
        assertEquals(result.warnings(), recorder.of(StepEvent.Omitted.class));
        assertTrue(result.complete());
    }

    @Test
    void linksAndSpecialFilesOfTheServerAreLeftOut() throws Exception {
        tree.additions.put("/", List.of(entry("root", RemoteEntry.Kind.LINK), entry("pipe", RemoteEntry.Kind.OTHER)));

        TreeResult result = pull(1);

        assertEquals(List.of(new StepEvent.Omitted("/root", Omission.LINK, ""), new StepEvent.Omitted("/pipe", Omission.SPECIAL_FILE, "")),
                result.warnings());
        assertEquals(List.of(), names(local));
    }

    private static RemoteEntry entry(String name, RemoteEntry.Kind kind) {
        return new RemoteEntry(name, kind, OptionalLong.of(1), Optional.empty(), Optional.empty());
    }

    @Test
    void aLocalLinkInPlaceOfADirectoryIsNotFollowed() throws Exception {
        make(server, "d/a", "e/b");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(local.resolve("d"), elsewhere);

        TreeResult result = pull(2);

        assertEquals(List.of(), names(elsewhere));
        assertEquals(1, result.failed());
        assertEquals(local.resolve("d").toRealPath(LinkOption.NOFOLLOW_LINKS).toString(), result.failures().get(0).subject());
        assertEquals("is there and is no directory", result.failures().get(0).detail());
        assertArrayEquals(contentOf("e/b"), Files.readAllBytes(local.resolve("e/b")));
    }

    @Test
    void aLocalLinkInPlaceOfAFileIsReplacedAndTheTargetItselfMayBeALink() throws Exception {
        make(server, "a");
        Path elsewhere = Files.write(folder.resolve("elsewhere"), OLD);
        Files.createSymbolicLink(local.resolve("a"), elsewhere);
        Path link = Files.createSymbolicLink(folder.resolve("link"), local);

        assertTrue(tree(1).pull("/", link, recorder.monitor()).complete());

        assertArrayEquals(OLD, Files.readAllBytes(elsewhere));
        assertFalse(Files.isSymbolicLink(local.resolve("a")));
        assertArrayEquals(contentOf("a"), Files.readAllBytes(local.resolve("a")));
    }

    @Test
    void aLocalDirectoryInPlaceOfAFileFailsThatFileOnly() throws Exception {
        make(server, "a", "b");
        Files.createDirectory(local.resolve("a"));

        TreeResult result = pull(1);

        assertEquals(List.of(FailureKind.LOCAL), result.failures().stream().map(failure -> failure.kind()).toList());
        assertEquals(1, result.files());
        assertEquals(1, recorder.of(StepEvent.FileFailed.class).size());
        assertEquals(new StepEvent.TreeProgress(1, 1, result.bytes(), result.bytes(), true), lastProgress());
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void twoNamesThatAreOneHereDoNotOverwriteEachOther(boolean folding) throws Exception {
        make(server, "README", "readme", "Readme/x", "\u00e9", "e\u0301");
        TreeTransfer transfer = new TreeTransfer(TransferOptions.defaults(), 1, tree, System::nanoTime, UnaryOperator.identity(),
                directory -> folding);

        TreeResult result = transfer.pull("/", local, recorder.monitor());

        assertEquals(folding ? 3 : 0, result.warned());
        assertEquals(folding ? Set.of(Omission.SAME_NAME) : Set.of(),
                result.warnings().stream().map(StepEvent.Omitted::reason).collect(Collectors.toSet()));
        assertEquals(folding ? 2 : 5, names(local).size());
    }

    @Test
    void thisFileSystemIsLookedAtAndLeftAsItWas() {
        boolean folds = NameFolding.isDoneIn(local);

        assertEquals(folds, NameFolding.isDoneIn(local));
        assertEquals(List.of(), names(local));
        assertTrue(NameFolding.isDoneIn(local.resolve("none")), "when in doubt");
    }

    @Test
    void aNameThatIsListedTwiceComesOnce() throws Exception {
        tree.additions.put("/", List.of(RemoteEntry.file("a", 5), RemoteEntry.file("a", 5)));
        serverFile("a", beginning(NEW, 5));

        TreeResult result = pull(1);

        assertEquals(1, result.files());
        assertEquals(List.of(new StepEvent.Omitted("/a", Omission.SAME_NAME, "")), result.warnings());
    }

    @Test
    void aTreeSoDeepThatItCanOnlyBeALinkBackUpComesToAnEnd() throws Exception {
        make(server, "d/".repeat(TreeFolder.DEEPEST + 2) + "a", "d/b");

        TreeResult result = pull(1);

        assertEquals(List.of(new StepEvent.Omitted("/d".repeat(TreeFolder.DEEPEST + 1), Omission.TOO_DEEP, "")), result.warnings());
        assertEquals(1, result.files());
        assertEquals(TreeFolder.DEEPEST + 1, result.directories());
    }

    @Test
    void oneFileOrDirectoryThatFailsDoesNotStopTheOthers() throws Exception {
        make(server, NAMES);
        tree.additions.put("/d", List.of(RemoteEntry.file("gone", 10), RemoteEntry.directory("secret")));

        TreeResult result = pull(3);

        assertEquals(5, result.files());
        assertEquals(Set.of("/d/gone", "/d/secret"), result.failures().stream().map(failure -> failure.subject())
                .collect(Collectors.toSet()));
        assertFalse(result.complete());
    }

    @Test
    void withoutASizeInTheListingTheServerIsAsked() throws Exception {
        serverFile("a", NEW);
        tree.additions.put("/", List.of(new RemoteEntry("a", RemoteEntry.Kind.FILE, OptionalLong.empty(), Optional.empty(),
                Optional.empty())));

        assertEquals(NEW.length, pull(1).bytes());
        assertArrayEquals(NEW, Files.readAllBytes(local.resolve("a")));
    }

    @Test
    void whatWasCutOffInAnEarlierTreeIsContinued() throws Exception {
        exactFile("a", NEW);
        tree.preparation = session -> session.duringGet = recorder.cancellation::cancel;
        assertEquals(FailureKind.CANCELLED, failure(() -> pull(1)).kind());
        assertEquals(1, names(local).size());
        tree.preparation = session -> { };

        tree(1).pull("/", local, new Recorder().monitor());

        assertEquals(1, tree.steps("get /a 1000").size());
        assertArrayEquals(NEW, Files.readAllBytes(local.resolve("a")));
    }

    /** Two contents of one size within the minute that a listing tells must not be mixed. */
    @Test
    void whereAListingKnowsNoSecondsASmallFileBeginsAnewAndALargeOneIsAskedFor() throws Exception {
        byte[] large = bytes(3, 1 << 20);
        for (byte[] content : List.of(NEW, large)) {
            exactFile("a", content);
            RemoteEntry row = new RemoteEntry("a", RemoteEntry.Kind.FILE, OptionalLong.of(content.length),
                    Optional.of(Instant.parse("2020-02-29T12:34:00Z")), Optional.empty());
            tree.additions.put("/", List.of(row));
            Recorder cut = new Recorder();
            tree.preparation = session -> session.duringGet = cut.cancellation::cancel;
            assertEquals(FailureKind.CANCELLED, failure(() -> tree(1).pull("/", local, cut.monitor())).kind());
            tree.preparation = session -> { };
            tree.sessions.clear();

            tree(1).pull("/", local, new Recorder().monitor());

            boolean asked = content == large;
            assertEquals(List.of("get /a " + (asked ? 1000 : 0)), tree.steps("get"));
            assertEquals(asked ? 2 : 0, tree.steps("stat").size());
            assertArrayEquals(content, Files.readAllBytes(local.resolve("a")));
        }
    }

    @Test
    void aNameAsLongAsFileSystemsAllowComesToo() throws Exception {
        make(server, "n".repeat(255), "件".repeat(85));

        assertTrue(pull(1).complete());
        assertEquals(contents(server), contents(local));
    }

    @Test
    void aSingleFileAndWhatIsNotThereAreToldApart() throws Exception {
        serverFile("a", NEW);

        assertEquals(1, tree(4).pull("a", local, recorder.monitor()).files());
        assertArrayEquals(NEW, Files.readAllBytes(local.resolve("a")));
        assertEquals(NEW.length, lastProgress().bytesDone());
        assertEquals(FailureKind.NOT_FOUND, failure(() -> tree(1).pull("/none", local, recorder.monitor())).kind());
        assertEquals(FailureKind.LOCAL, failure(() -> tree(1).pull("/", local.resolve("a"), recorder.monitor())).kind());
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, -1, 17 })
    void thereAreOneToSixteenJobs(int jobs) {
        assertThrows(IllegalArgumentException.class, () -> tree(jobs));
    }
}
