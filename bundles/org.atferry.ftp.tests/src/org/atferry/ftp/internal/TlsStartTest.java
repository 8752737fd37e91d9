/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.atferry.ftp.internal.TlsSessions.refused;
import static org.atferry.ftp.internal.TlsSessions.settings;
import static org.atferry.ftp.internal.TlsSessions.trusting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not happen on the way to a secure control connection: nothing is sent that was to be secret, and nobody waits for ever. */
class TlsStartTest {

    private static final Duration SHORT = Duration.ofMillis(700);

    @TempDir
    static Path folder;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(folder);
        certificates.server();
    }

    private static FtpSettings explicit(TlsScriptedServer server) {
        return settings(server, Security.EXPLICIT_TLS, trusting(certificates.authority()));
    }

    private static FtpSettings implicit(TlsScriptedServer server) {
        return settings(server, Security.IMPLICIT_TLS, trusting(certificates.authority()));
    }

    private static FtpSettings hurried(FtpSettings settings) {
        return settings.withTimeouts(SHORT, SHORT, SHORT);
    }

    @Test
    void aServerThatRefusesTlsGetsNoUserAndNoPassword() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.reply("220 hi");
            session.command();
            session.reply("502 what is AUTH");
            session.hold();
        })) {
            Failure failure = refused(explicit(server), Hint.TLS_REFUSED);
            assertEquals(502, failure.reply().orElseThrow().code());
            assertTrue(server.awaitClientGone());
            assertEquals(List.of("AUTH TLS"), server.lines());
        }
    }

    @Test
    void aServerThatWantsALoginFirstIsNoServerWithTls() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.reply("220 hi");
            session.command();
            session.reply("530 Please login with USER and PASS.");
            session.hold();
        })) {
            refused(explicit(server), Hint.TLS_REFUSED);
            assertTrue(server.awaitClientGone());
            assertEquals(List.of("AUTH TLS"), server.lines());
        }
    }

    @Test
    void aServerThatLetsUsInBeforeTlsIsLeft() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.reply("230 welcome, you are in");
            session.hold();
        })) {
            refused(explicit(server), Hint.TLS_REFUSED);
            assertTrue(server.awaitClientGone());
            assertEquals(List.of(), server.lines());
        }
    }

    @Test
    void aReplyGluedBehindTheGoAheadIsNotBelieved() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.reply("220 hi");
            session.command();
            session.raw("234 go\r\n230 you are in\r\n200 ok\r\n200 ok\r\n");
            session.hold();
        })) {
            refused(explicit(server), Hint.TLS_REFUSED);
            assertTrue(server.awaitClientGone());
            assertEquals(List.of("AUTH TLS"), server.lines());
        }
    }

    @Test
    void anotherReplyInPlaceOfAHandshakeIsNotBelieved() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.reply("220 hi");
            session.command();
            session.reply("234 go");
            session.plain().getInputStream().read();
            session.reply("230 you are in");
            session.hold();
        })) {
            refused(explicit(server), Hint.TLS_REFUSED);
            assertTrue(server.awaitClientGone());
            assertEquals(List.of("AUTH TLS"), server.lines());
        }
    }

    @Test
    void aServerWithoutTlsOnAnImplicitPortIsToldApart() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.reply("220 hi");
            session.hold();
        })) {
            Failure failure = refused(implicit(server), Hint.TLS_REFUSED);
            assertTrue(failure.detail().contains("speaks no TLS on this port"), failure.detail());
            assertTrue(server.awaitClientGone());
        }
    }

    @Test
    void aServerThatHangsUpDuringTheHandshakeIsToldApart() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> session.plain().getInputStream().read())) {
            Failure failure = refused(implicit(server), Hint.TLS_REFUSED);
            assertTrue(failure.detail().contains("closed the connection"), failure.detail());
        }
    }

    @Test
    void aSilentServerEndsInTime() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(TlsScriptedServer.Session::hold)) {
            Failure failure = refused(hurried(implicit(server)), Hint.TLS_REFUSED);
            assertTrue(failure.detail().contains("no TLS handshake in time"), failure.detail());
            assertTrue(server.awaitClientGone());
        }
    }

    /** Each byte comes in time, and the handshake never ends. */
    @Test
    void aServerThatDripsEndsInTime() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.plain().setSoTimeout(50);
            session.plain().getOutputStream().write(new byte[] { 22, 3, 3, 0x3f, 0 });
            InputStream in = session.plain().getInputStream();
            boolean there = true;
            while (there) {
                try {
                    there = in.read() >= 0;
                } catch (SocketTimeoutException e) {
                    session.plain().getOutputStream().write(2);
                }
            }
        })) {
            Failure failure = refused(hurried(implicit(server)), Hint.TLS_REFUSED);
            assertTrue(failure.detail().contains("no TLS handshake in time"), failure.detail());
        }
    }

    @Test
    void repliesThatOnlyEverAnnounceOthersEndInTime() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.reply("220 hi");
            session.command();
            session.plain().setSoTimeout(50);
            InputStream in = session.plain().getInputStream();
            boolean there = true;
            while (there) {
                try {
                    there = in.read() >= 0;
                } catch (SocketTimeoutException e) {
                    session.reply("120 soon");
                }
            }
        })) {
            Failure failure = assertThrows(Failure.class, () -> TlsSessions.connect(hurried(explicit(server))));
            assertEquals(FailureKind.TLS, failure.kind());
        }
    }

    @Test
    void aCancelEndsTheHandshakeAtOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.plain().getInputStream().read();
            begun.countDown();
            session.hold();
        })) {
            Monitor monitor = Monitor.none();
            Thread canceller = new Thread(() -> {
                try {
                    begun.await();
                } catch (InterruptedException e) {
                    fail(e);
                }
                monitor.cancellation().cancel();
            });
            canceller.start();
            long start = System.nanoTime();
            Failure failure = assertThrows(Failure.class,
                    () -> new Connector(implicit(server), FtpWireListener.none(), monitor).connect());
            assertEquals(FailureKind.CANCELLED, failure.kind());
            assertTrue(System.nanoTime() - start < 10_000_000_000L, "well before the time for connecting");
            canceller.join();
            assertTrue(server.awaitClientGone());
        }
    }

    @Test
    void noVersionInCommonIsSaid() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer
                .start(session -> session.explicit(certificates.context(certificates.server()), "TLSv1.3"))) {
            FtpSettings old = settings(server, Security.EXPLICIT_TLS,
                    trusting(certificates.authority()).withVersions(Set.of(TlsSettings.Version.TLS_1_2)));
            Failure failure = refused(old, Hint.TLS_VERSIONS);
            assertTrue(failure.detail().contains("no version"), failure.detail());
        }
    }

    @Test
    void everythingAfterTheHandshakeIsProtected() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.explicit(certificates.context(certificates.server()));
            session.until("QUIT");
            session.reply("221 bye");
        })) {
            TlsSessions.login(explicit(server)).close();
            assertEquals(List.of("AUTH TLS", "* PBSZ 0", "* PROT P", "* USER u", "* PASS s3cret"), server.lines().subList(0, 5));
            assertFalse(server.lines().stream().skip(1).anyMatch(line -> !line.startsWith("* ")));
        }
    }

    @Test
    void overIpv6TheAddressIsVerifiedToo() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start("::1", session -> {
            session.explicit(certificates.context(certificates.server()));
            session.until("QUIT");
        })) {
            TlsSessions.login(settings("::1", server.port(), Security.EXPLICIT_TLS, trusting(certificates.authority()))).close();
            assertTrue(server.lines().contains("* PASS s3cret"));
        }
    }

    /** Some servers take PBSZ and PROT from users only. */
    @Test
    void aServerThatProtectsDataOnlyAfterTheLoginIsAskedAgain() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.explicit(certificates.context(certificates.server()));
            session.until("PBSZ");
            session.reply("530 not logged in");
            session.until("PROT");
            session.reply("530 not logged in");
            session.until("QUIT");
            session.reply("221 bye");
        })) {
            TlsSessions.login(explicit(server)).close();
            assertTrue(server.lines().lastIndexOf("* PROT P") > server.lines().indexOf("* PASS s3cret"), server.lines().toString());
        }
    }

    /** Under TLS, nothing below shows whether a reply came or a ticket. */
    @Test
    void aReplyThatNobodyAskedForIsNotTheAnswerToTheNextCommand() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.explicit(certificates.context(certificates.server()));
            session.until("NOOP");
            session.reply("200 ok");
            session.reply("226 late");
            session.until("PWD");
            session.reply("257 \"/\"");
        })) {
            ControlConnection control = TlsSessions.connect(explicit(server));
            assertEquals(200, control.sendCommand("NOOP", null));
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (!control.hasInput() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertTrue(control.discardStrayReplies());
            assertEquals(257, control.sendCommand("PWD", null));
            assertFalse(control.hasInput());
            control.kill();
        }
    }

    /** A wait that ended in time must not lose what was read so far of a record. */
    @Test
    void aReplyWhoseRecordComesInPiecesIsReadAfterATimeout() throws Exception {
        CountDownLatch waited = new CountDownLatch(1);
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            TlsSlowSocket slow = new TlsSlowSocket(session.plain(), waited);
            session.reply("220 hi");
            session.until("AUTH");
            session.reply("234 go");
            session.speakOn(session.layer(certificates.context(certificates.server()), slow));
            session.until("NOOP");
            slow.inPieces();
            session.reply("200 " + "ok".repeat(100));
            session.hold();
        })) {
            ControlConnection control = TlsSessions.connect(explicit(server));
            control.post("NOOP");
            assertThrows(SocketTimeoutException.class, () -> control.getReply(Duration.ofMillis(300)));
            waited.countDown();
            assertEquals(200, control.getReply(Duration.ofSeconds(10)));
            assertEquals("ok".repeat(100), control.reply().text());
            control.kill();
        }
    }

    @Test
    void aWireListenerSeesNoPassword() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.explicit(certificates.context(certificates.server()));
            session.until("QUIT");
        })) {
            StringBuffer seen = new StringBuffer();
            FtpWireListener listener = new FtpWireListener() {
                @Override
                public void sent(String line) {
                    seen.append(line).append('\n');
                }

                @Override
                public void received(String line) {
                    seen.append(line).append('\n');
                }
            };
            ControlConnection control = new Connector(explicit(server), listener, Monitor.none()).connect();
            control.sendCommand("USER", "u");
            control.sendCommand("PASS", "s3cret");
            control.kill();
            assertTrue(server.lines().contains("* PASS s3cret"));
            assertFalse(seen.toString().contains("s3cret"), seen.toString());
            assertTrue(seen.toString().contains("PASS"), seen.toString());
        }
    }
}
