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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import javax.net.ssl.SSLContext;

import org.atferry.ftp.FtpSettings;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust on first use: what is remembered, and that it counts. */
@Tag("slow")
class TlsFirstUseTest {

    @TempDir
    static Path folder;
    private static TestCertificates certificates;

    @TempDir
    Path home;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(folder);
        certificates.selfSigned();
        certificates.replacedServer();
    }

    /** Shows a self-signed certificate at first, and another one after some connections. */
    private static TlsScriptedServer server(int connections) throws Exception {
        SSLContext first = certificates.context(certificates.selfSigned());
        SSLContext second = certificates.context(certificates.replacedServer());
        int[] count = new int[1];
        return TlsScriptedServer.start(session -> {
            SSLContext context;
            synchronized (count) {
                context = count[0]++ < connections ? first : second;
            }
            session.explicit(context);
            session.until("QUIT");
            session.reply("221 bye");
        });
    }

    private FtpSettings firstUse(TlsScriptedServer server) {
        return settings(server, Security.EXPLICIT_TLS, TlsSettings.defaults().withFirstUse(pins()));
    }

    private Path pins() {
        return home.resolve("new/known-servers");
    }

    @Test
    void theCertificateOfTheFirstMeetingCountsFromThenOn() throws Exception {
        try (TlsScriptedServer server = server(2)) {
            TlsSessions.login(firstUse(server)).close();
            String line = Files.readString(pins());
            assertTrue(line.matches("127\\.0\\.0\\.1:" + server.port() + " [0-9a-f]{64}\n"), line);
            TlsSessions.login(firstUse(server)).close();
            assertEquals(line, Files.readString(pins()));
            int before = server.lines().size();
            Failure failure = refused(firstUse(server), Hint.CERTIFICATE_CHANGED);
            assertTrue(failure.detail().contains(line.strip().split(" ")[1]), failure.detail());
            assertEquals(List.of("AUTH TLS"), server.lines().subList(before, server.lines().size()));
            assertEquals(line, Files.readString(pins()));
        }
    }

    @Test
    void theFileIsForItsOwnerOnly() throws Exception {
        try (TlsScriptedServer server = server(1)) {
            TlsSessions.login(firstUse(server)).close();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pins())));
        }
    }

    @Test
    void aServerThatIsRefusedLaterOnIsRememberedToo() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            session.explicit(certificates.context(certificates.selfSigned()));
            session.until("PBSZ");
        })) {
            assertThrows(Failure.class, () -> TlsSessions.connect(firstUse(server)));
            assertTrue(Files.readString(pins()).contains(":" + server.port()));
        }
    }

    @Test
    void aServerWithoutAHandshakeIsNotRemembered() throws Exception {
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> session.reply("220 hi"))) {
            assertThrows(Failure.class, () -> TlsSessions.connect(firstUse(server)));
            assertFalse(Files.exists(pins()));
        }
    }

    @Test
    void aDamagedFileIsSaidAndNotIgnored() throws Exception {
        Files.createDirectories(pins().getParent());
        Files.writeString(pins(), "127.0.0.1:21 abc\n");
        try (TlsScriptedServer server = server(1)) {
            Failure failure = assertThrows(Failure.class, () -> TlsSessions.connect(firstUse(server)));
            assertEquals(FailureKind.MISUSE, failure.kind());
            assertEquals(List.of(), server.lines());
        }
    }

    @Test
    void chainsStillCountForThoseWhoAskForThem() throws Exception {
        try (TlsScriptedServer server = server(1)) {
            TlsSessions.login(firstUse(server)).close();
            refused(settings(server, Security.EXPLICIT_TLS, trusting(certificates.selfSigned().chain())), Hint.CERTIFICATE);
        }
    }
}
