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

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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

class PullTest extends TransferTestCase {

    private Path target;

    @BeforeEach
    void fileOnServer() throws IOException {
        serverFile("fw.bin", NEW);
        target = local.resolve("fw.bin");
    }

    private TransferResult pull(SafeTransfer transfer) throws Failure {
        return transfer.pull(fs, "/fw.bin", target, recorder.monitor());
    }

    private void assertNoPart() {
        assertTrue(names(local).stream().noneMatch(name -> name.endsWith(".part")), () -> names(local).toString());
    }

    private Path part() {
        List<Path> parts = names(local).stream().filter(name -> name.matches("fw\\.bin\\.[0-9a-f]{12}\\.part"))
                .map(local::resolve).toList();
        assertEquals(1, parts.size(), () -> names(local).toString());
        return parts.get(0);
    }

    @Test
    void aFileComesWholeThroughATemporaryNameAndTellsItsSteps() throws Exception {
        TransferResult result = pull(transfer());

        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertEquals(List.of("fw.bin"), names(local));
        assertEquals(target.toString(), result.target());
        assertEquals(Optional.empty(), result.hash(), "nobody asked for it");
        assertEquals(NEW.length, result.length());
        assertEquals(StepEvent.Proof.SIZE, result.proof());
        assertFalse(result.replaced());
        assertEquals(List.of("TransferStarted", "Transferred", "Verified"), recorder.story());
        assertEquals(List.of(new StepEvent.TransferStarted("/fw.bin", StepEvent.Direction.DOWNLOAD, 0, NEW.length)),
                recorder.of(StepEvent.TransferStarted.class));
    }

    @Test
    void anOldFileIsReplacedAndItsLinkIsNotFollowed() throws Exception {
        Path elsewhere = localFile("elsewhere", OLD);
        Files.createSymbolicLink(target, elsewhere);

        assertTrue(pull(transfer()).replaced());

        assertArrayEquals(OLD, Files.readAllBytes(elsewhere));
        assertFalse(Files.isSymbolicLink(target));
        assertArrayEquals(NEW, Files.readAllBytes(target));
    }

    @Test
    void aDirectoryGetsTheLastElementOfTheSource() throws Exception {
        TransferResult result = transfer().pull(fs, "fw.bin", local, recorder.monitor());

        assertEquals(target.toString(), result.target());
    }

    @Test
    void anEmptyFileComes() throws Exception {
        serverFile("fw.bin", new byte[0]);

        assertEquals(0, pull(verifyingContent()).length());
        assertEquals(0, Files.size(target));
    }

