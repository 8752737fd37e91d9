/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.atferry.ftp.internal.TlsSessions.settings;
import static org.atferry.ftp.internal.TlsSessions.trusting;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.atferry.ftp.FtpDownload;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.FtpUpload;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How data connections under TLS end, and what happens when they do not come about. */
class TlsDataTest {

    private static final byte[] CONTENT = "content of a file".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path folder;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(folder);
        certificates.server();
    }

    /** What happens on a data connection after the reply 150. */
    @FunctionalInterface
    private interface Data {
        void play(TlsScriptedServer.Session session, Socket plain, SSLContext context) throws Exception;
    }

    private static TlsScriptedServer server(String verb, String size, Data data) throws Exception {
        SSLContext context = certificates.context(certificates.server());
        return TlsScriptedServer.start(session -> {
            session.explicit(context);
            if (size != null) {
                session.until("FEAT");
                session.reply("211-features\r\n SIZE\r\n211 end");
                session.until("SIZE");
                session.reply("213 " + size);
            }
            session.until(verb);
            session.reply("150 go");
            data.play(session, session.data(), context);
            session.until("QUIT");
            session.reply("221 bye");
        });
    }

    private static FtpSession login(TlsScriptedServer server) throws Failure {
        return TlsSessions.login(settings(server, Security.EXPLICIT_TLS, trusting(certificates.authority())));
    }

    /** Sends the content, and ends the connection without a word under TLS. */
    private static void cutOff(TlsScriptedServer.Session session, Socket plain, SSLContext context) throws Exception {
        SSLSocket socket = session.layer(context, plain);
        socket.getOutputStream().write(CONTENT);
        plain.close();
        session.reply("226 done");
    }

    @Test
    void anEndWithoutTheServersWordIsNoEndWhenTheSizeIsNotKnown() throws Exception {
        try (TlsScriptedServer server = server("RETR", null, TlsDataTest::cutOff); FtpSession session = login(server)) {
            FtpDownload download = session.retrieve("f", 0, Monitor.none());
            assertArrayEquals(CONTENT, download.stream().readAllBytes());
            Failure failure = assertThrows(Failure.class, download::finish);
            assertEquals(FailureKind.INCOMPLETE, failure.kind(), failure.getMessage());
        }
    }

    @Test
    void anEndWithoutTheServersWordIsOneWhenTheSizeIsRight() throws Exception {
        try (TlsScriptedServer server = server("RETR", "" + CONTENT.length, TlsDataTest::cutOff); FtpSession session = login(server)) {
            FtpDownload download = session.retrieve("f", 0, Monitor.none());
            assertArrayEquals(CONTENT, download.stream().readAllBytes());
            download.finish();
        }
    }

    @Test
    void aListingThatIsCutOffIsIncomplete() throws Exception {
        try (TlsScriptedServer server = server("LIST", null, TlsDataTest::cutOff); FtpSession session = login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.list("", entry -> { }, Monitor.none()));
            assertEquals(FailureKind.INCOMPLETE, failure.kind(), failure.getMessage());
        }
    }

    @Test
    void anEndWithTheServersWordIsOne() throws Exception {
        try (TlsScriptedServer server = server("RETR", null, (session, plain, context) -> {
            try (SSLSocket socket = session.layer(context, plain)) {
                socket.getOutputStream().write(CONTENT);
            }
            session.reply("226 done");
        }); FtpSession session = login(server)) {
            FtpDownload download = session.retrieve("f", 0, Monitor.none());
            assertArrayEquals(CONTENT, download.stream().readAllBytes());
            download.finish();
        }
    }

    /** Servers of TLS 1.3 wait for this side's end of a download before they say that it is over. */
    @Test
    void theEndOfADownloadIsAnswered() throws Exception {
        try (TlsScriptedServer server = server("RETR", null, (session, plain, context) -> {
            SSLSocket socket = session.layer(context, plain);
            socket.getOutputStream().write(CONTENT);
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
            session.reply("226 done");
        }); FtpSession session = login(server)) {
            FtpDownload download = session.retrieve("f", 0, Monitor.none());
            assertArrayEquals(CONTENT, download.stream().readAllBytes());
            download.finish();
        }
    }

    @Test
    void theEndOfAnUploadIsSaidUnderTls() throws Exception {
        try (TlsScriptedServer server = server("STOR", null, (session, plain, context) -> {
            SSLSocket socket = session.layer(context, plain);
            assertArrayEquals(CONTENT, socket.getInputStream().readAllBytes());
            socket.close();
            session.reply("226 done");
        }); FtpSession session = login(server)) {
            FtpUpload upload = session.store("f", 0, Monitor.none());
            upload.stream().write(CONTENT);
            upload.finish();
        }
    }

    /** A server that keeps its side of the data connection open must not hold up an upload that it has confirmed. */
    @Test
    void aServerThatResetsAfterAnUploadIsJudgedByItsReply() throws Exception {
        try (TlsScriptedServer server = server("STOR", null, (session, plain, context) -> {
            SSLSocket socket = session.layer(context, plain);
            assertArrayEquals(CONTENT, socket.getInputStream().readAllBytes());
            plain.setSoLinger(true, 0);
            plain.close();
            session.reply("226 done");
        }); FtpSession session = login(server)) {
            FtpUpload upload = session.store("f", 0, Monitor.none());
            upload.stream().write(CONTENT);
            upload.finish();
        }
    }

    @Test
    void aDataConnectionInTheClearIsNotTaken() throws Exception {
        try (TlsScriptedServer server = server("RETR", null, (session, plain, context) -> {
            plain.getOutputStream().write(CONTENT);
            plain.close();
            session.reply("226 done");
        }); FtpSession session = login(server)) {
            Failure failure = assertThrows(Failure.class, () -> session.retrieve("f", 0, Monitor.none()));
            assertEquals(FailureKind.TLS, failure.kind(), failure.getMessage());
            assertTrue(session.isAlive());
        }
    }

    @Test
    void aCancelEndsTheHandshakeOfADataConnection() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (TlsScriptedServer server = server("RETR", null, (session, plain, context) -> {
            InputStream in = plain.getInputStream();
            in.read();
            begun.countDown();
            while (in.read() >= 0) {
                // silent, until the client gives up
            }
            session.reply("426 no");
        }); FtpSession session = login(server)) {
            Monitor monitor = Monitor.none();
            Thread canceller = new Thread(() -> {
                try {
                    begun.await();
                    monitor.cancellation().cancel();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            canceller.start();
            long start = System.nanoTime();
            Failure failure = assertThrows(Failure.class, () -> session.retrieve("f", 0, monitor));
            assertEquals(FailureKind.CANCELLED, failure.kind(), failure.getMessage());
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
            canceller.join();
        }
    }

    /** RFC 4217, and what servers say that find the session of the control connection not resumed. */
    @Test
    void aServerThatDemandsReuseAndDoesNotGetItIsToldApart() throws Exception {
        SSLContext first = certificates.context(certificates.server());
        SSLContext second = certificates.context(certificates.server());
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.explicit(first, "TLSv1.3");
            session.until("RETR");
            session.reply("150 go");
            SSLSocket socket = session.layer(second, session.data());
            socket.startHandshake();
            socket.close();
            session.reply("522 SSL connection failed; session reuse required: see require_ssl_reuse option in vsftpd.conf man page");
            session.hold();
        }); FtpSession session = login(server)) {
            Failure failure = assertThrows(Failure.class, () -> {
                FtpDownload download = session.retrieve("f", 0, Monitor.none());
                download.stream().readAllBytes();
                download.finish();
            });
            assertEquals(FailureKind.TLS, failure.kind(), failure.getMessage());
            assertEquals(Hint.RUN_AGAIN, failure.hint());
            assertEquals(522, failure.reply().orElseThrow().code());
            assertFalse(session.isAlive(), "another try needs another session");
        }
    }

    @Test
    void withoutFaultsEachDataConnectionIsResumedByAJavaServer() throws Exception {
        SSLContext context = certificates.context(certificates.server());
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            SSLSocket control = session.explicit(context);
            for (int i = 0; i < 6; i++) {
                session.until("STOR");
                session.reply("150 go");
                try (SSLSocket socket = session.layer(context, session.data())) {
                    socket.startHandshake();
                    assertEquals(control.getSession().getCreationTime(), socket.getSession().getCreationTime(), "resumed");
                    socket.getInputStream().readAllBytes();
                }
                session.reply("226 done");
            }
            session.until("QUIT");
            session.reply("221 bye");
        }); FtpSession session = login(server)) {
            for (int i = 0; i < 6; i++) {
                FtpUpload upload = session.store("f", 0, Monitor.none());
                upload.stream().write(CONTENT);
                upload.finish();
            }
        }
    }
}
