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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.TransferId;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server says, or where the session stands, is not taken for more than it is. */
@Timeout(60)
class OddServersTest {

    private static ScriptedFtpServer server(ScriptedFtpServer.Script script) throws IOException {
        return ScriptedFtpServer.start(session -> {
            session.login();
            script.play(session);
            session.until("NEVER");
        });
    }

    private static void list(ScriptedFtpServer.Session script, String end) throws IOException {
        script.until("LIST");
        script.reply("150 here it comes");
        script.data().close();
        script.reply(end);
    }

    @Test
    void theUsersDirectoryIsListedAndNotTheOneThatWasListedBefore() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            list(script, "226 done");
            list(script, "226 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            int before = server.commands().size();
            session.list("/a", entry -> { }, Monitor.none());
            session.list("", entry -> { }, Monitor.none());
            assertEquals(List.of("PWD", "CWD /a", "SYST", "PASV", "LIST", "CWD /", "PASV", "LIST"),
                    server.commands().subList(before, before + 8));
        }
    }

    @Test
    void aDirectoryThatWasRenamedIsNotGoneBackToByItsOldName() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("PWD");
            script.reply("257 \"/fw/v1\"");
            list(script, "226 done");
            script.until("RNFR");
            script.reply("350 go on");
            script.until("RNTO");
            script.reply("250 done");
            script.until("PWD");
            script.reply("257 \"/old/v1\"");
            list(script, "226 done");
            script.until("DELE");
            script.reply("250 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            session.list("/a", entry -> { }, Monitor.none());
            int before = server.commands().size();
            session.rename("/fw", "/old", Monitor.none());
            session.list("/a", entry -> { }, Monitor.none());
            session.delete("x", Monitor.none());
            assertEquals(List.of("CWD /fw/v1", "RNFR /fw", "RNTO /old", "PWD", "CWD /a", "PASV", "LIST", "CWD /old/v1", "DELE x"),
                    server.commands().subList(before, before + 9));
        }
    }

    @Test
    void aDirectoryWithQuotesThatWasMisreadIsNotTakenForTheUsersOwn() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("PWD");
            script.reply("257 \"/x\" y\" is here");
            list(script, "226 done");
            script.until("PWD");
            script.reply("257 \"/x\" is here");
            script.until("DELE");
            script.reply("250 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            session.list("/a", entry -> { }, Monitor.none());
            Failure failure = assertThrows(Failure.class, () -> session.delete("f", Monitor.none()));
            assertEquals(FailureKind.LOST, failure.kind());
            assertFalse(server.commands().contains("DELE f"));
        }
    }

    @Test
    void aRenameElsewhereCostsNoCommand() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            list(script, "226 done");
            script.until("RNFR");
            script.reply("350 go on");
            script.until("RNTO");
            script.reply("250 done");
            list(script, "226 done");
        }); FtpSession session = ScriptedSession.login(server)) {
            session.list("/a", entry -> { }, Monitor.none());
            int before = server.commands().size();
            session.rename("/a/x.part", "/a/x", Monitor.none());
            session.list("/a", entry -> { }, Monitor.none());
            assertEquals(List.of("CWD /", "RNFR /a/x.part", "RNTO /a/x", "CWD /a", "PASV", "LIST"),
                    server.commands().subList(before, before + 6));
        }
    }

    @Test
    void aDirectoryThatMayNotBeReadIsNotAnEmptyOne() throws Exception {
        try (ScriptedFtpServer server = server(script -> list(script, "226 Transfer done (but failed to open directory)."));
                FtpSession session = ScriptedSession.login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.list("/a", entry -> { }, Monitor.none()));
            assertEquals(FailureKind.NO_RIGHT, failure.kind());
            assertTrue(session.isAlive());
        }
    }

    @Test
    void aNameThatBeginsLikeATimeIsNotSentAsATimeForAnotherFile() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            for (int i = 0; i < 2; i++) {
                script.until("MDTM");
                script.reply("213 20240229101112");
            }
        }); FtpSession session = ScriptedSession.login(server)) {
            Optional<Instant> time = Optional.of(Instant.parse("2024-02-29T10:11:12Z"));
            assertEquals(time, session.modified("20260101000000 backup.bin", Monitor.none()));
            assertEquals(time, session.modified("20260101000000.bin", Monitor.none()));
            assertTrue(server.commands().contains("MDTM ./20260101000000 backup.bin"));
            assertTrue(server.commands().contains("MDTM 20260101000000.bin"));
        }
    }

    @Test
    @Tag("slow")
    void aServerThatDoesNotKnowAborSaysNothingAboutTheTransferByThat() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("PORT");
            script.reply("200 fine");
            script.until("NLST");
            script.reply("150 here it comes");
            script.until("ABOR");
            script.reply("500 ABOR not understood");
            script.reply("425 cannot open a data connection");
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server)
                .withDataMode(DataMode.ACTIVE).withTimeouts(ScriptedSession.SHORT, Duration.ofSeconds(10), Duration.ofSeconds(10)))) {
            Failure failure = assertThrows(Failure.class, () -> session.listing(ListingKind.NLST, "", Monitor.none()));
            assertEquals(FailureKind.DATA_CONNECTION, failure.kind(), failure.toString());
            assertEquals("/", session.workingDirectory(Monitor.none()));
        }
    }

    @Test
    @Tag("slow")
    void aTransferThatNothingEndsEndsTheSession() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("RETR");
            script.reply("150 here it comes");
            script.data();
        }); FtpSession session = ScriptedSession.login(server)) {
            session.retrieve("/f", 0, Monitor.none()).abort();
            assertFalse(session.isAlive(), "the reply to RETR may come at any time, and be taken for another one");
        }
    }

    @Test
    @Tag("slow")
    void aCancelEndsAnAbortThatIsUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("RETR");
            script.reply("150 here it comes");
            script.data();
            script.until("ABOR");
            asked.countDown();
            script.hold();
        }); FtpSession session = ScriptedSession.login(server)) {
            Cancellation cancellation = new Cancellation();
            FtpDownload download = session.retrieve("/f", 0, new Monitor(TransferId.next(), cancellation, event -> { }));
            CompletableFuture<Void> abort = CompletableFuture.runAsync(download::abort);
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            long start = System.nanoTime();
            cancellation.cancel();
            abort.get(20, TimeUnit.SECONDS);
            Duration late = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(late.toMillis() < 1000, () -> "came back after " + late);
            assertFalse(session.isAlive());
        }
    }

    @Test
    void aPassiveReplyWithoutAnAddressIsNoSuccessOfATypedCommand() throws Exception {
        try (ScriptedFtpServer server = server(script -> {
            script.until("PASV");
            script.reply("227 somewhere");
            script.until("EPSV");
            script.reply("229 somewhere else");
        }); FtpRawSession session = raw(server, StandardCharsets.UTF_8)) {
            Failure failure = assertThrows(Failure.class,
                    () -> session.perform("LIST", null, new ByteArrayOutputStream(), Monitor.none()));
            assertEquals(FailureKind.DATA_CONNECTION, failure.kind(), failure.toString());
        }
    }

    private static FtpRawSession raw(ScriptedFtpServer server, Charset names) throws Failure {
        FtpSettings settings = ScriptedSession.settings(server);
        FtpSettings chosen = settings.withAccess(settings.access().withNames(names));
        FtpRawSession session = FtpRawSession.connect(chosen, FtpWireListener.none(), Monitor.none());
        session.send("USER u", Monitor.none());
        session.send("PASS p", Monitor.none());
        session.send("TYPE I", Monitor.none());
        return session;
    }

    @Test
    void aDataConnectionIsClosedWhenTheCommandForItCannotBeSent() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script -> {
            script.login();
            script.until("PASV");
            script.reply("227 here (" + script.passiveNumbers() + ")");
            try (Socket data = script.data()) {
                end.complete(data.getInputStream().read());
            }
            script.until("NEVER");
        }); FtpRawSession session = raw(server, Charset.forName("GBK"))) {
            session.send("PASV", Monitor.none()).orThrow();
            Failure failure = assertThrows(Failure.class,
                    () -> session.perform("RETR \ud83d\ude00", null, new ByteArrayOutputStream(), Monitor.none()));
            assertEquals(FailureKind.MISUSE, failure.kind());
            assertEquals(-1, end.get(20, TimeUnit.SECONDS));
        }
    }
}
