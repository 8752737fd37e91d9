/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.atferry.command.internal.QftpOpeningTest.assertFailure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QftpTransferTest {

    private static final String CONNECT = "\r\nCONNECT\r\n";
    private static final String OPEN = "AT+QFTPOPEN=\"ftp.example.org\",21";
    private static final byte[] CONTENT = content(5000);

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        byte[] trap = "\r\nOK\r\n\r\n+QFTPGET: 0,5\r\n+++\u001a\r\nERROR\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(trap, 0, bytes, 100, trap.length);
        return bytes;
    }

    private static PlayedModule.Answer takes(int count, String end) {
        return module -> {
            module.send(CONNECT);
            module.receive(count);
            module.send(end);
        };
    }

    private static PlayedModule.Answer gives(byte[] bytes, String end) {
        return module -> {
            byte[] tail = end.getBytes(StandardCharsets.US_ASCII);
            byte[] head = CONNECT.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(head, head.length + bytes.length + tail.length);
            System.arraycopy(bytes, 0, all, head.length, bytes.length);
            System.arraycopy(tail, 0, all, head.length + bytes.length, tail.length);
            module.send(all);
        };
    }

    private static void put(RemoteFileSystem fs, Driver driver, String path, byte[] bytes, long offset) throws Failure {
        fs.put(path, new ByteArrayInputStream(bytes), offset, bytes.length, driver.monitor);
    }

    private static byte[] get(RemoteFileSystem fs, Driver driver, String path, long offset, long length) throws Failure {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        fs.get(path, sink, offset, length, driver.monitor);
        return sink.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\nOK\r\n\r\n+QFTPPUT: 0,5000\r\n", "\r\n+QFTPPUT: 0,5000\r\n\r\nOK\r\n",
            "\r\nOK\r\n\r\n+CREG: 1\r\n\r\n+QFTPPUT:0, 5000\r\n" })
    void anUploadIsOneCommandWithItsLength(String end) throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"fw.bin\",\"COM:\",0,5000,1", takes(5000, end));
        try (Driver driver = new Driver(module)) {
            put(driver.open(), driver, "fw.bin", CONTENT, 0);
            assertArrayEquals(CONTENT, module.data());
            assertEquals(List.of("AT+QFTPPUT=\"fw.bin\",\"COM:\",0,5000,1"), module.linesAfterLogin());
            List<StepEvent.Transferred> told = driver.events(StepEvent.Transferred.class);
            assertEquals(new StepEvent.Transferred(5000, 5000), told.get(told.size() - 1));
        }
    }

    @Test
    void aResumedUploadGoesOnAtItsOffset() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"a/fw.bin\",\"COM:\",1000,5000,1",
                takes(5000, "\r\nOK\r\n\r\n+QFTPPUT: 0,5000\r\n"));
        try (Driver driver = new Driver(module)) {
            put(driver.open(), driver, "a/fw.bin", CONTENT, 1000);
            List<StepEvent.Transferred> told = driver.events(StepEvent.Transferred.class);
            assertEquals(new StepEvent.Transferred(6000, 6000), told.get(told.size() - 1));
            assertTrue(told.stream().allMatch(event -> event.done() > 1000 && event.total() == 6000));
        }
    }

    @Test
    void anEmptyFileIsAnUploadOfNoBytes() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"empty\",\"COM:\",0,0,1", takes(0, "\r\nOK\r\n\r\n+QFTPPUT: 0,0\r\n"));
        try (Driver driver = new Driver(module)) {
            put(driver.open(), driver, "empty", new byte[0], 0);
            assertEquals(List.of("AT+QFTPPUT=\"empty\",\"COM:\",0,0,1"), module.linesAfterLogin());
        }
    }

    @Test
    void aVeryLongFileGoesInSeveralCommandsOnOneDataConnection() throws Failure {
        PlayedModule module = new PlayedModule()
                .when("AT+QFTPPUT=\"big\",\"COM:\",0,2048,0", takes(2048, "\r\nOK\r\n\r\n+QFTPPUT: 0,2048\r\n"))
                .when("AT+QFTPPUT=\"big\",\"COM:\",2048,2048,0", takes(2048, "\r\nOK\r\n\r\n+QFTPPUT: 0,2048\r\n"))
                .when("AT+QFTPPUT=\"big\",\"COM:\",4096,904,1", takes(904, "\r\nOK\r\n\r\n+QFTPPUT: 0,904\r\n"))
                .when("AT+QFTPGET=\"big\",\"COM:\",0,2048", gives(Arrays.copyOf(CONTENT, 2048), "\r\nOK\r\n\r\n+QFTPGET: 0,2048\r\n"))
                .when("AT+QFTPGET=\"big\",\"COM:\",2048,2048",
                        gives(Arrays.copyOfRange(CONTENT, 2048, 4096), "\r\nOK\r\n\r\n+QFTPGET: 0,2048\r\n"))
                .when("AT+QFTPGET=\"big\",\"COM:\",4096,904",
                        gives(Arrays.copyOfRange(CONTENT, 4096, 5000), "\r\nOK\r\n\r\n+QFTPGET: 0,904\r\n"));
        try (Driver driver = new Driver(module).windowOf(2048)) {
            RemoteFileSystem fs = driver.open();
            put(fs, driver, "big", CONTENT, 0);
            assertArrayEquals(CONTENT, module.data());
            assertArrayEquals(CONTENT, get(fs, driver, "big", 0, 5000));
        }
    }

    @Test
    void anUploadOfWhichTheModuleCountsLessIsIncomplete() {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",0,5000,1",
                takes(5000, "\r\nOK\r\n\r\n+QFTPPUT: 0,4990\r\n"));
        assertFailure(putFails(module, 0), Step.TRANSFER, FailureKind.INCOMPLETE, Hint.FLOW_CONTROL);
    }

    @Test
    @Tag("slow")
    void aSourceThatEndsEarlyIsALocalFailureAndTheNextCommandLogsInAgain() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",0,5001,1",
                takes(5003, "\r\nOK\r\n\r\n+QFTPPUT: 0,5000\r\n"))
                .when("AT+QFTPSIZE=\"f\"", "\r\nOK\r\n\r\n+QFTPSIZE: 0,5000\r\n");
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            Failure failure = assertThrows(Failure.class,
                    () -> fs.put("f", new ByteArrayInputStream(CONTENT), 0, 5001, driver.monitor));
            assertEquals(FailureKind.LOCAL, failure.kind());
            assertEquals(5000, fs.stat("f", driver.monitor).orElseThrow().size().orElse(-1));
            List<String> lines = module.lines();
            assertEquals(List.of("AT+QFTPCLOSE", OPEN, "AT+QFTPSIZE=\"f\""), lines.subList(lines.size() - 3, lines.size()));
        }
    }

    @Test
    void aFullDiskInTheMiddleEndsTheUpload() {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",0,5000,1",
                takes(3000, "\r\nOK\r\n\r\n+QFTPPUT: 629,552\r\n"));
        Failure failure = putFails(module, 0);
        assertFailure(failure, Step.TRANSFER, FailureKind.NO_SPACE, Hint.FREE_SPACE);
        assertEquals(552, failure.reply().orElseThrow().code());
        assertEquals(629, failure.moduleCode().orElseThrow().code());
        assertEquals("Requested file action aborted", failure.moduleCode().orElseThrow().text());
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\nOK\r\n\r\n+QFTPPUT: 612,0\r\n", "\r\n+QFTPPUT: 612,554\r\n", "\r\n+CME ERROR: 612\r\n",
            "\r\n+QFTPPUT: 622,502\r\n", "\r\nOK\r\n\r\n+QFTPPUT: 621,501\r\n", "\r\n+QFTPPUT: 620,500\r\n" })
    void aRefusedOffsetSaysSo(String answer) {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",10,5000,1", answer);
        assertEquals(FailureKind.RESTART_REFUSED, putFails(module, 10).kind());
    }

    @Test
    void anUnknownCommandAtOffsetZeroIsNoRefusedRestart() {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",0,5000,1", "\r\n+QFTPPUT: 622,502\r\n");
        assertFailure(putFails(module, 0), Step.TRANSFER, FailureKind.UNSUPPORTED, Hint.NONE);
    }

    @ParameterizedTest
    @CsvSource({ "'627,550',NOT_FOUND,CHECK_PATH,false", "'627,553',NOT_FOUND,CHECK_PATH,false", "'627,550',NO_RIGHT,CHECK_RIGHTS,true",
            "'627,553',NAME_NOT_ALLOWED,CHECK_RIGHTS,true" })
    void aRefusedUploadTellsAMissingDirectoryFromAMissingRight(String result, FailureKind kind, Hint hint, boolean directory)
            throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"d/f\",\"COM:\",0,5000,1", "\r\nOK\r\n\r\n+QFTPPUT: " + result + "\r\n")
                .when("AT+QFTPCWD=\"d\"", "\r\nOK\r\n\r\n+QFTPCWD: " + (directory ? "0,0" : "627,550") + "\r\n")
                .when("AT+QFTPCWD=\"/\"", "\r\nOK\r\n\r\n+QFTPCWD: 0,0\r\n");
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            Failure failure = assertThrows(Failure.class, () -> put(fs, driver, "d/f", CONTENT, 0));
            assertFailure(failure, Step.TRANSFER, kind, hint);
            assertEquals("d/f", failure.subject());
            assertEquals(directory, module.lines().contains("AT+QFTPCWD=\"/\""), "and back again");
        }
    }

    @Test
    void whenTheModuleWaitsForBytesThatWereSentTheLineLostThem() {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",0,5000,1",
                takes(5000, "\r\nOK\r\n\r\n+QFTPPUT: 609,0\r\n"));
        assertFailure(putFails(module, 0), Step.TRANSFER, FailureKind.TIMEOUT, Hint.FLOW_CONTROL);
    }

    @Test
    void aModuleThatStopsTakingDataIsATimeoutOfTheGap() {
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",0,5000,1", takes(5000, ""));
        FastTicker ticker = new FastTicker();
        try (Driver driver = new Driver(module, ticker)) {
            RemoteFileSystem fs = driver.open();
            ticker.speed(200);
            long start = ticker.nanoTime();
            Failure failure = assertThrows(Failure.class, () -> put(fs, driver, "f", CONTENT, 0));
            long virtual = TimeUnit.NANOSECONDS.toSeconds(ticker.nanoTime() - start);
            ticker.speed(1);
            assertEquals(FailureKind.TIMEOUT, failure.kind());
            assertTrue(virtual >= 90, "waited " + virtual + " s for the module's rsptimeout");
        } catch (Failure e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("slow")
    void cancellingAnUploadReturnsWithinASecondAndTheSessionIsClosedInOrder() throws Exception {
        int length = 10_000_000;
        CountDownLatch flowing = new CountDownLatch(1);
        PlayedModule module = new PlayedModule().when("AT+QFTPPUT=\"f\",\"COM:\",0,10000000,1", (PlayedModule.Answer) played -> {
            played.send(CONNECT);
            played.receive(1000);
            flowing.countDown();
            played.receiveUntilEscape();
            played.send("\r\nOK\r\n\r\n+QFTPPUT: 0,100000\r\n");
        });
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            CompletableFuture<Long> cancelled = CompletableFuture.supplyAsync(() -> {
                try {
                    flowing.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                driver.cancellation.cancel();
                return System.nanoTime();
            });
            Failure failure = assertThrows(Failure.class,
                    () -> fs.put("f", new ByteArrayInputStream(new byte[length]), 0, length, driver.monitor));
            assertEquals(FailureKind.CANCELLED, failure.kind());
            assertTrue(System.nanoTime() - cancelled.get() < Duration.ofSeconds(1).toNanos());
            fs.close();
            assertEquals("AT+QFTPCLOSE", module.lines().get(module.lines().size() - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\nOK\r\n\r\n+QFTPGET: 0,5000\r\n", "\r\n+QFTPGET: 0,5000\r\n\r\nOK\r\n" })
    void aDownloadEndsByItsLengthWhateverIsInIt(String end) throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"fw.bin\",\"COM:\",0,5000", gives(CONTENT, end));
        try (Driver driver = new Driver(module)) {
            assertArrayEquals(CONTENT, get(driver.open(), driver, "fw.bin", 0, 5000));
            assertEquals(List.of("AT+QFTPGET=\"fw.bin\",\"COM:\",0,5000"), module.linesAfterLogin());
            List<StepEvent.Transferred> told = driver.events(StepEvent.Transferred.class);
            assertEquals(new StepEvent.Transferred(5000, 5000), told.get(told.size() - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 11, 64 })
    void aDownloadMayComeInAnyPieces(int bytes) throws Failure {
        PlayedModule module = new PlayedModule().inPiecesOf(bytes).when("AT+QFTPGET=\"f\",\"COM:\",10,5000",
                gives(CONTENT, "\r\nOK\r\n\r\n+QFTPGET: 0,5000\r\n"));
        try (Driver driver = new Driver(module)) {
            assertArrayEquals(CONTENT, get(driver.open(), driver, "f", 10, 5000));
        }
    }

    @Test
    void aUrcBeforeConnectIsNoPartOfTheFile() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",0,5000", (PlayedModule.Answer) played -> {
            played.send("\r\n+QIND: SMS DONE\r\n\r\n+QFTPPUT: 609,0\r\n");
            gives(CONTENT, "\r\nOK\r\n\r\n+QFTPGET: 0,5000\r\n").play(played);
        });
        try (Driver driver = new Driver(module)) {
            assertArrayEquals(CONTENT, get(driver.open(), driver, "f", 0, 5000));
        }
    }

    @Test
    void nothingIsAskedForNoBytes() throws Failure {
        try (Driver driver = new Driver(new PlayedModule())) {
            assertArrayEquals(new byte[0], get(driver.open(), driver, "empty", 0, 0));
            assertEquals(List.of(), driver.module.linesAfterLogin());
        }
    }

    @Test
    void fewerBytesThanAskedForAreIncomplete() {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",0,5000",
                gives(Arrays.copyOf(CONTENT, 4000), "\r\nOK\r\n\r\n+QFTPGET: 0,4000\r\n"));
        Failure failure = getFails(module, 0);
        assertFailure(failure, Step.TRANSFER, FailureKind.INCOMPLETE, Hint.RUN_AGAIN);
        assertEquals("4000 of 5000 bytes came", failure.detail());
    }

    @Test
    void aCountThatDiffersFromTheDataIsIncomplete() {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",0,5000",
                gives(CONTENT, "\r\nOK\r\n\r\n+QFTPGET: 0,4999\r\n"));
        assertEquals(FailureKind.INCOMPLETE, getFails(module, 0).kind());
    }

    @Test
    void aMissingFileIsNotFound() {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",0,5000", "\r\nOK\r\n\r\n+QFTPGET: 627,550\r\n")
                .when("AT+QFTPSIZE=\"f\"", "\r\nOK\r\n\r\n+QFTPSIZE: 627,550\r\n");
        assertFailure(getFails(module, 0), Step.TRANSFER, FailureKind.NOT_FOUND, Hint.CHECK_PATH);
    }

    @Test
    void aFileThatIsThereButNotGivenIsAMissingRight() {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",0,5000", "\r\nOK\r\n\r\n+QFTPGET: 627,550\r\n")
                .when("AT+QFTPSIZE=\"f\"", "\r\nOK\r\n\r\n+QFTPSIZE: 0,5000\r\n");
        assertFailure(getFails(module, 0), Step.TRANSFER, FailureKind.NO_RIGHT, Hint.CHECK_RIGHTS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\nOK\r\n\r\n+QFTPGET: 627,550\r\n", "\r\nCONNECT\r\n\r\nOK\r\n\r\n+QFTPGET: 0,0\r\n" })
    void aStartAtTheEndOfTheFileIsIncompleteHoweverTheModuleSaysIt(String answer) {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",70,5000", answer).when("AT+QFTPSIZE=\"f\"",
                "\r\nOK\r\n\r\n+QFTPSIZE: 0,70\r\n");
        assertEquals(FailureKind.INCOMPLETE, getFails(module, 70).kind());
    }

    @Test
    void aRefusedRestartOfADownloadSaysSo() {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",70,5000", "\r\n+CME ERROR: 612\r\n");
        assertEquals(FailureKind.RESTART_REFUSED, getFails(module, 70).kind());
    }

    @Test
    @Tag("slow")
    void aSinkThatIsFullIsALocalFailure() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",0,5000",
                gives(CONTENT, "\r\nOK\r\n\r\n+QFTPGET: 0,5000\r\n"));
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            Failure failure = assertThrows(Failure.class, () -> fs.get("f", new FullDisk(), 0, 5000, driver.monitor));
            assertFailure(failure, Step.TRANSFER, FailureKind.LOCAL, Hint.LOCAL_DISK);
            assertEquals("no space left", failure.detail());
        }
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("no space left");
        }
    }

    @Test
    void withoutADataConnectionTheSessionIsClosedAndOpenedWhereItWas() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPGET=\"f\",\"COM:\",0,5000", "\r\n+CME ERROR: 615\r\n")
                .when("AT+QFTPPWD", "\r\nOK\r\n\r\n+QFTPPWD: 0,/home\r\n").when("AT+QFTPCWD=\"/home\"", "\r\nOK\r\n\r\n+QFTPCWD: 0,0\r\n")
                .when("AT+QFTPSIZE=\"f\"", "\r\nOK\r\n\r\n+QFTPSIZE: 0,5000\r\n");
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            assertEquals("/home", fs.workingDirectory(driver.monitor));
            assertFailure(assertThrows(Failure.class, () -> get(fs, driver, "f", 0, 5000)), Step.TRANSFER, FailureKind.DATA_CONNECTION,
                    Hint.DATA_CONNECTION);
            assertTrue(fs.stat("f", driver.monitor).isPresent());
            List<String> lines = module.lines();
            assertEquals(List.of("AT+QFTPCLOSE", OPEN, "AT+QFTPCWD=\"/home\"", "AT+QFTPSIZE=\"f\""),
                    lines.subList(lines.size() - 4, lines.size()));
        }
    }

    private static Failure putFails(PlayedModule module, long offset) {
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            return assertThrows(Failure.class, () -> put(fs, driver, "f", CONTENT, offset));
        } catch (Failure e) {
            throw new AssertionError(e);
        }
    }

    private static Failure getFails(PlayedModule module, long offset) {
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            return assertThrows(Failure.class, () -> get(fs, driver, "f", offset, 5000));
        } catch (Failure e) {
            throw new AssertionError(e);
        }
    }
}
