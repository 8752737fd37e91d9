/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;

import org.atferry.ftp.FtpSession;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.junit.jupiter.api.Test;

/** Case 24: a reply line of a MiB, a greeting of 10,000 lines, NUL inside, LF only (curl 1003, 1005, 1062, 2108). */
class Case24EndlessRepliesTest extends FaultTest {

    private static final int MIB = 1 << 20;

    private void assertRefused(Failure failure) throws Exception {
        assertEquals(FailureKind.UNSUPPORTED, failure.kind(), failure.getMessage());
        assertTrue(failure.getMessage().length() < 1000, "the failure repeats what came");
        server.awaitIdle();
    }

    @Test
    void case24GreetingOfAMebibyteInOneLineIsRefused() throws Exception {
        server.on("CONNECT", Fault.reply("220 " + "x".repeat(MIB)));
        assertRefused(assertThrows(Failure.class, this::open));
        assertNoPasswordSent();
    }

    /** What never ends can only end because no more of it is kept. */
    @Test
    void case24LineWithoutEndIsRefusedInBoundedMemory() throws Exception {
        server.on("CONNECT", Fault.endlessLine("220 "));
        assertRefused(assertThrows(Failure.class, this::open));
    }

    @Test
    void case24LineWithoutEndAmongCommandsClosesTheSession() throws Exception {
        server.on("PWD", Fault.endlessLine("257 \"/"));
        try (FtpSession session = login()) {
            assertRefused(assertThrows(Failure.class, () -> session.workingDirectory(Monitor.none())));
            assertClosed(session);
        }
    }

    @Test
    void case24ReplyWithoutEndIsRefusedInBoundedMemory() throws Exception {
        server.on("CONNECT", (dialog, verb, argument) -> {
            byte[] lines = "220-and another line\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                dialog.raw(lines);
            }
        });
        assertRefused(assertThrows(Failure.class, this::open));
        assertNoPasswordSent();
    }

    @Test
    void case24GreetingOfTenThousandLinesIsRefused() throws Exception {
        server.on("CONNECT", Fault.reply("220-hello\r\n" + String.join("\r\n", Collections.nCopies(10_000, "220-hello")), "220 ready"));
        assertRefused(assertThrows(Failure.class, this::open));
        assertNoPasswordSent();
    }

    @Test
    void case24GreetingOfAHundredLinesIsAllRight() throws Exception {
        server.on("CONNECT", Fault.reply("220-hello\r\n" + String.join("\r\n", Collections.nCopies(100, " 220 not the end")), "220 ready"));
        try (RemoteFileSystem fs = open()) {
            assertInStep(fs);
        }
    }

    @Test
    void case24NulInsideRepliesDoesNotGetTheSessionOutOfStep() throws Exception {
        server.on("CONNECT", Fault.reply("220 rea\0dy")).on("PWD", Fault.reply("257 \"/\"\0 is\0 here"));
        try (RemoteFileSystem fs = open()) {
            assertInStep(fs);
        }
    }

    @Test
    void case24NulInsideTheCodeIsACleanErrorOrNothing() throws Exception {
        server.on("PWD", Fault.reply("2\00057 \"/\" is here"));
        try (FtpSession session = login()) {
            try {
                assertEquals("/", session.workingDirectory(Monitor.none()));
                assertEquals(4711, session.requiredSize("/witness.bin", Monitor.none()));
            } catch (Failure e) {
                assertEquals(FailureKind.UNSUPPORTED, e.kind());
                assertClosed(session);
            }
        }
    }

    @Test
    void case24LinesThatEndWithLfOnlyAreReplies() throws Exception {
        server.on("CONNECT", Fault.replyLf("220-hello", "220 ready")).on("USER", Fault.replyLf("331 password please"))
                .on("PASS", Fault.replyLf("230 welcome")).on("PWD", Fault.replyLf("257 \"/\" is here"))
                .on("FEAT", Fault.replyLf("211-features", " SIZE", "211 end"));
        try (RemoteFileSystem fs = open()) {
            assertInStep(fs);
        }
    }

    @Test
    void case24LinesThatAreNoRepliesCloseTheSession() throws Exception {
        server.on("PWD", Fault.reply("HTTP/1.1 400 Bad Request"));
        try (FtpSession session = login()) {
            assertRefused(assertThrows(Failure.class, () -> session.workingDirectory(Monitor.none())));
            assertClosed(session);
        }
    }

    @Test
    void case24ListingLineWithoutEndIsRefusedAndInStepOrClosed() throws Exception {
        server.on("MLSD", (dialog, verb, argument) -> {
            dialog.reply("150 this is what there is");
            try (Socket data = dialog.data()) {
                byte[] piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
                while (true) {
                    data.getOutputStream().write(piece);
                }
            } catch (IOException e) {
                dialog.reply("426 you left");
            }
        });
        try (RemoteFileSystem fs = open()) {
            assertRefusedListing(assertThrows(Failure.class, () -> fs.list("/", Monitor.none())));
            assertInStep(fs);
        }
    }

    private static void assertRefusedListing(Failure failure) {
        assertEquals(FailureKind.UNSUPPORTED, failure.kind(), failure.getMessage());
        assertTrue(failure.getMessage().length() < 1000, "the failure repeats what came");
    }

    /** curl 1003: a path of many thousand characters. */
    @Test
    void case24LongWorkingDirectoryIsReadWhole() throws Exception {
        String path = "/" + "d".repeat(60_000);
        server.on("PWD", Fault.reply("257 \"" + path + "\" is here"), 1);
        try (FtpSession session = login()) {
            assertEquals(path, session.workingDirectory(Monitor.none()));
            assertInStep(session);
        }
    }

    /** RETRWEIRDO, curl 126: all replies of a download in one packet, before the data. */
    @Test
    void case24RepliesGluedTogetherAreReadOneByOne() throws Exception {
        byte[] content = random(1000);
        server.withFile("/fw.bin", content).on("RETR", (dialog, verb, argument) -> {
            byte[] wanted = dialog.wanted(argument);
            dialog.raw("150 here it comes\r\n226 all of it\r\n".getBytes(StandardCharsets.US_ASCII));
            try (Socket data = dialog.data()) {
                data.getOutputStream().write(wanted);
            }
        });
        Path target = folder.resolve("fw.bin");
        try (RemoteFileSystem fs = open()) {
            transfer().pull(fs, "/fw.bin", target, Monitor.none());
            assertContent(content, target);
            assertInStep(fs);
        }
    }
}
