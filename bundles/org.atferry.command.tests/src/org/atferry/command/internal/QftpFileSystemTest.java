/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.atferry.command.internal.QftpOpeningTest.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Capabilities;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QftpFileSystemTest {

    private static final String OPEN = "AT+QFTPOPEN=\"ftp.example.org\",21";
    private static final String UNSUPPORTED = "\r\nOK\r\n\r\n+QFTPMLSD: 620,500\r\n";

    /** A piece of work on an open file system. */
    @FunctionalInterface
    private interface Work {
        void run(RemoteFileSystem fs, Monitor monitor) throws Failure;
    }

    private static void with(PlayedModule module, Work work) throws Failure {
        try (Driver driver = new Driver(module)) {
            work.run(driver.open(), driver.monitor);
        }
    }

    private static Failure failing(PlayedModule module, Work work) {
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            return assertThrows(Failure.class, () -> work.run(fs, driver.monitor));
        } catch (Failure e) {
            throw new AssertionError(e);
        }
    }

    private static String result(String command, String value) {
        return "\r\nOK\r\n\r\n+" + command + ": " + value + "\r\n";
    }

    private static String listing(String command, String text) {
        return "\r\nCONNECT\r\n" + text + result(command, "0," + text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource({ "'0,\"/\"',/", "'0,/',/", "'0,\"/a b,c\"','/a b,c'", "'0,/固件',/固件" })
    void theWorkingDirectoryMayBeQuotedOrNot(String value, String expected) throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPPWD", result("QFTPPWD", value));
        with(module, (fs, monitor) -> {
            assertEquals(expected, fs.workingDirectory(monitor));
            assertEquals(expected, fs.workingDirectory(monitor));
            assertEquals(List.of("AT+QFTPPWD"), module.linesAfterLogin(), "asked once: only this session changes it");
        });
    }

    @Test
    void aListingIsReadWithItsFacts() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPMLSD=\".\",\"COM:\"", listing("QFTPMLSD", """
                Type=cdir;Modify=20240131120000; .
                Type=pdir; ..
                Type=dir;Modify=20240131120000;Perm=el; sub dir
                Type=file;Size=12;Modify=20240229235959.123;Perm=r; OK
                type=file;size=5; +CME ERROR: 5
                type=OS.unix=slink:/x;size=3; 链接
                """.replace("\n", "\r\n")));
        with(module, (fs, monitor) -> assertEquals(List.of(
                new RemoteEntry("sub dir", RemoteEntry.Kind.DIRECTORY, java.util.OptionalLong.empty(),
                        Optional.of(Instant.parse("2024-01-31T12:00:00Z")), Optional.of("el")),
                new RemoteEntry("OK", RemoteEntry.Kind.FILE, java.util.OptionalLong.of(12),
                        Optional.of(Instant.parse("2024-02-29T23:59:59Z")), Optional.of("r")),
                RemoteEntry.file("+CME ERROR: 5", 5),
                new RemoteEntry("链接", RemoteEntry.Kind.LINK, java.util.OptionalLong.of(3), Optional.empty(), Optional.empty())),
                fs.list("", monitor)));
    }

    @Test
    void anEmptyDirectoryIsToldFromAMissingOne() throws Failure {
        PlayedModule there = new PlayedModule().when("AT+QFTPMLSD=\"d\",\"COM:\"", listing("QFTPMLSD", ""))
                .when("AT+QFTPCWD=\"d\"", result("QFTPCWD", "0,0")).when("AT+QFTPCWD=\"/\"", result("QFTPCWD", "0,0"));
        with(there, (fs, monitor) -> assertEquals(List.of(), fs.list("d", monitor)));
        PlayedModule missing = new PlayedModule().when("AT+QFTPMLSD=\"d\",\"COM:\"", listing("QFTPMLSD", ""))
                .when("AT+QFTPCWD=\"d\"", result("QFTPCWD", "627,550"));
        assertFailure(failing(missing, (fs, monitor) -> fs.list("d", monitor)), Step.LIST, FailureKind.NOT_FOUND, Hint.CHECK_PATH);
        PlayedModule refused = new PlayedModule().when("AT+QFTPMLSD=\"d\",\"COM:\"", result("QFTPMLSD", "627,550"));
        assertFailure(failing(refused, (fs, monitor) -> fs.list("d", monitor)), Step.LIST, FailureKind.NOT_FOUND, Hint.CHECK_PATH);
    }

    @Test
    void aServerWithoutMlsdIsAskedForListFromThenOn() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPMLSD=\".\",\"COM:\"", UNSUPPORTED)
                .when("AT+QFTPLIST=\".\",\"COM:\"", listing("QFTPLIST", "total 8\r\n"
                        + "drwxr-xr-x    2 1000     1000         4096 Jan 31 12:00 sub dir\r\n"
                        + "-rw-r--r--    1 ftp      ftp       1048576 Feb 29  2024 fw 1.bin\r\n"))
                .when("AT+QFTPCWD=\"sub dir\"", result("QFTPCWD", "0,0")).when("AT+QFTPCWD=\"/\"", result("QFTPCWD", "0,0"));
        with(module, (fs, monitor) -> {
            List<RemoteEntry> entries = fs.list("", monitor);
            assertEquals(List.of("sub dir", "fw 1.bin"), entries.stream().map(RemoteEntry::name).toList());
            assertTrue(entries.get(0).isDirectory());
            assertEquals(1048576, entries.get(1).size().getAsLong());
            assertEquals(2, fs.list("sub dir", monitor).size());
            assertEquals(List.of("AT+QFTPMLSD=\".\",\"COM:\"", "AT+QFTPPWD", "AT+QFTPLIST=\".\",\"COM:\"", "AT+QFTPCWD=\"sub dir\"",
                    "AT+QFTPLIST=\".\",\"COM:\"", "AT+QFTPCWD=\"/\""), module.linesAfterLogin());
        });
    }

    @Test
    void aMissingDirectoryIsNotFoundWithListToo() {
        PlayedModule module = new PlayedModule().when("AT+QFTPMLSD=\"nix\",\"COM:\"", UNSUPPORTED).when("AT+QFTPCWD=\"nix\"",
                result("QFTPCWD", "627,550"));
        assertFailure(failing(module, (fs, monitor) -> fs.list("nix", monitor)), Step.LIST, FailureKind.NOT_FOUND, Hint.CHECK_PATH);
    }

    @Test
    void whatAConsumerThrowsComesOutAfterTheListing() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPMLSD=\".\",\"COM:\"", listing("QFTPMLSD", "type=file; a\r\ntype=file; b\r\n"))
                .when("AT+QFTPSIZE=\"a\"", result("QFTPSIZE", "0,1"));
        with(module, (fs, monitor) -> {
            List<String> seen = new ArrayList<>();
            assertThrows(IllegalStateException.class, () -> fs.list(".", entry -> {
                seen.add(entry.name());
                throw new IllegalStateException("mine");
            }, monitor));
            assertEquals(List.of("a"), seen);
            assertTrue(fs.stat("a", monitor).isPresent(), "the session is in step");
        });
    }

    @Test
    void aCallFromWithinAListingIsMisuseAndNoDeadlock() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPMLSD=\".\",\"COM:\"", listing("QFTPMLSD", "type=file; a\r\n"));
        with(module, (fs, monitor) -> {
            List<FailureKind> kinds = new ArrayList<>();
            fs.list(".", entry -> kinds.add(assertThrows(Failure.class, () -> fs.stat("a", monitor)).kind()), monitor);
            assertEquals(List.of(FailureKind.MISUSE), kinds);
        });
    }

    @Test
    void aFileIsFoundByItsSizeAndADirectoryByGoingThere() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPSIZE=\"a/f.bin\"", result("QFTPSIZE", "0,4294967296"))
                .when("AT+QFTPSIZE=\"a\"", result("QFTPSIZE", "627,550")).when("AT+QFTPCWD=\"a\"", result("QFTPCWD", "0,0"))
                .when("AT+QFTPCWD=\"/\"", result("QFTPCWD", "0,0")).when("AT+QFTPSIZE=\"nix\"", result("QFTPSIZE", "627,550"))
                .when("AT+QFTPCWD=\"nix\"", result("QFTPCWD", "627,550"));
        with(module, (fs, monitor) -> {
            assertEquals(Optional.of(RemoteEntry.file("f.bin", 4294967296L)), fs.stat("a/f.bin", monitor));
            assertEquals(Optional.of(RemoteEntry.directory("a")), fs.stat("a", monitor));
            assertEquals(Optional.empty(), fs.stat("nix", monitor));
            assertEquals(Optional.of(RemoteEntry.directory("/")), fs.stat("/", monitor));
            assertEquals(List.of("AT+QFTPSIZE=\"a/f.bin\"", "AT+QFTPSIZE=\"a\"", "AT+QFTPPWD", "AT+QFTPCWD=\"a\"", "AT+QFTPCWD=\"/\"",
                    "AT+QFTPSIZE=\"nix\"", "AT+QFTPCWD=\"nix\""), module.linesAfterLogin());
        });
    }

    @Test
    void aServerWithoutSizeIsAskedForTheListingOfTheParent() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPSIZE=\"d/b\"", result("QFTPSIZE", "622,502"))
                .when("AT+QFTPMLSD=\"d\",\"COM:\"", listing("QFTPMLSD", "type=file;size=1; a\r\ntype=file;size=2; b\r\n"));
        with(module, (fs, monitor) -> assertEquals(Optional.of(RemoteEntry.file("b", 2)), fs.stat("d/b", monitor)));
    }

    @Test
    void aNameTooLongToGoToIsLookedForInItsParent() throws Failure {
        String name = "n".repeat(200);
        PlayedModule module = new PlayedModule().when("AT+QFTPSIZE=\"" + name + "\"", result("QFTPSIZE", "627,550"))
                .when("AT+QFTPMLSD=\".\",\"COM:\"", listing("QFTPMLSD", "type=dir; " + name + "\r\n"));
        with(module, (fs, monitor) -> assertTrue(fs.stat(name, monitor).orElseThrow().isDirectory()));
    }

    @Test
    void theRestOfTheCommandsAreThoseOfTheManual() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPDEL=\"f\"", result("QFTPDEL", "0,0"))
                .when("AT+QFTPRENAME=\"a,b\",\"c d\"", result("QFTPRENAME", "0,0")).when("AT+QFTPMKDIR=\"固\"", result("QFTPMKDIR", "0,0"))
                .when("AT+QFTPRMDIR=\"d\"", result("QFTPRMDIR", "0,0"));
        with(module, (fs, monitor) -> {
            fs.delete("f", monitor);
            fs.rename("a,b", "c d", monitor);
            fs.makeDirectory("固", monitor);
            fs.removeDirectory("d", monitor);
            assertEquals(List.of("AT+QFTPDEL=\"f\"", "AT+QFTPRENAME=\"a,b\",\"c d\"", "AT+QFTPMKDIR=\"固\"", "AT+QFTPRMDIR=\"d\""),
                    module.linesAfterLogin());
            assertEquals(new Capabilities("qftp", 255, true), fs.capabilities());
        });
    }

    @ParameterizedTest
    @CsvSource({ "false,false,NOT_FOUND,CHECK_PATH", "true,false,NO_RIGHT,CHECK_RIGHTS", "false,true,REFUSED,CHECK_PATH" })
    void aRefusedDeleteSaysWhatIsThere(boolean file, boolean directory, FailureKind kind, Hint hint) {
        PlayedModule module = there("f", file, directory).when("AT+QFTPDEL=\"f\"", result("QFTPDEL", "627,550"));
        assertFailure(failing(module, (fs, monitor) -> fs.delete("f", monitor)), Step.DELETE, kind, hint);
    }

    @ParameterizedTest
    @CsvSource({ "true,EXISTS,CHECK_NAME", "false,NO_RIGHT,CHECK_RIGHTS" })
    void aRefusedDirectorySaysWhetherItIsThere(boolean directory, FailureKind kind, Hint hint) {
        PlayedModule module = there("d", false, directory).when("AT+QFTPMKDIR=\"d\"", result("QFTPMKDIR", "627,550"));
        assertFailure(failing(module, (fs, monitor) -> fs.makeDirectory("d", monitor)), Step.MAKE_DIRECTORY, kind, hint);
    }

    @ParameterizedTest
    @CsvSource({ "true,REFUSED,NOT_EMPTY", "false,NOT_FOUND,CHECK_PATH" })
    void aDirectoryThatIsNotRemovedMayNotBeEmpty(boolean directory, FailureKind kind, Hint hint) {
        PlayedModule module = there("d", false, directory).when("AT+QFTPRMDIR=\"d\"", result("QFTPRMDIR", "627,550"));
        assertFailure(failing(module, (fs, monitor) -> fs.removeDirectory("d", monitor)), Step.REMOVE_DIRECTORY, kind, hint);
    }

    @ParameterizedTest
    @CsvSource({ "false,false,NOT_FOUND,CHECK_PATH,550", "true,true,EXISTS,CHECK_NAME,553", "true,false,NO_RIGHT,CHECK_RIGHTS,550",
            "true,false,NAME_NOT_ALLOWED,CHECK_RIGHTS,553" })
    void aRefusedRenameSaysWhatIsThere(boolean from, boolean to, FailureKind kind, Hint hint, int reply) {
        PlayedModule module = there("b", to, false);
        module.when("AT+QFTPSIZE=\"a\"", result("QFTPSIZE", from ? "0,1" : "627,550")).when("AT+QFTPCWD=\"a\"",
                result("QFTPCWD", "627,550")).when("AT+QFTPRENAME=\"a\",\"b\"", result("QFTPRENAME", "627," + reply));
        assertFailure(failing(module, (fs, monitor) -> fs.rename("a", "b", monitor)), Step.RENAME, kind, hint);
    }

    private static PlayedModule there(String name, boolean file, boolean directory) {
        return new PlayedModule().when("AT+QFTPSIZE=\"" + name + "\"", result("QFTPSIZE", file ? "0,1" : "627,550"))
                .when("AT+QFTPCWD=\"" + name + "\"", result("QFTPCWD", directory ? "0,0" : "627,550"))
                .when("AT+QFTPCWD=\"/\"", result("QFTPCWD", "0,0"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\"b", "a\rATD123;", "a\nb", "a\u0000b", "a\u001bb", "a\u001ab", "a\u0085b", "a\ud800b" })
    void aNameThatCouldStartAnotherCommandIsRefusedBeforeAByteIsSent(String name) throws Failure {
        PlayedModule module = new PlayedModule();
        with(module, (fs, monitor) -> {
            List<Work> works = List.of((f, m) -> f.delete(name, m), (f, m) -> f.rename("x", name, m), (f, m) -> f.stat(name, m),
                    (f, m) -> f.list(name, m), (f, m) -> f.makeDirectory(name, m), (f, m) -> f.removeDirectory(name, m),
                    (f, m) -> f.put(name, java.io.InputStream.nullInputStream(), 0, 0, m),
                    (f, m) -> f.get(name, java.io.OutputStream.nullOutputStream(), 0, 1, m));
            for (Work work : works) {
                Failure failure = assertThrows(Failure.class, () -> work.run(fs, monitor));
                assertEquals(FailureKind.MISUSE + " " + Hint.NAME_NOT_SENDABLE, failure.kind() + " " + failure.hint());
                assertFalse(failure.detail().isEmpty());
            }
            assertEquals(List.of(), module.linesAfterLogin());
        });
    }

    @Test
    void aPathMayHave255BytesAndNotOneMore() throws Failure {
        String longest = "模".repeat(85);
        PlayedModule module = new PlayedModule().when("AT+QFTPDEL=\"" + longest + "\"", result("QFTPDEL", "0,0"));
        with(module, (fs, monitor) -> {
            fs.delete(longest, monitor);
            Failure failure = assertThrows(Failure.class, () -> fs.delete(longest + "x", monitor));
            assertEquals("256 bytes; the module takes at most 255", failure.detail());
            assertEquals(FailureKind.MISUSE, assertThrows(Failure.class, () -> fs.delete("", monitor)).kind());
        });
    }

    @ParameterizedTest
    @CsvSource({ "'\r\n+QIURC: \"pdpdeact\",1\r\n','the network deactivated the PDP context 1'", "'\r\nRDY\r\n','the module restarted'" })
    void aLostModuleEndsTheRunningCommandAtOnceAndAllLaterOnes(String urc, String words) throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPSIZE=\"f\"", "\r\nOK\r\n" + urc);
        with(module, (fs, monitor) -> {
            Failure first = assertThrows(Failure.class, () -> fs.stat("f", monitor));
            assertFailure(first, Step.STAT, FailureKind.LOST, Hint.RUN_AGAIN);
            assertEquals(words, first.detail());
            assertEquals(words, assertThrows(Failure.class, () -> fs.delete("f", monitor)).detail());
            assertEquals(List.of("AT+QFTPSIZE=\"f\""), module.linesAfterLogin());
        });
    }

    @Test
    void theLossOfAnotherContextIsNoLoss() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPSIZE=\"f\"",
                "\r\n+QIURC: \"pdpdeact\",2\r\n\r\nOK\r\n\r\n+CREG: 1\r\n\r\n+QFTPSIZE: 0,5\r\n");
        with(module, (fs, monitor) -> assertEquals(5, fs.stat("f", monitor).orElseThrow().size().getAsLong()));
    }

    @Test
    void aPulledPortIsLost() throws Failure {
        PlayedModule module = new PlayedModule();
        module.when("AT+QFTPSIZE=\"f\"", (PlayedModule.Answer) played -> played.hangUp());
        with(module, (fs, monitor) -> assertFailure(assertThrows(Failure.class, () -> fs.stat("f", monitor)), Step.STAT, FailureKind.LOST,
                Hint.PORT_PULLED));
    }

    @Test
    void aCommandWithoutAResultIsATimeoutAndTheContextIsActivatedAgain() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPDEL=\"f\"", "\r\nOK\r\n", result("QFTPDEL", "0,0")).ok("AT+QIDEACT=1")
                .ok("AT+QIACT=1");
        FastTicker ticker = new FastTicker();
        try (Driver driver = new Driver(module, ticker)) {
            RemoteFileSystem fs = driver.open();
            ticker.speed(200);
            long start = ticker.nanoTime();
            Failure failure = assertThrows(Failure.class, () -> fs.delete("f", driver.monitor));
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(ticker.nanoTime() - start) >= 90);
            ticker.speed(1);
            assertFailure(failure, Step.DELETE, FailureKind.TIMEOUT, Hint.MODULE_STUCK);
            fs.delete("f", driver.monitor);
            List<String> lines = module.lines().stream().filter(line -> !line.equals("AT")).toList();
            assertEquals(List.of("AT+QFTPDEL=\"f\"", "AT+QFTPCLOSE", "AT+QIDEACT=1", "AT+QIACT=1", OPEN, "AT+QFTPDEL=\"f\""),
                    lines.subList(lines.size() - 6, lines.size()));
        }
    }

    @Test
    void aLateResultOfAnotherCommandConfusesNothing() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPSIZE=\"f\"",
                "\r\n+QFTPDEL: 0,0\r\n\r\nOK\r\n\r\n+QFTPRENAME: 627,550\r\n\r\n+QFTPSIZE: 0,5\r\n");
        with(module, (fs, monitor) -> assertEquals(5, fs.stat("f", monitor).orElseThrow().size().getAsLong()));
    }

    @Test
    void aSecondOpenerWaitsForItsTurnAndCanBeCancelled() throws Exception {
        try (Driver driver = new Driver(new PlayedModule())) {
            RemoteFileSystem first = driver.open();
            Monitor other = new Monitor(driver.monitor.id(), new org.atferry.remote.Cancellation(), event -> { });
            CompletableFuture<Failure> second = CompletableFuture.supplyAsync(() -> {
                try (org.atferry.remote.Secret password = org.atferry.remote.Secret.of("geheim")) {
                    new QftpOpening(driver.ports).open(Driver.spec("ftp://test@ftp.example.org"), password, other);
                    return null;
                } catch (Failure e) {
                    return e;
                }
            });
            assertFalse(second.isDone());
            other.cancellation().cancel();
            Failure failure = second.get(1, TimeUnit.SECONDS);
            assertFailure(failure, Step.PORT, FailureKind.CANCELLED, Hint.NONE);
            assertEquals("/", first.workingDirectory(driver.monitor), "the first has its session still");
        }
    }

    @Test
    void closingTwiceIsOnceAndNothingGoesAfterwards() throws Failure {
        PlayedModule module = new PlayedModule();
        with(module, (fs, monitor) -> {
            fs.close();
            fs.close();
            assertEquals(List.of("AT+QFTPCLOSE"), module.linesAfterLogin());
            assertEquals(FailureKind.LOST, assertThrows(Failure.class, () -> fs.workingDirectory(monitor)).kind());
        });
    }

    @Test
    void closingEndsACallThatIsRunning() throws Exception {
        PlayedModule module = new PlayedModule().when("AT+QFTPSIZE=\"f\"", "\r\nOK\r\n");
        try (Driver driver = new Driver(module)) {
            RemoteFileSystem fs = driver.open();
            CompletableFuture<Failure> call = CompletableFuture.supplyAsync(
                    () -> assertThrows(Failure.class, () -> fs.stat("f", driver.monitor)));
            module.awaitLine("AT+QFTPSIZE=\"f\"");
            fs.close();
            assertEquals("the session was closed", call.get(1, TimeUnit.SECONDS).detail());
        }
    }
}
