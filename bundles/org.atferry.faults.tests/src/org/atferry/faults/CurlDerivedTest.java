/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.atferry.ftp.FtpSession;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.transfer.TransferResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that curl tests its FTP with, beyond the numbered cases; the numbers are those of its tests. */
class CurlDerivedTest extends FaultTest {

    private static final byte[] OLD = random(77);
    private static final byte[] NEW = random(2000);

    private Path target;

    @BeforeEach
    void files() throws Exception {
        target = local("fw.bin", OLD);
        server.withFile("/fw.bin", NEW);
    }

    /** 1120: 421 in answer to any command closes the session knowingly. */
    @ParameterizedTest
    @ValueSource(strings = { "PASV", "EPSV", "RETR", "SIZE", "MLST" })
    void aServerThatLeavesMidWayKeepsTheOldFile(String verb) throws Exception {
        server.withFeatures("SIZE", "MDTM", "REST STREAM", "MLST type*;size*;modify*;");
        try (RemoteFileSystem fs = open()) {
            if (verb.equals("EPSV") || verb.equals("PASV")) {
                server.on("EPSV", Fault.reply("421 leaving")).on("PASV", Fault.reply("421 leaving"));
            } else if (verb.equals("SIZE")) {
                server.on("MLST", Fault.reply("500 what is MLST")).on("SIZE", Fault.reply("421 leaving"));
            } else {
                server.on(verb, Fault.reply("421 leaving"));
            }
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(421, failure.reply().orElseThrow().code(), failure.getMessage());
            assertContent(OLD, target);
            assertClosed(fs);
        }
    }

    /** 421 that nobody asked for, before the next command: it is not the answer to it. */
    @Test
    void goodbyeBetweenTwoCommandsIsFoundOut() throws Exception {
        Gate said = new Gate();
        server.on("PWD", Fault.none().then(Fault.reply("421 too long idle")).then((dialog, verb, argument) -> {
            dialog.close();
            said.pass();
        }), 1);
        said.open();
        try (FtpSession session = login()) {
            assertEquals("/", session.workingDirectory(Monitor.none()));
            server.awaitIdle();
            Failure failure = assertThrows(Failure.class, () -> session.size("/fw.bin", Monitor.none()));
            assertTrue(failure.reply().map(reply -> reply.code() == 421).orElse(failure.kind() == FailureKind.LOST), failure.getMessage());
            assertClosed(session);
        }
    }

    /** Replies that nobody asked for do not answer the next command. */
    @Test
    void strayReplyIsNotTheAnswerToTheNextCommand() throws Exception {
        server.on("PWD", Fault.reply("257 \"/\" is here", "213 99999"), 1);
        try (FtpSession session = login()) {
            assertEquals("/", session.workingDirectory(Monitor.none()));
            assertInStep(session);
        }
    }

    /** 137, 138: a server without SIZE. */
    @Test
    void withoutSizeTheListingTellsIt() throws Exception {
        server.withFeatures("UTF8").on("SIZE", Fault.reply("500 what is SIZE"));
        try (RemoteFileSystem fs = open()) {
            transfer().pull(fs, "/fw.bin", target, Monitor.none());
            assertContent(NEW, target);
            assertEquals("/", fs.workingDirectory(Monitor.none()));
        }
    }

