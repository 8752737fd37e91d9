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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushTest extends TransferTestCase {

    @Test
    void aNewFileArrivesThroughATemporaryNameAndTellsItsSteps() throws Exception {
        Path source = localFile("fw.bin", NEW);

        TransferResult result = transfer().push(fs, source, "/fw.bin", recorder.monitor());

        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        assertEquals(List.of("fw.bin"), names(server));
        assertEquals("/fw.bin", result.target());
        assertEquals(NEW.length, result.length());
        assertEquals(Optional.of(hash(NEW)), result.hash());
        assertEquals(StepEvent.Proof.SIZE, result.proof());
        assertEquals(0, result.resumedFrom());
        assertFalse(result.replaced());
        assertEquals(List.of("SourceHashed", "TransferStarted", "Transferred", "Verified", "Renamed"), recorder.story());
        assertEquals(List.of(new StepEvent.TransferStarted("/fw.bin", StepEvent.Direction.UPLOAD, 0, NEW.length)),
                recorder.of(StepEvent.TransferStarted.class));
        assertEquals(List.of(new StepEvent.Renamed("/" + part("fw.bin", NEW), "/fw.bin")), recorder.of(StepEvent.Renamed.class));
    }

    @Test
    void theServerIsAskedNoMoreThanNeeded() throws Exception {
        transfer().push(fs, localFile("fw.bin", beginning(NEW, 10)), "/fw.bin", recorder.monitor());

        String part = "/" + part("fw.bin", beginning(NEW, 10));
        assertEquals(List.of("stat /fw.bin", "stat /fw.bin.ferry-old", "stat " + part, "put " + part + " 0", "data", "acknowledge",
                "time " + part, "stat " + part, "rename " + part + " /fw.bin", "stat /fw.bin"), fs.steps);
    }

    @Test
    void elapsedTimeIsThatOfTheGivenClock() throws Exception {
        AtomicLong clock = new AtomicLong();
        fs.duringPut = () -> clock.addAndGet(Duration.ofSeconds(7).toNanos());
        Path source = localFile("fw.bin", NEW);

        TransferResult result = new SafeTransfer(TransferOptions.defaults(), clock::get).push(fs, source, "/fw.bin", Monitor.none());

        assertEquals(Duration.ofSeconds(7), result.elapsed());
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anOldFileIsReplacedWhateverTheServerThinksOfRenamingOverIt(boolean renameOver) throws Exception {
        fs.renameOver = renameOver;
        serverFile("fw.bin", OLD);

        TransferResult result = verifyingContent().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        assertEquals(List.of("fw.bin"), names(server));
        assertTrue(result.replaced());
        assertEquals(StepEvent.Proof.READ_BACK, result.proof());
    }

    @Test
    void theServersOwnHashIsEnoughProof() throws Exception {
        fs.hash = HashAlgorithm.SHA_256;

        TransferResult result = verifyingContent().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertEquals(StepEvent.Proof.SERVER_HASH, result.proof());
        assertTrue(fs.steps.stream().noneMatch(step -> step.startsWith("get")));
    }

    @Test
    void aServerThatTellsNoSizesIsReadBackEvenWhenSizeWasAsked() throws Exception {
        fs.sizes = false;

        TransferResult result = transfer().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertEquals(StepEvent.Proof.READ_BACK, result.proof());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "/dir", "/dir/", "/dir/.", "/dir/.." })
    void aDirectoryGetsTheNameOfTheSourceAppended(String target) throws Exception {
        Files.createDirectory(server.resolve("dir"));

        TransferResult result = transfer().push(fs, localFile("fw.bin", NEW), target, recorder.monitor());

        assertTrue(result.target().endsWith("fw.bin"), result.target());
        assertArrayEquals(NEW, Files.readAllBytes(fs.path(result.target())));
    }

    @Test
    void aDirectoryInTheWayIsRefused() throws Exception {
        Files.createDirectories(server.resolve("dir/fw.bin"));
        Path source = localFile("fw.bin", NEW);

        Failure failure = failure(() -> transfer().push(fs, source, "/dir/", recorder.monitor()));

        assertEquals(FailureKind.EXISTS, failure.kind());
        assertEquals(List.of("stat /dir/fw.bin"), fs.steps);
    }

    @Test
    void anEmptyFileArrives() throws Exception {
        verifyingContent().push(fs, localFile("empty", new byte[0]), "/empty", recorder.monitor());

        assertEquals(0, Files.size(server.resolve("empty")));
    }

    @ParameterizedTest
    @ValueSource(ints = { Fingerprint.PIECE - 1, Fingerprint.PIECE, Fingerprint.PIECE + 1, 3 * Fingerprint.PIECE })
    void everyLengthArrivesWholeAndContinues(int length) throws Exception {
        byte[] content = bytes(9, length);
        Path source = localFile("fw.bin", content);
        transfer().push(fs, source, "/whole", recorder.monitor());
        assertArrayEquals(content, Files.readAllBytes(server.resolve("whole")));
        for (int there : new int[] { 1, length / 2, Fingerprint.PIECE - 2, length - 1 }) {
            serverFile(part("fw.bin", content), beginning(content, there));
            TransferResult result = verifyingContent().push(fs, source, "/fw.bin", recorder.monitor());
            assertEquals(Math.max(0, there - PushOperation.OVERLAP), result.resumedFrom());
            assertArrayEquals(content, Files.readAllBytes(server.resolve("fw.bin")));
        }
    }

    @Test
    void onlyTheMissingEndIsSentAgain() throws Exception {
        Path source = localFile("fw.bin", NEW);
        serverFile("fw.bin", OLD);
        fs.dieAt(7, true, true);
        Failure lost = failure(() -> transfer().push(fs, source, "/fw.bin", recorder.monitor()));
        assertEquals(FailureKind.LOST, lost.kind());
        assertEquals(Hint.RUN_AGAIN, lost.hint());
        assertArrayEquals(OLD, Files.readAllBytes(server.resolve("fw.bin")));
        assertArrayEquals(beginning(NEW, 3000), Files.readAllBytes(server.resolve(part("fw.bin", NEW))));
        fs.trap = null;
        recorder.events.clear();

        TransferResult result = transfer().push(fs, source, "/fw.bin", recorder.monitor());

        assertEquals(3000 - PushOperation.OVERLAP, result.resumedFrom());
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        assertEquals(new StepEvent.Transferred(4000 - PushOperation.OVERLAP, NEW.length), recorder.of(StepEvent.Transferred.class).get(0));
        assertEquals(List.of("fw.bin"), names(server));
    }

    @Test
    void freshRemovesWhatIsThere() throws Exception {
        serverFile(part("fw.bin", NEW), beginning(NEW, 3000));

        TransferResult result = transfer(TransferOptions.defaults().withResume(false)).push(fs, localFile("x", NEW), "/fw.bin",
                recorder.monitor());

        assertEquals(0, result.resumedFrom());
        assertEquals(List.of(new StepEvent.Removed("/" + part("fw.bin", NEW))), recorder.of(StepEvent.Removed.class));
    }

    @Test
    void ofACompleteTemporaryFileOnlyTheLastBytesAreSentAgain() throws Exception {
        serverFile(part("fw.bin", NEW), NEW);

        TransferResult result = verifyingContent().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertEquals(NEW.length - PushOperation.OVERLAP, result.resumedFrom());
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
    }

    /** A push was killed in data mode, and what the next one typed first ({@code AT}) became the end of the temporary file. */
    @Test
    void strayBytesAtTheEndOfATemporaryFileAreOverwritten() throws Exception {
        for (int there : new int[] { 3, 3000, NEW.length }) {
            byte[] stray = beginning(NEW, there);
            System.arraycopy("AT\r".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, stray, there - 3, 3);
            serverFile(part("fw.bin", NEW), stray);

            transfer(TransferOptions.defaults().withVerify(Verify.SIZE)).push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

            assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        }
    }

    @Test
    void aTemporaryFileLongerThanTheSourceIsThrownAway() throws Exception {
        serverFile(part("fw.bin", NEW), bytes(7, NEW.length + 1));

        assertEquals(0, verifyingContent().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor()).resumedFrom());
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
    }

    @Test
    void neitherTheTargetNorAPartOfOtherContentIsEverContinued() throws Exception {
        serverFile("fw.bin", beginning(NEW, 1000));
        serverFile(part("fw.bin", OLD), beginning(OLD, 1000));

        TransferResult result = transfer().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertEquals(0, result.resumedFrom());
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        assertArrayEquals(beginning(OLD, 1000), Files.readAllBytes(server.resolve(part("fw.bin", OLD))));
    }

    @Test
    void aRefusedRestartBeginsAtZeroAndSaysSo() throws Exception {
        fs.refuseRestart = true;
        serverFile(part("fw.bin", NEW), beginning(NEW, 1000 + PushOperation.OVERLAP));

        TransferResult result = verifyingContent().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertEquals(0, result.resumedFrom());
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
        assertEquals(List.of(new StepEvent.RestartRefused("/fw.bin", 1000, "502 REST not implemented")),
                recorder.of(StepEvent.RestartRefused.class));
        assertEquals(List.of(1000L, 0L), recorder.of(StepEvent.TransferStarted.class).stream()
                .map(StepEvent.TransferStarted::offset).toList());
    }

    @Test
    void aSessionThatCannotRestartBeginsAtZeroWithoutTrying() throws Exception {
        fs.restart = false;
        serverFile(part("fw.bin", NEW), beginning(NEW, 1000));

        assertEquals(0, transfer().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor()).resumedFrom());
        assertEquals(List.of(), recorder.of(StepEvent.RestartRefused.class));
    }

    @Test
    void aServerThatForbidsDeletingMayStillBeOverwritten() throws Exception {
        fs.deleteAllowed = false;
        serverFile(part("fw.bin", NEW), bytes(7, NEW.length + 1));

        transfer().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
    }

    @Test
    void theSuffixCanBeChosen() throws Exception {
        Path source = localFile("x", NEW);
        fs.dieAt(5, true, true);
        SafeTransfer transfer = transfer(TransferOptions.defaults().withPartialSuffix(".tmp"));

        failure(() -> transfer.push(fs, source, "/fw.bin", recorder.monitor()));

        assertEquals(List.of("fw.bin." + hash(NEW).prefix() + ".tmp"), names(server));
    }

    @Test
    void aSha256FileIsPutBesideTheTarget() throws Exception {
        serverFile("fw.bin.sha256", OLD);
        fs.renameOver = false;

        transfer(TransferOptions.defaults().withSha256(true)).push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertEquals(hash(NEW) + "  fw.bin\n", Files.readString(server.resolve("fw.bin.sha256")));
        assertEquals(List.of("fw.bin", "fw.bin.sha256"), names(server));
        assertEquals(1, recorder.of(StepEvent.TransferStarted.class).size());
    }

    @Test
    void theSha256FileSuitsSha256sum() throws Exception {
        Path file = localFile("a\\b c.bin", NEW);
        Files.writeString(local.resolve("sums"), Sha256File.line(hash(NEW), file.getFileName().toString()));

        Process process = new ProcessBuilder("sha256sum", "-c", "--strict",
                "sums").directory(local.toFile()).redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }

    @Test
    void inPlaceWritesStraightToTheTargetAndNeverContinues() throws Exception {
        serverFile("fw.bin", beginning(NEW, 1000));
        fs.renameAllowed = false;
        fs.deleteAllowed = false;

        TransferResult result = transfer(TransferOptions.defaults().withInPlace(true).withVerify(Verify.CONTENT)).push(fs,
                localFile("x", NEW), "/fw.bin", recorder.monitor());

        assertEquals(0, result.resumedFrom());
        assertTrue(result.replaced());
        assertTrue(fs.steps.contains("put /fw.bin 0"));
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("fw.bin")));
    }

    @Test
    void namesAtTheLimitPassAndOneByteMoreIsRefusedBeforeAnythingIsStored() throws Exception {
        String longest = "ä".repeat(118) + "x"; // 237 bytes + 18
        transfer().push(fs, localFile("x", NEW), "/" + longest, recorder.monitor());
        assertEquals(List.of(longest), names(server));

        Failure failure = failure(() -> transfer().push(fs, local.resolve("x"), "/" + longest + "y", recorder.monitor()));

        assertEquals(FailureKind.MISUSE, failure.kind());
        assertTrue(failure.detail().contains("has 256 bytes, at most 255"), failure.detail());
        assertEquals(List.of(longest), names(server));
        transfer(TransferOptions.defaults().withInPlace(true)).push(fs, local.resolve("x"), "/" + longest + "y", recorder.monitor());
        assertEquals(List.of(longest, longest + "y"), names(server));
    }

    @Test
    void theLimitOfTheWayCountsToo() throws Exception {
        fs.maximumPathBytes = 1 + 6 + 18;
        transfer().push(fs, localFile("x", NEW), "/fw.bin", recorder.monitor());
        fs.maximumPathBytes--;

        Failure failure = failure(() -> transfer().push(fs, local.resolve("x"), "/fw.bin", recorder.monitor()));

        assertEquals(FailureKind.MISUSE, failure.kind());
        assertTrue(failure.detail().contains("folder can send at most 24"), failure.detail());
    }

    @Test
    void aTargetThatWouldBeTakenForABackupIsRefused() throws Exception {
        Path source = localFile("x", NEW);

        assertEquals(FailureKind.MISUSE, failure(() -> transfer().push(fs, source, "/fw.bin.ferry-old", recorder.monitor())).kind());
        assertEquals(List.of(), names(server));
    }

    @Test
    void theSha256FilesNameIsCheckedFirst() throws Exception {
        fs.maximumPathBytes = 1 + 6 + 18;
        Path source = localFile("x", NEW);

        Failure failure = failure(
                () -> transfer(TransferOptions.defaults().withSha256(true)).push(fs, source, "/fw.bin", recorder.monitor()));

        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(List.of(), names(server));
    }

    @Test
    void aNameThatCouldStartAnotherCommandNeverReachesTheServer() throws IOException {
        Path source = localFile("x", NEW);

        Failure failure = failure(() -> transfer().push(fs, source, "/x\r\nDELE y", recorder.monitor()));

        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(List.of(), fs.steps);
        Path odd = localFile("a\nb", NEW);
        assertEquals(FailureKind.MISUSE, failure(() -> transfer().push(fs, odd, "/", recorder.monitor())).kind());
        assertEquals(List.of(), fs.steps);
    }

    @Test
    void aMissingSourceFailsBeforeAnythingIsAsked() {
        Failure failure = failure(() -> transfer().push(fs, local.resolve("none"), "/x", recorder.monitor()));

        assertEquals(Step.LOCAL_FILE, failure.step());
        assertEquals(FailureKind.LOCAL, failure.kind());
        assertEquals("no such file or directory", failure.detail());
        assertEquals(List.of(), fs.steps);
        assertEquals(FailureKind.LOCAL, failure(() -> transfer().push(fs, local, "/x", recorder.monitor())).kind());
    }

    @Test
    void anUnreadableSourceIsALocalFailure() {
        Source unreadable = new Source() {
            @Override
            public String name() {
                return "x";
            }

            @Override
            public String shown() {
                return "x";
            }

            @Override
            public Optional<java.time.Instant> modified() {
                return Optional.empty();
            }

            @Override
            public java.io.InputStream open() throws IOException {
                throw new java.nio.file.AccessDeniedException("x");
            }
        };

        Failure failure = failure(
                () -> new PushOperation(fs, unreadable, "/x", TransferOptions.defaults(), System::nanoTime).execute(recorder.monitor()));

        assertEquals("permission denied", failure.detail());
        assertEquals(List.of(), fs.steps);
    }
}
