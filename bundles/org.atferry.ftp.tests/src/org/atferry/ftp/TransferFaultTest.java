/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;
import org.atferry.testing.ScriptedFtpServer;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that go wrong: each ends with its own failure, and with a control connection that is in step or closed. */
@Timeout(60)
class TransferFaultTest {

    @TempDir
    Path folder;

    private static ScriptedFtpServer server(ScriptedFtpServer.Script afterLogin) throws IOException {
        return ScriptedFtpServer.start(session -> {
            session.login();
            afterLogin.play(session);
            session.until("NEVER");
        });
    }

    private static Failure failedDownload(FtpSession session) throws Failure {
        FtpDownload download = session.retrieve("f", 0, Monitor.none());
        try {
            download.stream().readAllBytes();
        } catch (IOException e) {
            // finish() says why
        }
        return assertThrows(Failure.class, download::finish);
    }

    private static Failure failedUpload(FtpSession session, byte[] bytes) throws Failure {
        FtpUpload upload = session.store("f", 0, Monitor.none());
        try {
            for (int i = 0; i < 64; i++) {
                upload.stream().write(bytes);
            }
        } catch (IOException e) {
            // finish() says why
        }
        return assertThrows(Failure.class, upload::finish);
    }

    private static void assertInStep(FtpSession session) throws Failure {
        assertEquals("/", session.workingDirectory(Monitor.none()));
    }

