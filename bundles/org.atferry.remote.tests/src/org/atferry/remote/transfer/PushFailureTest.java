/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a push leaves behind when it does not succeed; the old file must always be unharmed. */
class PushFailureTest extends TransferTestCase {

    private Path source;

    @BeforeEach
    void oldFileOnServer() throws IOException {
        source = localFile("fw.bin", NEW);
        serverFile("fw.bin", OLD);
    }

    private Failure push(SafeTransfer transfer) {
        return failure(() -> transfer.push(fs, source, "/fw.bin", recorder.monitor()));
    }

    private void assertOnlyTheOldFileIsThere() throws IOException {
        assertArrayEquals(OLD, Files.readAllBytes(server.resolve("fw.bin")));
        assertEquals(List.of("fw.bin"), names(server));
    }

    private void assertOldFileAndPart(byte[] content) throws IOException {
        assertArrayEquals(OLD, Files.readAllBytes(server.resolve("fw.bin")));
        assertEquals(List.of("fw.bin", part("fw.bin", NEW)), names(server));
        assertArrayEquals(content, Files.readAllBytes(server.resolve(part("fw.bin", NEW))));
    }

    @Test
    void damageOnTheWayIsFoundByContentAndThePartIsRemoved() throws Exception {
        fs.flipUp = 4711;

        Failure failure = push(verifyingContent());

        assertEquals(Step.VERIFY, failure.step());
        assertEquals(FailureKind.DIFFERS, failure.kind());
        assertEquals(Hint.DAMAGED, failure.hint());
        assertEquals("/fw.bin", failure.subject());
        assertOnlyTheOldFileIsThere();
    }

    @Test
    void damageIsFoundByTheServersHashToo() throws Exception {
        fs.hash = HashAlgorithm.SHA_256;
        fs.flipUp = 0;

        assertEquals(FailureKind.DIFFERS, push(verifyingContent()).kind());
        assertOnlyTheOldFileIsThere();
    }

    @Test
    void aDamagedPartOfAnEarlierTryIsFoundAndTheNextTryIsWhole() throws Exception {
        serverFile(part("fw.bin", NEW), bytes(5, 1000 + PushOperation.OVERLAP));

        assertEquals(FailureKind.DIFFERS, push(verifyingContent()).kind());
        assertOnlyTheOldFileIsThere();

        verifyingContent().push(fs, source, "/fw.bin", recorder.monitor());
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
    }

    @Test
    void aWrongSizeOnTheServerIsFoundAndThePartIsRemoved() throws Exception {
        fs.trap = new StepTrap("acknowledge", () -> Files.write(server.resolve(part("fw.bin", NEW)), beginning(NEW, 5000)));

        Failure failure = push(transfer());

        assertEquals(FailureKind.INCOMPLETE, failure.kind());
        assertEquals("5000 bytes are there, 5432 are expected", failure.detail());
        assertOnlyTheOldFileIsThere();
    }

    @Test
    void aFullDiskRemovesThePartAndKeepsTheServersWords() throws Exception {
        fs.space = 2500;

        Failure failure = push(transfer());

        assertEquals(FailureKind.NO_SPACE, failure.kind());
        assertEquals("552 Quota exceeded", failure.reply().orElseThrow().toString());
        assertEquals(Hint.FREE_SPACE, failure.hint());
        assertOnlyTheOldFileIsThere();
    }

    @ParameterizedTest
    @EnumSource(value = FailureKind.class, names = { "LOST", "TIMEOUT", "DATA_CONNECTION", "INCOMPLETE" })
    void whatWasCutOffKeepsThePartAndSaysThatItGoesOn(FailureKind kind) throws Exception {
        fs.duringPut = () -> sneak(Failure.at(Step.TRANSFER).kind(kind).build());

        Failure failure = push(transfer());

        assertEquals(kind, failure.kind());
        assertEquals(Hint.RUN_AGAIN, failure.hint());
        assertOldFileAndPart(beginning(NEW, 1000));
    }

    @Test
    void aHintOfTheProviderIsKept() throws Exception {
        fs.duringPut = () -> sneak(Failure.at(Step.PORT).kind(FailureKind.LOST).hint(Hint.PORT_PULLED).build());

        assertEquals(Hint.PORT_PULLED, push(transfer()).hint());
    }

    @ParameterizedTest
    @EnumSource(value = Hint.class, names = { "DAMAGED", "FLOW_CONTROL" })
    void bytesLostOnTheLineMakeThePartUseless(Hint hint) throws Exception {
        fs.duringPut = () -> sneak(Failure.at(Step.TRANSFER).kind(FailureKind.INCOMPLETE).hint(hint).build());

        assertEquals(hint, push(transfer()).hint());
        assertOnlyTheOldFileIsThere();
    }

    @Test
    void cancellingKeepsThePart() throws Exception {
        fs.duringPut = recorder.cancellation::cancel;

        Failure failure = push(transfer());

        assertEquals(FailureKind.CANCELLED, failure.kind());
        assertEquals(Hint.RUN_AGAIN, failure.hint());
        assertOldFileAndPart(beginning(NEW, 1000));
    }