    /** 161, 416: the file grows while it is read; what came is no file that ever was. */
    @Test
    void fileThatGrowsWhileItIsReadKeepsTheOldFile() throws Exception {
        server.on("RETR", Fault.none().then((dialog, verb, argument) -> server.withFile("/fw.bin", random(3000))));
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(FailureKind.DIFFERS, failure.kind(), failure.getMessage());
            assertContent(OLD, target);
            assertInStep(fs);
        }
    }

    /** 122, 1039: the part is as long as the file. */
    @Test
    void resumeAtTheEndAsksForNothingTwice() throws Exception {
        server.on("RETR", Fault.cutAfter(2000, "426 broke at the very end"), 1);
        try (RemoteFileSystem fs = open()) {
            failedPull(fs, "/fw.bin", target);
            assertEquals(2000, Files.size(localParts().get(0)));
            TransferResult result = transfer().pull(fs, "/fw.bin", target, Monitor.none());
            assertEquals(2000, result.resumedFrom());
            assertContent(NEW, target);
            assertTrue(localParts().isEmpty());
            assertInStep(fs);
        }
    }

    /** 111, 1036: beyond the end nothing is there. */
    @Test
    void readingBeyondTheEndIsIncompleteAndInStep() throws Exception {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (RemoteFileSystem fs = open()) {
            Failure failure = assertThrows(Failure.class, () -> fs.get("/fw.bin", sink, 5000, 10, Monitor.none()));
            assertTrue(failure.kind() == FailureKind.INCOMPLETE || failure.kind() == FailureKind.RESTART_REFUSED, failure.getMessage());
            assertEquals(0, sink.size());
            assertInStep(fs);
        }
    }

    /** 1449: a range at the end, and one that is none. */
    @Test
    void piecesOfAFileAreExact() throws Exception {
        try (RemoteFileSystem fs = open()) {
            for (int[] range : new int[][] { { 0, 1 }, { 0, 1999 }, { 1999, 1 }, { 1000, 500 }, { 0, 2000 } }) {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                fs.get("/fw.bin", sink, range[0], range[1], Monitor.none());
                assertTrue(Arrays.equals(Arrays.copyOfRange(NEW, range[0], range[0] + range[1]), sink.toByteArray()));
                assertInStep(fs);
            }
        }
    }

    /** 1449: numbers that no long holds. */
    @ParameterizedTest
    @ValueSource(strings = { "213 99999999999999999999", "213 -5", "213 many", "213", "213 0x10", "213 9223372036854775808" })
    void sizeThatIsNoneIsAFailureAndInStep(String reply) throws Exception {
        server.withFeatures("SIZE", "MDTM", "REST STREAM").on("SIZE", Fault.reply(reply), 1);
        try (FtpSession session = login()) {
            assertThrows(Failure.class, () -> session.size("/fw.bin", Monitor.none()));
            assertInStep(session);
        }
    }

    /** 1684: times that are none. */
    @ParameterizedTest
    @ValueSource(strings = { "213 20261341256199", "213 yesterday", "213", "213 99999999999999999999", "213 2026-01-02",
        "213 20260230000000" })
    void malformedTimeIsNoTimeAndNoFailure(String reply) throws Exception {
        server.withFeatures("SIZE", "MDTM", "REST STREAM").on("MDTM", Fault.reply(reply));
        try (RemoteFileSystem fs = open()) {
            assertEquals(Optional.empty(), fs.stat("/fw.bin", Monitor.none()).orElseThrow().modified());
            transfer().pull(fs, "/fw.bin", target, Monitor.none());
            assertContent(NEW, target);
        }
    }

    /** 1152: an unclosed quote. */
    @ParameterizedTest
    @ValueSource(strings = { "257 \"/dir", "257 /dir", "257", "257 \"", "257 \"\"\"" })
    void unclosedQuoteInTheDirectoryIsACleanFailureOrAPath(String reply) throws Exception {
        server.on("PWD", Fault.reply(reply), 1);
        try (FtpSession session = login()) {
            try {
                session.workingDirectory(Monitor.none());
            } catch (Failure e) {
                assertEquals(FailureKind.UNSUPPORTED, e.kind());
            }
            assertInStep(session);
        }
    }

    /** 3217, 3218: a CR in the directory is never sent back. */
    @Test
    void carriageReturnInTheDirectoryDoesNotBecomeACommand() throws Exception {
        server.withFile("/victim", OLD).on("PWD", Fault.reply("257 \"/a\rDELE /victim\" is here"), 1);
        try (RemoteFileSystem fs = open()) {
            try {
                fs.list("/", Monitor.none());
            } catch (Failure e) {
                // refused, which is as good as treating it as a name
            }
            assertTrue(server.commands().stream().noneMatch(line -> line.contains("\r") || line.startsWith("DELE")),
                    () -> server.commands().toString());
            assertRemote(OLD, "/victim");
        }
    }

    /** A download into a sink that is nobody's file, of which the server's word is the only news. */
    @Test
    void successWithAFailureBehindItIsRead() throws Exception {
        server.on("RETR", Fault.cutAfter(2000, "226 all of it", "550 or not"), 1);
        try (RemoteFileSystem fs = open()) {
            fs.get("/fw.bin", OutputStream.nullOutputStream(), 0, 2000, Monitor.none());
            assertInStep(fs);
        }
    }

    /** A server that greets with a login (986), without TLS: the user is told all the same, or taken as logged in. */
    @Test
    void greetingThatLogsInIsAllRightInTheClear() throws Exception {
        server.on("CONNECT", Fault.reply("230 you are in"));
        try (RemoteFileSystem fs = open()) {
            assertInStep(fs);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "421 too many users", "530 not you", "120 wait a while|421 gone" })
    void refusedGreetingSendsNoPassword(String replies) {
        server.on("CONNECT", Fault.reply(replies.split("\\|")).then(Fault.hangUp()));
        Failure failure = assertThrows(Failure.class, this::open);
        assertFalse(failure.getMessage().isEmpty());
        assertNoPasswordSent();
    }

    /** The password is refused twice over: it is sent once. */
    @Test
    void refusedPasswordIsNotTriedAgain() {
        server.on("PASS", Fault.reply("530 login incorrect"));
        Failure failure = assertThrows(Failure.class, this::open);
        assertEquals(FailureKind.LOGIN_REFUSED, failure.kind());
        assertEquals(1, server.count("PASS"));
        assertFalse(failure.toString().contains(PASSWORD));
    }
}