    @Test
    void successWithFewerBytesThanTheSizeIsIncomplete() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("SIZE");
            script.reply("213 1000");
            script.until("RETR");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write(new byte[400]);
            }
            script.reply("226 all of it");
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = failedDownload(session);
            assertEquals(FailureKind.INCOMPLETE, failure.kind());
            assertEquals("400 of 1000 bytes came", failure.detail());
            assertEquals(226, failure.reply().orElseThrow().code());
            assertInStep(session);
        }
    }

    @Test
    void whatIsMissingBehindAnOffsetIsCountedFromThere() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("SIZE");
            script.reply("213 1000");
            script.until("RETR");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write(new byte[400]);
            }
            script.reply("226 all of it");
        }); FtpSession session = ScriptedSession.login(server)) {
            FtpDownload download = session.retrieve("f", 600, Monitor.none());
            assertEquals(400, download.stream().readAllBytes().length);
            assertEquals(226, download.finish().code());
            assertTrue(server.commands().contains("REST 600"));
        }
    }

    @Test
    void moreBytesThanTheSizeAreNoSuccessEither() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("SIZE");
            script.reply("213 10");
            script.until("RETR");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                data.getOutputStream().write(new byte[400]);
            }
            script.reply("226 all of it");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(FailureKind.INCOMPLETE, failedDownload(session).kind());
        }
    }

    @Test
    @Tag("slow")
    void fourWaysToFailAfter150AreFourFailures() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String reply : List.of("426 transfer aborted", "425 cannot open data connection", "421 shutting down", "")) {
            try (ScriptedFtpServer server = server(script -> {
                script.until("RETR");
                script.reply("150 here it comes");
                Socket data = script.data();
                if (!reply.isEmpty()) {
                    data.close();
                    script.reply(reply);
                }
            }); FtpSession session = ScriptedSession.login(withShortDataTimeout(server))) {
                Failure failure = failedDownload(session);
                assertTrue(seen.add(failure.kind() + " " + failure.hint()), failure.toString());
                assertEquals(Step.TRANSFER, failure.step());
                assertEquals(!reply.startsWith("421") && !reply.isEmpty(), session.isAlive());
                if (session.isAlive()) {
                    assertInStep(session);
                }
            }
        }
        assertEquals(Set.of("DATA_CONNECTION RUN_AGAIN", "DATA_CONNECTION DATA_CONNECTION", "LOST TRY_LATER", "TIMEOUT RUN_AGAIN"), seen);
    }

    private static FtpSettings withShortDataTimeout(ScriptedFtpServer server) {
        FtpSettings settings = ScriptedSession.settings(server);
        return settings.withTimeouts(settings.connectTimeout(), settings.replyTimeout(), ScriptedSession.SHORT);
    }

    @Test
    @Tag("slow")
    void silenceOnTheDataConnectionIsATimeoutAndAnAbortBringsTheControlInStep() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("RETR");
            script.reply("150 here it comes");
            Socket data = script.data();
            script.until("ABOR");
            data.close();
            script.reply("426 transfer aborted");
            script.reply("226 abort done");
        }); FtpSession session = ScriptedSession.login(withShortDataTimeout(server))) {
            assertEquals(FailureKind.TIMEOUT, failedDownload(session).kind());
            assertInStep(session);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "552 quota exceeded", "452 no space left", "451 Failure writing to local file." })
    void aFullDiskInTheMiddleOfAnUploadIsNoSpace(String reply) throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("STOR");
            script.reply("150 send");
            Socket data = script.data();
            data.getInputStream().readNBytes(100_000);
            script.reply(reply);
            script.reset(data);
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = failedUpload(session, new byte[100_000]);
            assertEquals(FailureKind.NO_SPACE, failure.kind());
            assertEquals(Hint.FREE_SPACE, failure.hint());
            assertEquals(reply, failure.reply().orElseThrow().toString());
            assertInStep(session);
        }
    }

    @Test
    void anUploadThatTheServerCutsShortAndCallsGoodIsIncomplete() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("STOR");
            script.reply("150 send");
            Socket data = script.data();
            data.getInputStream().readNBytes(100_000);
            script.reset(data);
            script.reply("226 fine");
        }); FtpSession session = ScriptedSession.login(server)) {
            assertEquals(FailureKind.INCOMPLETE, failedUpload(session, new byte[1_000_000]).kind());
            assertInStep(session);
        }
    }

    @Test
    @Tag("slow")
    void aServerThatStopsReadingIsATimeout() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("STOR");
            script.reply("150 send");
            script.data();
            script.until("ABOR");
            script.reply("426 transfer aborted");
            script.reply("226 abort done");
        }); FtpSession session = ScriptedSession.login(withShortDataTimeout(server))) {
            Failure failure = failedUpload(session, new byte[1_000_000]);
            assertEquals(FailureKind.TIMEOUT, failure.kind());
            assertInStep(session);
        }
    }

    @Test
    void anUploadMayRestBetweenItsBytes() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("STOR");
            script.reply("150 send");
            script.data().getInputStream().readAllBytes();
            script.reply("226 done");
        }); FtpSession session = ScriptedSession.login(withShortDataTimeout(server))) {
            FtpUpload upload = session.store("f", 0, Monitor.none());
            upload.stream().write(1);
            new CompletableFuture<Void>().completeOnTimeout(null, 1500, TimeUnit.MILLISECONDS)
                    .join();
            upload.stream().write(2);
            assertEquals(226, upload.finish().code());
        }
    }

    @Test
    void noWordAfterTheDataIsATimeoutAndTheSessionIsClosed() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("STOR");
            script.reply("150 send");
            script.data().getInputStream().readAllBytes();
            script.hold();
        })) {
            FtpSettings settings = ScriptedSession.settings(server);
            try (FtpSession session = ScriptedSession
                    .login(settings.withTimeouts(settings.connectTimeout(), ScriptedSession.SHORT, settings.dataTimeout()))) {
                FtpUpload upload = session.store("f", 0, Monitor.none());
                upload.stream().write(1);
                Failure failure = assertThrows(Failure.class, upload::finish);
                assertEquals(FailureKind.TIMEOUT, failure.kind());
                assertEquals(Hint.SERVER_SILENT, failure.hint());
                assertFalse(session.isAlive());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "502 no restart", "501 no", "504 not with this file" })
    void aRefusedOffsetStartsNothing(String reply) throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("REST");
            script.reply(reply);
        }); FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.store("f", 5, Monitor.none()));
            assertEquals(FailureKind.RESTART_REFUSED, failure.kind());
            assertEquals(reply, failure.reply().orElseThrow().toString());
            assertInStep(session);
            assertFalse(server.commands().contains("STOR f"));
        }
    }

    @Test
    void anOffsetThatOnlyTheTransferCommandRefusesIsTheSame() throws Exception {
        try (RealServer server = RealServer.Kind.EMBEDDED.start(folder); FtpSession session = server.login()) {
            Files.write(server.root().resolve("f"), new byte[10]);
            Failure failure = assertThrows(Failure.class, () -> session.store("f", 11, Monitor.none()));
            assertEquals(FailureKind.RESTART_REFUSED, failure.kind());
            assertEquals(10, Files.size(server.root().resolve("f")));
            Bytes.store(session, "f", 10, new byte[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void abortKeepsTheSessionUsableWithRealServers(boolean upload) throws Exception {
        for (RealServer.Kind kind : RealServer.Kind.values()) {
            for (boolean reset : new boolean[] { true, false }) {
                try (RealServer server = kind.start(Files.createDirectories(folder.resolve(kind + "" + reset)));
                        FtpSession session = server.login(FtpSettings.defaults(server.url()).withResetOnClose(reset))) {
                    Files.write(server.root().resolve("big"), new byte[20_000_000]);
                    if (upload) {
                        FtpUpload transfer = session.store("f", 0, Monitor.none());
                        transfer.stream().write(new byte[300_000]);
                        transfer.abort();
                        transfer.abort();
                    } else {
                        FtpDownload transfer = session.retrieve("big", 0, Monitor.none());
                        assertEquals(1000, transfer.stream().readNBytes(1000).length);
                        transfer.abort();
                        transfer.abort();
                    }
                    assertTrue(session.isAlive());
                    assertEquals(server.directory(), session.workingDirectory(Monitor.none()));
                    Bytes.store(session, "g", 0, new byte[] { 1 });
                    assertEquals(1, session.requiredSize("g", Monitor.none()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aResetIsSeenByTheServerAndAnOrderlyEndIsNot(boolean reset) throws Exception {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        try (ScriptedFtpServer server = server(script -> {
            script.until("STOR");
            script.reply("150 send");
            try {
                script.data().getInputStream().readAllBytes();
                end.complete(false);
            } catch (IOException e) {
                end.complete(true);
            }
            script.reply("426 gone");
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server).withResetOnClose(reset))) {
            FtpUpload upload = session.store("f", 0, Monitor.none());
            upload.stream().write(new byte[1000]);
            upload.abort();
            assertEquals(reset, end.join());
            assertInStep(session);
        }
    }

    @Test
    void aServerThatVanishesInTheMiddleIsLost() throws Exception {
        try (VsftpdServer vsftpd = VsftpdServer.start(folder)) {
            RealServer server = RealServer.vsftpd(vsftpd);
            Files.write(server.root().resolve("big"), new byte[50_000_000]);
            try (FtpSession down = server.login(); FtpSession up = server.login()) {
                FtpDownload download = down.retrieve("big", 0, Monitor.none());
                FtpUpload upload = up.store("f", 0, Monitor.none());
                upload.stream().write(new byte[100_000]);
                assertEquals(1000, download.stream().readNBytes(1000).length);
                vsftpd.kill();
                assertThrows(IOException.class, () -> {
                    while (true) {
                        upload.stream().write(new byte[100_000]);
                    }
                });
                try {
                    download.stream().readAllBytes();
                } catch (IOException e) {
                    // finish() says why
                }
                for (Failure failure : List.of(assertThrows(Failure.class, download::finish), assertThrows(Failure.class,
                        upload::finish))) {
                    assertEquals(FailureKind.LOST, failure.kind(), failure.toString());
                    assertEquals(Hint.RUN_AGAIN, failure.hint());
                }
                assertFalse(down.isAlive());
                assertFalse(up.isAlive());
            }
        }
    }
}