    @Test
    void withoutTheRightToRenameThePartStaysCompleteBesideTheTarget() throws Exception {
        fs.renameAllowed = false;

        Failure failure = push(transfer());

        assertEquals(Step.RENAME, failure.step());
        assertEquals(FailureKind.NO_RIGHT, failure.kind());
        assertEquals(Hint.RENAME_REFUSED, failure.hint());
        assertEquals("550 Permission denied", failure.reply().orElseThrow().toString());
        assertOldFileAndPart(NEW);
    }

    @Test
    void aRenameRefusedWithoutAFileInTheWayTouchesNothing() throws Exception {
        fs.renameAllowed = false;
        Failure failure = failure(() -> transfer().push(fs, source, "/other.bin", recorder.monitor()));

        assertEquals(Hint.RENAME_REFUSED, failure.hint());
        assertEquals(1, fs.steps.stream().filter(step -> step.startsWith("rename")).count());
    }

    @Test
    void aPartThatVanishedBeforeItsRenameLeavesTheOldFileAlone() throws Exception {
        fs.renameOver = false;
        fs.trap = new StepTrap("rename", () -> Files.deleteIfExists(server.resolve(part("fw.bin", NEW))));

        assertEquals(Step.RENAME, push(transfer()).step());
        assertOnlyTheOldFileIsThere();
        assertTrue(fs.steps.stream().noneMatch(step -> step.startsWith("rename /fw.bin ")), "the old file was not even touched");
    }

    @Test
    void aSecondRenameThatIsRefusedPutsTheOldFileBack() throws Exception {
        fs.renameOver = false;
        fs.trap = new StepTrap("rename /fw.bin /fw.bin.ferry-old", () -> fs.trap = new StepTrap("rename /" + part("fw.bin", NEW), () -> {
            fs.trap = null;
            throw Failure.at(Step.RENAME).kind(FailureKind.NAME_NOT_ALLOWED).build();
        }));

        Failure failure = push(transfer());

        assertEquals(FailureKind.NAME_NOT_ALLOWED, failure.kind());
        assertEquals(Hint.RENAME_REFUSED, failure.hint());
        assertOldFileAndPart(NEW);
    }