    @Test
    void contentIsComparedWithTheServersHashOrElseWithASecondReading() throws Exception {
        assertEquals(StepEvent.Proof.READ_BACK, pull(verifyingContent()).proof());
        assertEquals(2, fs.steps.stream().filter(step -> step.startsWith("get")).count());
        fs.hash = HashAlgorithm.SHA_256;
        assertEquals(StepEvent.Proof.SERVER_HASH, pull(verifyingContent()).proof());
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void damageOnTheWayIsFoundByContentAndNothingIsLeft(boolean serverHash) throws Exception {
        localFile("fw.bin", OLD);
        fs.hash = serverHash ? HashAlgorithm.SHA_256 : null;
        fs.flipDown = 100;
        fs.trap = new StepTrap("data", () -> {
            fs.flipDown = fs.steps.stream().filter(step -> step.startsWith("get")).count() > 1 ? -1 : 100;
            return null;
        });

        Failure failure = failure(() -> pull(verifyingContent()));

        assertEquals(FailureKind.DIFFERS, failure.kind());
        assertEquals(Hint.DAMAGED, failure.hint());
        assertArrayEquals(OLD, Files.readAllBytes(target));
        assertNoPart();
    }

    @Test
    void whatWasCutOffIsContinued() throws Exception {
        localFile("fw.bin", OLD);
        fs.dieAt(5, true, true);
        Failure failure = failure(() -> pull(transfer()));
        assertEquals(FailureKind.LOST, failure.kind());
        assertEquals(Hint.RUN_AGAIN, failure.hint());
        assertArrayEquals(OLD, Files.readAllBytes(target));
        assertArrayEquals(beginning(NEW, 3000), Files.readAllBytes(part()));
        fs.trap = null;

        TransferResult result = pull(verifyingContent());

        assertEquals(3000, result.resumedFrom());
        assertTrue(result.replaced());
        assertEquals(Optional.of(hash(NEW)), result.hash());
        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertNoPart();
    }

    @ParameterizedTest
    @EnumSource(value = FailureKind.class, names = { "LOST", "TIMEOUT", "DATA_CONNECTION", "INCOMPLETE", "CANCELLED" })
    void everyInterruptionKeepsThePart(FailureKind kind) throws Exception {
        fs.duringGet = () -> sneak(Failure.at(Step.TRANSFER).kind(kind).build());

        assertEquals(Hint.RUN_AGAIN, failure(() -> pull(transfer())).hint());
        assertEquals(1000, Files.size(part()));
    }

    @ParameterizedTest
    @EnumSource(value = Hint.class, names = { "DAMAGED", "FLOW_CONTROL" })
    void bytesLostOnTheLineLeaveNothing(Hint hint) throws Exception {
        fs.duringGet = () -> sneak(Failure.at(Step.TRANSFER).kind(FailureKind.INCOMPLETE).hint(hint).build());

        assertEquals(FailureKind.INCOMPLETE, failure(() -> pull(transfer())).kind());
        assertEquals(List.of(), names(local));
    }

    @Test
    void cancellingKeepsThePartAndStopsAtOnce() throws Exception {
        fs.duringGet = recorder.cancellation::cancel;

        assertEquals(FailureKind.CANCELLED, failure(() -> pull(transfer())).kind());
        assertEquals(1000, Files.size(part()));
        assertFalse(Files.exists(target));
    }

    @Test
    void fewerBytesThanAnnouncedAreNoSuccessEvenWhenTheServerSaysSo() throws Exception {
        localFile("fw.bin", OLD);
        fs.shortIsSuccess = true;
        fs.duringGet = () -> write(server.resolve("fw.bin"), beginning(NEW, 1000));

        Failure failure = failure(() -> pull(transfer()));

        assertEquals(FailureKind.INCOMPLETE, failure.kind());
        assertEquals("1000 bytes came, 5432 were announced", failure.detail());
        assertArrayEquals(OLD, Files.readAllBytes(target));
        assertEquals(1000, Files.size(part()));
    }

    @Test
    void moreBytesThanAnnouncedAreRefused() throws Exception {
        try (LocalPart part = LocalPart.open(local.resolve("p"), 10, UnaryOperator.identity(), false)) {
            OutputStream sink = part.sink();
            sink.write(1);
            assertThrows(IOException.class, () -> sink.write(new byte[10]));
            assertEquals(FailureKind.INCOMPLETE, part.problem().kind());
            assertTrue(TransferFailures.isDamage(part.problem()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "size", "time", "origin", "no time", "no origin", "no restart", "fresh" })
    void onlyTheVerySameRemoteFileIsContinued(String change) throws Exception {
        fs.duringGet = recorder.cancellation::cancel;
        failure(() -> pull(transfer()));
        fs.duringGet = () -> { };
        byte[] other = bytes(8, change.equals("size") ? NEW.length + 1 : NEW.length);
        serverFile("fw.bin", other);
        if (change.equals("time")) {
            Files.setLastModifiedTime(server.resolve("fw.bin"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        }
        fs.times = !change.equals("no time");
        fs.restart = !change.equals("no restart");
        fs.origin = change.equals("no origin") ? null : change.equals("origin") ? "ftp://other@host:21" : fs.origin;

        TransferResult result = transfer(TransferOptions.defaults().withResume(!change.equals("fresh"))).pull(fs, "/fw.bin", target,
                new Recorder().monitor());

        assertEquals(0, result.resumedFrom());
        assertArrayEquals(other, Files.readAllBytes(target));
    }

    @Test
    void aRelativePathAndItsAbsoluteFormAreTheSameFile() throws Exception {
        fs.duringGet = recorder.cancellation::cancel;
        failure(() -> pull(transfer()));
        fs.duringGet = () -> { };

        assertEquals(1000, transfer().pull(fs, "fw.bin", target, new Recorder().monitor()).resumedFrom());
    }

    @Test
    void whatCannotBeContinuedIsNotLeftBehind() throws Exception {
        fs.times = false;
        fs.duringGet = recorder.cancellation::cancel;

        Failure failure = failure(() -> pull(transfer()));

        assertEquals(Hint.NONE, failure.hint());
        assertEquals(List.of(), names(local));
    }

    @Test
    void aRefusedRestartBeginsAtZeroAndSaysSo() throws Exception {
        fs.duringGet = recorder.cancellation::cancel;
        failure(() -> pull(transfer()));
        fs.duringGet = () -> { };
        fs.refuseRestart = true;
        Recorder second = new Recorder();

        TransferResult result = transfer().pull(fs, "/fw.bin", target, second.monitor());

        assertEquals(0, result.resumedFrom());
        assertArrayEquals(NEW, Files.readAllBytes(target));
        assertEquals(List.of(new StepEvent.RestartRefused("/fw.bin", 1000, "no REST")), second.of(StepEvent.RestartRefused.class));
    }

    @ParameterizedTest
    @ValueSource(ints = { 5432, 6000 })
    void aSourceThatChangesWhileItIsReadIsNotKept(int length) throws Exception {
        fs.duringGet = () -> {
            write(server.resolve("fw.bin"), bytes(3, length));
            touch(server.resolve("fw.bin"));
        };

        Failure failure = failure(() -> pull(transfer()));

        assertEquals(Hint.SOURCE_CHANGED, failure.hint());
        assertEquals(List.of(), names(local));
    }

    @Test
    void aFullLocalDiskRemovesThePart() throws Exception {
        localFile("fw.bin", OLD);
        SafeTransfer full = new SafeTransfer(TransferOptions.defaults(), System::nanoTime, FullDisk::new);

        Failure failure = failure(() -> pull(full));

        assertEquals(Step.LOCAL_FILE, failure.step());
        assertEquals(FailureKind.LOCAL, failure.kind());
        assertEquals("No space left on device", failure.detail());
        assertEquals(Hint.LOCAL_DISK, failure.hint());
        assertArrayEquals(OLD, Files.readAllBytes(target));
        assertNoPart();
    }

    @Test
    void aMissingLocalDirectoryIsALocalFailureBeforeAByteIsAsked() {
        Failure failure = failure(() -> transfer().pull(fs, "/fw.bin", local.resolve("none/fw.bin"), recorder.monitor()));

        assertEquals(FailureKind.LOCAL, failure.kind());
        assertTrue(fs.steps.stream().noneMatch(step -> step.startsWith("get")));
    }

    @Test
    void aDirectoryThatHasTheNameIsNotReplaced() throws Exception {
        Files.createDirectory(target);

        assertEquals(FailureKind.LOCAL, failure(() -> transfer().pull(fs, "/fw.bin", local, recorder.monitor())).kind());
    }

    @Test
    void whatIsNoRegularFileIsNotReplaced() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", target.toString()).start();
        assertEquals(0, mkfifo.waitFor());

        Failure failure = failure(() -> pull(transfer()));

        assertEquals(FailureKind.LOCAL, failure.kind());
        assertEquals("is there and is no regular file", failure.detail());
        assertTrue(Files.exists(target) && !Files.isRegularFile(target));
        assertEquals(List.of("fw.bin"), names(local));
    }

    @Test
    void aPlantedLinkInPlaceOfThePartIsNotFollowed() throws Exception {
        fs.duringGet = recorder.cancellation::cancel;
        failure(() -> pull(transfer()));
        fs.duringGet = () -> { };
        Path victim = localFile("victim", OLD);
        Path part = part();
        Files.delete(part);
        Files.createSymbolicLink(part, victim);

        Failure failure = failure(() -> transfer().pull(fs, "/fw.bin", target, new Recorder().monitor()));

        assertEquals(FailureKind.LOCAL, failure.kind());
        assertArrayEquals(OLD, Files.readAllBytes(victim));
    }

    @Test
    void twoTransfersDoNotWriteTheSamePart() throws Exception {
        fs.duringGet = () -> {
            FolderFileSystem second = new FolderFileSystem(server);
            Failure failure = failure(() -> transfer().pull(second, "/fw.bin", target, new Recorder().monitor()));
            assertEquals(FailureKind.BUSY, failure.kind());
        };

        pull(transfer());

        assertArrayEquals(NEW, Files.readAllBytes(target));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Failure failure = failure(() -> transfer().pull(fs, "/none", target, recorder.monitor()));

        assertEquals(FailureKind.NOT_FOUND, failure.kind());
        assertEquals(Step.STAT, failure.step());
        assertEquals(List.of(), names(local));
    }

    @Test
    void aDirectoryIsMisuse() throws Exception {
        Files.createDirectory(server.resolve("dir"));

        assertEquals(FailureKind.MISUSE, failure(() -> transfer().pull(fs, "/dir", target, recorder.monitor())).kind());
    }

    @Test
    void aServerThatDoesNotSayTheLengthCannotBeReadSafely() {
        fs.sizes = false;

        assertEquals(FailureKind.UNSUPPORTED, failure(() -> pull(transfer())).kind());
    }

    @Test
    void aBadNameFromTheServerNeverBecomesALocalName() throws Exception {
        for (String name : List.of("C:x", "CON", "nul.txt", "a\\b")) {
            serverFile(name, NEW);
            assertEquals(FailureKind.MISUSE, failure(() -> transfer().pull(fs, "/" + name, local, recorder.monitor())).kind(), name);
        }
        assertEquals(FailureKind.MISUSE, failure(() -> transfer().pull(fs, "/a\r\nDELE b", local, recorder.monitor())).kind());
        assertEquals(List.of(), names(local));
    }

    @Test
    void aSha256FileIsWrittenOnRequest() throws Exception {
        localFile("fw.bin.sha256", OLD);

        pull(transfer(TransferOptions.defaults().withSha256(true)));

        assertEquals(hash(NEW) + "  fw.bin\n", Files.readString(local.resolve("fw.bin.sha256")));
        assertEquals(List.of("fw.bin", "fw.bin.sha256"), names(local));
    }

    @Test
    void aKillAtAnyStepLeavesTheOldFileAndTheNextPullFinishes() throws Exception {
        boolean ended = true;
        for (int step = 1; ended; step++) {
            localFile("fw.bin", OLD);
            fs = new FolderFileSystem(server).dieAt(step, step % 2 == 0, false);
            try {
                pull(verifyingContent());
                ended = false;
            } catch (FolderFileSystem.Crash e) {
                assertArrayEquals(OLD, Files.readAllBytes(target));
            }
            fs = new FolderFileSystem(server);

            TransferResult result = pull(verifyingContent());

            assertEquals(Optional.of(hash(NEW)), result.hash());
            assertArrayEquals(NEW, Files.readAllBytes(target));
            assertEquals(List.of("fw.bin"), names(local));
        }
    }

    @Test
    void anExistingPartThatIsLockedByAnotherProcessCountsAsBusy() throws Exception {
        fs.duringGet = recorder.cancellation::cancel;
        failure(() -> pull(transfer()));
        Path part = part();
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE); var lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertEquals(FailureKind.BUSY, failure(() -> transfer().pull(fs, "/fw.bin", target, new Recorder().monitor())).kind());
        }
        assertEquals(1000, Files.size(part));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-02-02T02:02:02Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Takes 2,500 bytes. */
    private static final class FullDisk extends FilterOutputStream {
        private int free = 2500;

        FullDisk(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int taken = Math.min(free, length);
            out.write(bytes, offset, taken);
            free -= taken;
            if (taken < length) {
                throw new IOException("No space left on device");
            }
        }
    }
}
