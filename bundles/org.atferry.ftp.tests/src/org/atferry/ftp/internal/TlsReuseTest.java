/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;

import org.atferry.ftp.FtpDownload;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpUpload;
import org.atferry.ftp.FtpWireListener;
import org.atferry.ftp.internal.tls.TlsDataSocket;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.FtpServerProcess;
import org.atferry.testing.ProftpdServer;
import org.atferry.testing.TestCertificates;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * vsftpd that demands the session of the control connection on each data connection. With TLS 1.2 this needs the JVM property that our
 * launchers and the build set.
 */
@Tag("slow")
class TlsReuseTest {

    private static final int TIMES = 20;

    @TempDir
    static Path folder;
    private static TestCertificates certificates;

    @TempDir
    Path files;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(folder);
        certificates.server();
    }

    private VsftpdServer server(FtpServerProcess.Security security) throws Exception {
        return VsftpdServer.builder(files).tls(security, certificates.server().chain(), certificates.server().key()).sessionReuse(true)
                .start();
    }

    private static FtpSettings settings(FtpServerProcess server, ServerUrl.Security security, TlsSettings.Version version) {
        TlsSettings tls = TlsSettings.defaults().withAuthorities(certificates.authority()).withVersions(Set.of(version));
        return FtpSettings.defaults(new ServerUrl(security, server.user(), "127.0.0.1", server.port(), ""))
                .withAccess(ServerAccess.defaults().withTls(tls))
                .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    /** Our own look at each data connection, one command after the other by hand. */
    @ParameterizedTest
    @EnumSource
    void eachDataConnectionResumesTheSession(TlsSettings.Version version) throws Exception {
        byte[] content = bytes(100_000);
        try (VsftpdServer server = server(FtpServerProcess.Security.EXPLICIT)) {
            FtpSettings settings = settings(server, ServerUrl.Security.EXPLICIT_TLS, version);
            ControlConnection control = new Connector(settings, FtpWireListener.none(), Monitor.none()).connect();
            assertTrue(!control.lacksProtection(), "PROT P before the login");
            control.sendCommand("USER", server.user());
            assertEquals(230, control.sendCommand("PASS", server.password()));
            control.sendCommand("TYPE", "I");
            control.sendCommand("CWD", server.directory());
            for (int i = 0; i < TIMES; i++) {
                upload(control, "f" + i, content);
            }
            for (int i = 0; i < TIMES; i++) {
                assertArrayEquals(content, download(control, "f" + i));
            }
            control.kill();
        }
    }

    private static Socket passive(ControlConnection control) throws Exception {
        assertEquals(227, control.sendCommand("PASV", null));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), PassiveReply.passive(control.reply().text()).orElseThrow().port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void upload(ControlConnection control, String name, byte[] content) throws Exception {
        try (Socket plain = passive(control)) {
            assertEquals(150, control.sendCommand("STOR", name));
            TlsDataSocket socket = (TlsDataSocket) control.dataProtection().protect(plain);
            assertTrue(socket.isResumed(), name + " up");
            socket.getOutputStream().write(content);
            control.dataProtection().endOfUpload(socket);
            assertEquals(226, control.getReply(), control.reply().toString());
        }
    }

    private static byte[] download(ControlConnection control, String name) throws Exception {
        try (Socket plain = passive(control)) {
            assertEquals(150, control.sendCommand("RETR", name));
            TlsDataSocket socket = (TlsDataSocket) control.dataProtection().protect(plain);
            assertTrue(socket.isResumed(), name + " down");
            byte[] content = socket.getInputStream().readAllBytes();
            assertTrue(socket.isEndedInOrder(), "close_notify");
            assertEquals(226, control.getReply(), control.reply().toString());
            return content;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionUploadsAndDownloadsManyTimes(TlsSettings.Version version) throws Exception {
        try (VsftpdServer server = server(FtpServerProcess.Security.EXPLICIT)) {
            transfers(server, settings(server, ServerUrl.Security.EXPLICIT_TLS, version));
        }
    }

    @ParameterizedTest
    @EnumSource
    void implicitTlsWorksTheSame(TlsSettings.Version version) throws Exception {
        try (VsftpdServer server = server(FtpServerProcess.Security.IMPLICIT)) {
            transfers(server, settings(server, ServerUrl.Security.IMPLICIT_TLS, version));
        }
    }

    /** proftpd sends no ticket with an upload, and Java uses none twice: the second upload in a row was refused with TLS 1.3. */
    @ParameterizedTest
    @EnumSource
    void uploadsInARowWorkWithAServerThatSendsNoTicketWithThem(TlsSettings.Version version) throws Exception {
        try (FtpServerProcess server = ProftpdServer.builder(files)
                .tls(FtpServerProcess.Security.EXPLICIT, certificates.server().chain(), certificates.server().key()).sessionReuse(true)
                .start()) {
            transfers(server, settings(server, ServerUrl.Security.EXPLICIT_TLS, version));
        }
    }

    private void transfers(FtpServerProcess server, FtpSettings settings) throws Exception {
        byte[] content = bytes(300_000);
        try (FtpSession session = FtpSession.connect(settings, FtpWireListener.none(), Monitor.none())) {
            session.login(server.user(), Secret.of(server.password()), Monitor.none());
            session.changeDirectory(server.directory(), Monitor.none());
            for (int i = 0; i < TIMES; i++) {
                byte[] part = Arrays.copyOf(content, i * 10_000);
                FtpUpload upload = session.store("f" + i, 0, Monitor.none());
                upload.stream().write(part);
                upload.finish();
                FtpDownload download = session.retrieve("f" + i, 0, Monitor.none());
                assertArrayEquals(part, download.stream().readAllBytes());
                download.finish();
            }
            for (int i = 0; i < TIMES; i++) {
                FtpUpload upload = session.store("f" + i, 0, Monitor.none());
                upload.stream().write(content);
                upload.finish();
                assertEquals(content.length, Files.size(server.root().resolve("f" + i)));
            }
            int[] listed = new int[1];
            session.list("", entry -> listed[0]++, Monitor.none());
            assertEquals(TIMES, listed[0]);
        }
    }

    /** Tickets of TLS 1.3 serve once: a transfer that is broken off must leave one for the next. */
    @ParameterizedTest
    @EnumSource
    void aTransferAfterOneThatWasBrokenOffWorks(TlsSettings.Version version) throws Exception {
        byte[] content = bytes(5_000_000);
        try (VsftpdServer server = server(FtpServerProcess.Security.EXPLICIT)) {
            FtpSettings settings = settings(server, ServerUrl.Security.EXPLICIT_TLS, version);
            try (FtpSession session = FtpSession.connect(settings, FtpWireListener.none(), Monitor.none())) {
                session.login(server.user(), Secret.of(server.password()), Monitor.none());
                session.changeDirectory(server.directory(), Monitor.none());
                for (int i = 0; i < 4; i++) {
                    FtpUpload upload = session.store("f", 0, Monitor.none());
                    upload.stream().write(content);
                    upload.abort();
                    assertTrue(session.isAlive());
                    FtpUpload whole = session.store("f", 0, Monitor.none());
                    whole.stream().write(content);
                    whole.finish();
                    FtpDownload download = session.retrieve("f", 0, Monitor.none());
                    download.stream().readNBytes(1000);
                    download.abort();
                    assertTrue(session.isAlive());
                }
            }
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
