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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.atferry.ftp.FtpDownload;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.FtpUpload;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 20: 426, 421, 425 or silence after 150. */
class Case20BrokenTransferTest extends FaultTest {

    private static final byte[] OLD = random(77);
    private static final byte[] NEW = random(1000);

    private Path target;

    @BeforeEach
    void files() throws Exception {
        target = local("fw.bin", OLD);
        server.withFile("/fw.bin", NEW);
    }

    private static Failure failedDownload(FtpSession session) {
        return assertThrows(Failure.class, () -> {
            FtpDownload download = session.retrieve("/fw.bin", 0, Monitor.none());
            try {
                download.stream().readAllBytes();
            } catch (IOException e) {
                // finish() says why
            }
            download.finish();
        });
    }

    private static Failure failedUpload(FtpSession session) {
        return assertThrows(Failure.class, () -> {
            FtpUpload upload = session.store("/up.bin", 0, Monitor.none());
            try {
                for (int i = 0; i < 100; i++) {
                    upload.stream().write(new byte[256 * 1024]);
                }
            } catch (IOException e) {
                // finish() says why
            }
            upload.finish();
        });
    }

    @Test
    void case20AfterA426TheSessionIsInStepAndThePartIsKept() throws Exception {
        server.on("RETR", Fault.cutAfter(400, "426 transfer aborted"), 1);
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(426, failure.reply().orElseThrow().code());
            assertContent(OLD, target);
            assertEquals(400, Files.size(localParts().get(0)));
            assertInStep(fs);
            assertEquals(400, transfer().pull(fs, "/fw.bin", target, Monitor.none()).resumedFrom());
            assertContent(NEW, target);
        }
    }

    /** curl 1120: 421 mid-way. */
    @Test
    void case20AfterA421TheSessionIsClosedKnowinglyAndThePartIsKept() throws Exception {
        server.on("RETR", Fault.cutAfter(400, "421 shutting down").then(Fault.hangUp()), 1);
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(421, failure.reply().orElseThrow().code());
            assertContent(OLD, target);
            assertEquals(400, Files.size(localParts().get(0)));
            assertClosed(fs);
        }
        try (RemoteFileSystem again = open()) {
            assertEquals(400, transfer().pull(again, "/fw.bin", target, Monitor.none()).resumedFrom());
            assertContent(NEW, target);
        }
    }

    /** curl 591-594: the reply says that the data connection does not come about. */
    @ParameterizedTest
    @ValueSource(strings = { "425 cannot open data connection", "421 no data connection, goodbye", "150 here it comes|425 it did not" })
    void case20NoDataConnectionKeepsTheOldFile(String replies) throws Exception {
        server.on("RETR", Fault.noData(replies.split("\\|")), 1);
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertTrue(failure.reply().isPresent(), failure.getMessage());
            assertContent(OLD, target);
            if (replies.startsWith("421")) {
                assertClosed(fs);
            } else {
                assertEquals(FailureKind.DATA_CONNECTION, failure.kind());
                assertInStep(fs);
                transfer().pull(fs, "/fw.bin", target, Monitor.none());
                assertContent(NEW, target);
            }
        }
    }

    /** curl 1206-1209: the same with a server that shall connect, and does not. */
    @Test
    @Tag("slow")
    void case20SilenceAfter150EndsInTimeAndInStepOrClosed() throws Exception {
        server.on("RETR", Fault.stall("426 you left"), 1);
        try (FtpSession session = login(settings().withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500)))) {
            assertEquals(FailureKind.TIMEOUT, failedDownload(session).kind());
            assertInStep(session);
        }
    }

    @Test
    @Tag("slow")
    void case20SilenceOnBothConnectionsEndsInTimeAndInStepOrClosed() throws Exception {
        server.on("RETR", Fault.stall()).on("ABOR", Fault.silence());
        try (FtpSession session = login(settings().withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500)))) {
            assertEquals(FailureKind.TIMEOUT, failedDownload(session).kind());
            assertClosed(session);
        }
    }

    /** All the data, and then not a word: nobody knows whether that was all. */
    @Test
    @Tag("slow")
    void case20SilenceAfterTheDataIsNoSuccess() throws Exception {
        server.on("RETR", Fault.cutAfter(1000).then(Fault.silence()));
        try (FtpSession session = login(settings().withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(700), Duration.ofSeconds(10)))) {
            assertEquals(FailureKind.TIMEOUT, failedDownload(session).kind());
            assertClosed(session);
        }
    }

    @Test
    @Tag("slow")
    void case20FourWaysAreFourFailures() throws Exception {
        Set<String> seen = new LinkedHashSet<>();
        for (Fault fault : List.of(Fault.cutAfter(400, "426 transfer aborted"), Fault.cutAfter(400, "425 cannot open data connection"),
                Fault.cutAfter(400, "421 shutting down"), Fault.stall("226 done"))) {
            server.on("RETR", fault);
            try (FtpSession session = login(
                    settings().withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(500)))) {
                Failure failure = failedDownload(session);
                seen.add(failure.kind() + " " + failure.reply().map(reply -> reply.code()).orElse(0) + " " + failure.hint());
            }
        }
        assertEquals(4, seen.size(), seen.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "426 broken", "425 no data connection", "451 local error", "421 goodbye" })
    void case20UploadThatBreaksIsAFailureAndInStepOrClosed(String end) throws Exception {
        server.on("STOR", Fault.takeOnly(100_000, end), 1);
        try (FtpSession session = login()) {
            Failure failure = failedUpload(session);
            assertEquals(end, failure.reply().orElseThrow().toString(), failure.getMessage());
            if (end.startsWith("421")) {
                assertClosed(session);
            } else {
                assertInStep(session);
            }
        }
    }

    /** The server takes part of an upload, and says that all is well. */
    @Test
    void case20UploadCutWithSuccessIsFoundOut() throws Exception {
        byte[] content = random(3_000_000);
        server.withFile("/fw.bin", OLD).on("STOR", Fault.takeOnly(100_000, "226 all of it"), 1);
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPush(fs, local("new.bin", content), "/fw.bin");
            assertTrue(failure.kind() == FailureKind.INCOMPLETE || failure.kind() == FailureKind.DIFFERS, failure.getMessage());
            assertRemote(OLD, "/fw.bin");
            assertInStep(fs);
        }
    }
}