    @Test
    void aBackupThatMayNotBeDeletedIsToldAndNoFailure() throws Exception {
        fs.renameOver = false;
        fs.deleteAllowed = false;

        transfer().push(fs, source, "/fw.bin", recorder.monitor());

        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        assertArrayEquals(OLD, Files.readAllBytes(server.resolve("fw.bin.ferry-old")));
        assertEquals(List.of(new StepEvent.Notice(Hint.BACKUP_LEFT, "/fw.bin.ferry-old")), recorder.of(StepEvent.Notice.class));
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, 3000, 5431, 5432, 6000 })
    void aSourceThatIsWrittenWhileItIsSentIsNeverMixed(int length) throws Exception {
        fs.duringPut = () -> write(source, bytes(3, length));
        byte[] large = bytes(4, 3 * Fingerprint.PIECE);
        Files.write(source, large);

        Failure failure = push(transfer());

        assertEquals(Step.LOCAL_FILE, failure.step());
        assertEquals(FailureKind.LOCAL, failure.kind());
        assertEquals(Hint.SOURCE_CHANGED, failure.hint());
        assertOnlyTheOldFileIsThere();
    }

    @Test
    void aSourceThatGrowsWhileItIsSentIsNotTakenForWhole() throws Exception {
        fs.duringPut = () -> append(source, new byte[] { 1 });

        Failure failure = push(transfer());

        assertEquals(Hint.SOURCE_CHANGED, failure.hint());
        assertEquals("grew after it was hashed", failure.detail());
        assertOnlyTheOldFileIsThere();
    }

    @Test
    void aSourceThatChangedInThePartThatIsThereAlreadyIsNoticed() throws Exception {
        byte[] large = bytes(4, 2 * Fingerprint.PIECE + 5);
        Files.write(source, large);
        serverFile(part("fw.bin", large), beginning(large, Fingerprint.PIECE + 7));
        recorder.reaction = event -> {
            if (event instanceof StepEvent.SourceHashed) {
                byte[] other = large.clone();
                other[3]++;
                write(source, other);
            }
        };

        assertEquals(Hint.SOURCE_CHANGED, push(transfer()).hint());
        assertOnlyTheOldFileIsThere();
    }

    @Test
    void aSourceThatChangesBetweenTwoTriesStartsItsOwnPart() throws Exception {
        fs.duringPut = recorder.cancellation::cancel;
        push(transfer());
        byte[] other = NEW.clone();
        other[0]++;
        Files.write(source, other);
        fs.duringPut = () -> { };

        TransferResult result = transfer().push(fs, source, "/fw.bin", new Recorder().monitor());

        assertEquals(0, result.resumedFrom());
        assertArrayEquals(other, Files.readAllBytes(server.resolve("fw.bin")));
        assertArrayEquals(beginning(NEW, 1000), Files.readAllBytes(server.resolve(part("fw.bin", NEW))));
    }

    @Test
    void whatACutOffPutOfAChangingSourceLeavesIsABeginningOfTheHashedContent() throws Exception {
        byte[] large = bytes(4, 4 * Fingerprint.PIECE);
        Files.write(source, large);
        fs.duringPut = () -> write(source, bytes(5, 4 * Fingerprint.PIECE));
        fs.trap = new StepTrap("delete", () -> {
            throw Failure.at(Step.DELETE).kind(FailureKind.LOST).build();
        });

        push(transfer());

        byte[] left = Files.readAllBytes(server.resolve(part("fw.bin", large)));
        assertTrue(left.length > 0 && left.length < large.length);
        assertArrayEquals(beginning(large, left.length), left);
    }

    @Test
    void inPlaceSaysThatTheTargetIsNotWhole() throws Exception {
        fs.duringPut = recorder.cancellation::cancel;

        Failure failure = push(transfer(TransferOptions.defaults().withInPlace(true)));

        assertEquals(FailureKind.CANCELLED, failure.kind());
        assertEquals(Hint.TARGET_NOT_WHOLE, failure.hint());
        assertEquals(List.of("fw.bin"), names(server));
    }

    @Test
    void successReportedBeforeAllWasReadIsNotBelieved() throws Exception {
        FolderFileSystem careless = new FolderFileSystem(server);
        fs.trap = null;
        CheckedSource data = CheckedSource.open(Source.of(source), Fingerprint.of(Source.of(source), recorder.monitor()), 0,
                recorder.monitor());
        careless.put("/half", data, 0, 1000, recorder.monitor());

        assertEquals(FailureKind.INTERNAL, failure(data::finish).kind());
        data.close();
    }

    @Test
    void cancellingBetweenTheRenamesStillFinishesThem() throws Exception {
        fs.renameOver = false;
        recorder.reaction = event -> {
            if (event instanceof StepEvent.Renamed) {
                recorder.cancellation.cancel();
            }
        };

        assertTrue(transfer().push(fs, source, "/fw.bin", recorder.monitor()).replaced());

        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        assertEquals(List.of("fw.bin"), names(server));
    }

    @Test
    void cancellingDuringTheVerificationLeavesTheOldFileAndTheWholePart() throws Exception {
        recorder.reaction = event -> {
            if (event instanceof StepEvent.Verified) {
                recorder.cancellation.cancel();
            }
        };

        assertEquals(FailureKind.CANCELLED, push(verifyingContent()).kind());
        assertOldFileAndPart(NEW);
    }

    @Test
    void cancellingBeforeTheSourceIsReadAsksTheServerNothing() throws Exception {
        recorder.cancellation.cancel();

        assertEquals(FailureKind.CANCELLED, push(transfer()).kind());
        assertEquals(List.of(), fs.steps);
        assertEquals(List.of(), recorder.events);
    }

    @Test
    void cancellingWhileTheBytesThatAreThereAreSkippedSendsNothing() throws Exception {
        byte[] large = bytes(4, 3 * Fingerprint.PIECE);
        Files.write(source, large);
        serverFile(part("fw.bin", large), beginning(large, 2 * Fingerprint.PIECE + 1));
        fs.trap = new StepTrap("stat /" + part("fw.bin", large), () -> {
            recorder.cancellation.cancel();
            return null;
        });

        assertEquals(FailureKind.CANCELLED, push(transfer()).kind());
        assertTrue(fs.steps.stream().noneMatch(step -> step.startsWith("put")));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aTargetThatIsNotWhatWasRenamedIsTold(boolean vanishes) throws Exception {
        fs.trap = new StepTrap("stat /fw.bin", () -> {
            boolean renamed = fs.steps.stream().anyMatch(step -> step.startsWith("rename"));
            return renamed ? vanishes ? Files.deleteIfExists(server.resolve("fw.bin")) : Files.write(server.resolve("fw.bin"), OLD) : null;
        });

        Failure failure = push(transfer());

        assertEquals(Step.VERIFY, failure.step());
        assertEquals(FailureKind.INCOMPLETE, failure.kind());
        assertEquals(Hint.TARGET_NOT_WHOLE, failure.hint());
    }

    @Test
    void cancellingARenameOnADeadLineIsObeyedWithinASecond() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        HangingFileSystem hanging = new HangingFileSystem(fs, dead);
        Thread canceller = new Thread(() -> {
            await(dead);
            recorder.cancellation.cancel();
        });
        canceller.start();

        Failure failure = assertTimeout(Duration.ofSeconds(5),
                () -> failure(() -> transfer().push(hanging, source, "/fw.bin", recorder.monitor())));

        assertEquals(FailureKind.CANCELLED, failure.kind());
        assertTrue(hanging.waited().compareTo(Duration.ofSeconds(1)) < 0, () -> "took " + hanging.waited());
        assertOldFileAndPart(NEW);
        canceller.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a hook of the file system throw what the file system may throw. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
