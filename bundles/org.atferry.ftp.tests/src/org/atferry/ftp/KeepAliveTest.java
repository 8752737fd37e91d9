/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code NOOP} on the control connection while a transfer runs: whenever a server answers it, no reply is taken for another. */
@Timeout(60)
class KeepAliveTest {

    private static final int NOOPS = 3;

    private interface Ending {
        void end(ScriptedFtpServer.Session script) throws IOException;
    }

    /** A server that sends the data of a download only after so many NOOPs, and then what the ending says. */
    private static ScriptedFtpServer server(boolean answersAtOnce, Ending ending) throws IOException {
        return ScriptedFtpServer.start(script -> {
            script.login();
            script.until("RETR");
            script.reply("150 here it comes");
            try (Socket data = script.data()) {
                for (int i = 0; i < NOOPS; i++) {
                    assertEquals("NOOP", script.command());
                    if (answersAtOnce) {
                        script.reply("200 still here");
                    }
                }
                data.getOutputStream().write("data".getBytes(StandardCharsets.US_ASCII));
            }
            ending.end(script);
            script.until("NEVER");
        });
    }

    private static FtpSession login(ScriptedFtpServer server) throws Failure {
        return ScriptedSession.login(ScriptedSession.settings(server).withKeepAlive(Duration.ofMillis(30)));
    }

    private static String download(FtpSession session) throws Failure, IOException {
        FtpDownload download = session.retrieve("/f", 0, OptionalLong.of(4), Monitor.none());
        String data = new String(download.stream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(226, download.finish().code());
        return data;
    }

    private static void transfersAndStaysInStep(ScriptedFtpServer server) throws Exception {
        try (server; FtpSession session = login(server)) {
            assertEquals("data", download(session));
            assertEquals("/", session.workingDirectory(Monitor.none()));
            session.changeDirectory("/x", Monitor.none());
            assertEquals("/", session.workingDirectory(Monitor.none()));
            assertTrue(session.isAlive());
        }
    }

    /** NET-423, NET-584: other clients lose their step or their patience here. */
    @ParameterizedTest
    @ValueSource(strings = { "226 done\r\n200 ok\r\n200 ok\r\n200 ok\r\n", "200 ok\r\n200 ok\r\n200 ok\r\n226 done\r\n",
            "200 ok\r\n226 done\r\n200 ok\r\n500 what\r\n" })
    void answersThatComeWithTheEndAreCounted(String glued) throws Exception {
        transfersAndStaysInStep(server(false, script -> script.raw(glued.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void answersDuringTheTransferAreCounted() throws Exception {
        transfersAndStaysInStep(server(true, script -> script.reply("226 done")));
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedForLong() throws Exception {
        transfersAndStaysInStep(server(false, script -> script.reply("226 done")));
    }

    @Test
    void answersThatComeLateAreNoAnswersToTheNextCommand() throws Exception {
        transfersAndStaysInStep(server(false, script -> {
            script.reply("226 done");
            assertEquals("PWD", script.until("PWD").isEmpty() ? "PWD" : "");
            script.raw("200 ok\r\n200 ok\r\n200 ok\r\n257 \"/\" is here\r\n".getBytes(StandardCharsets.US_ASCII));
        }));
    }

    @Test
    void anEndThatIsAFailureIsOneThoughAnswersCameBefore() throws Exception {
        try (ScriptedFtpServer server = server(false, script -> script.raw("200 ok\r\n426 broken\r\n200 ok\r\n200 ok\r\n"
                .getBytes(StandardCharsets.US_ASCII))); FtpSession session = login(server)) {
            Failure failure = assertThrows(Failure.class, () -> download(session));
            assertEquals(426, failure.reply().orElseThrow().code());
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void anAbortedTransferLeavesTheSessionInStep() throws Exception {
        try (ScriptedFtpServer server = server(false, script -> script.raw("226 done\r\n200 ok\r\n200 ok\r\n200 ok\r\n"
                .getBytes(StandardCharsets.US_ASCII))); FtpSession session = login(server)) {
            FtpDownload download = session.retrieve("/f", 0, OptionalLong.empty(), Monitor.none());
            download.stream().read();
            download.abort();
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    void nothingIsSaidWithoutKeepAliveAndNothingBetweenTransfers() throws Exception {
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("NEVER");
        }); FtpSession session = login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.delete("/f", Monitor.none()));
            assertEquals(FailureKind.UNSUPPORTED, failure.kind());
            assertTrue(server.commands().stream().noneMatch("NOOP"::equals));
        }
    }
}
