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
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.atferry.ftp.FtpDownload;
import org.atferry.ftp.FtpSession;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.remote.Step;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which certificates are believed, on control and data connections, and what is said of the others. */
@Tag("slow")
class TlsCertificateTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    static Path folder;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(folder);
    }

    private static TlsScriptedServer server(TestCertificates.Identity identity) throws Exception {
        SSLContext context = certificates.context(identity);
        return TlsScriptedServer.start(session -> {
            session.explicit(context);
            session.until("QUIT");
            session.reply("221 bye");
        });
    }

    private static void accepted(TestCertificates.Identity identity, TlsSettings tls) throws Exception {
        try (TlsScriptedServer server = server(identity)) {
            TlsSessions.login(settings(server, Security.EXPLICIT_TLS, tls)).close();
            assertTrue(server.lines().contains("* PASS s3cret"));
        }
    }

    private static String refusedFor(TestCertificates.Identity identity, TlsSettings tls, Hint hint) throws Exception {
        try (TlsScriptedServer server = server(identity)) {
            Failure failure = refused(settings(server, Security.EXPLICIT_TLS, tls), hint);
            assertEquals(List.of("AUTH TLS"), server.lines());
            return failure.detail();
        }
    }

    @Test
    void aGoodCertificateIsBelieved() throws Exception {
        accepted(certificates.server(), trusting(certificates.authority()));
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsDate() throws Exception {
        String detail = refusedFor(certificates.expired(), trusting(certificates.authority()), Hint.CERTIFICATE_EXPIRED);
        LocalDate end = certificates.expired().certificate().getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
        assertTrue(detail.contains("expired on " + end), detail);
    }

    @Test
    void aCertificateThatIsNotYetValidIsRefusedWithItsDate() throws Exception {
        String detail = refusedFor(certificates.notYetValid(), trusting(certificates.authority()), Hint.CERTIFICATE_EXPIRED);
        LocalDate begin = certificates.notYetValid().certificate().getNotBefore().toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
        assertTrue(detail.contains("not valid before " + begin), detail);
    }

    @Test
    void aSelfSignedCertificateIsRefused() throws Exception {
        String detail = refusedFor(certificates.selfSigned(), trusting(certificates.authority()), Hint.CERTIFICATE);
        assertTrue(detail.contains("self-signed"), detail);
    }

    @Test
    void aSelfSignedCertificateThatIsItselfTrustedIsBelieved() throws Exception {
        accepted(certificates.selfSigned(), trusting(certificates.selfSigned().chain()));
    }

    /** Java believes a certificate that it was given to trust, whatever its dates are. */
    @Test
    void anExpiredCertificateThatIsItselfTrustedIsRefused() throws Exception {
        refusedFor(certificates.expired(), trusting(certificates.expired().chain()), Hint.CERTIFICATE_EXPIRED);
    }

    @Test
    void aCertificateWithAnotherNameIsRefusedWithTheNamesThatItHas() throws Exception {
        String detail = refusedFor(certificates.wrongName(), trusting(certificates.authority()), Hint.CERTIFICATE_NAME);
        assertTrue(detail.contains("not for 127.0.0.1 but for other.example, *.other.example"), detail);
    }

    @Test
    void theNameDoesNotMatterWhereOnlyTheChainDoes() throws Exception {
        TlsSettings chain = trusting(certificates.authority()).withTrust(TlsSettings.Trust.CHAIN);
        accepted(certificates.wrongName(), chain);
        refusedFor(certificates.selfSigned(), chain, Hint.CERTIFICATE);
        refusedFor(certificates.expired(), chain, Hint.CERTIFICATE_EXPIRED);
    }

    @Test
    void anAuthorityThatJavaDoesNotKnowIsRefusedByDefault() throws Exception {
        String detail = refusedFor(certificates.server(), TlsSettings.defaults(), Hint.CERTIFICATE);
        assertTrue(detail.contains("AT Ferry test authority"), detail);
    }

    @Test
    void whoeverAsksForItGetsAnyCertificate() throws Exception {
        accepted(certificates.expired(), TlsSettings.defaults().withTrust(TlsSettings.Trust.ANY));
    }

    @Test
    void aFileWithoutCertificatesIsSaidBeforeAnythingIsSent() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "garbage");
        Path damaged = Files.writeString(folder.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        try (TlsScriptedServer server = server(certificates.server())) {
            for (Path file : List.of(garbage, damaged, folder.resolve("missing.pem"))) {
                Failure failure = assertThrows(Failure.class,
                        () -> TlsSessions.connect(settings(server, Security.EXPLICIT_TLS, trusting(file))));
                assertEquals(file.endsWith("missing.pem") ? FailureKind.LOCAL : FailureKind.MISUSE, failure.kind());
                assertEquals(Step.LOCAL_FILE, failure.step());
                assertEquals(file.toString(), failure.subject());
            }
            assertEquals(List.of(), server.lines());
        }
    }

    /** A server whose data connections are by another context, so that none resumes the session of the control connection. */
    private static TlsScriptedServer server(TestCertificates.Identity control, TestCertificates.Identity data) throws Exception {
        SSLContext first = certificates.context(control);
        SSLContext second = certificates.context(data);
        return TlsScriptedServer.start(session -> {
            session.explicit(first);
            session.until("RETR");
            session.reply("150 go");
            try (Socket plain = session.data(); SSLSocket socket = session.layer(second, plain)) {
                socket.getOutputStream().write(CONTENT);
            } catch (IOException e) {
                session.reply("426 no data connection");
                session.until("QUIT");
                return;
            }
            session.reply("226 done");
            session.until("QUIT");
            session.reply("221 bye");
        });
    }

    private static String refusedOnData(TestCertificates.Identity control, TestCertificates.Identity data, Hint hint) throws Exception {
        try (TlsScriptedServer server = server(control, data);
                FtpSession session = TlsSessions.login(settings(server, Security.EXPLICIT_TLS, trusting(certificates.authority())))) {
            Failure failure = assertThrows(Failure.class, () -> session.retrieve("f", 0, Monitor.none()));
            assertEquals(FailureKind.TLS, failure.kind(), failure.getMessage());
            assertEquals(hint, failure.hint(), failure.getMessage());
            return failure.detail();
        }
    }

    @Test
    void aBadCertificateIsRefusedOnDataConnectionsToo() throws Exception {
        assertTrue(refusedOnData(certificates.server(), certificates.expired(), Hint.CERTIFICATE_EXPIRED).contains("expired"));
        assertTrue(refusedOnData(certificates.server(), certificates.selfSigned(), Hint.CERTIFICATE).contains("self-signed"));
        assertTrue(refusedOnData(certificates.server(), certificates.wrongName(), Hint.CERTIFICATE_NAME).contains("other.example"));
    }

    @Test
    void anotherGoodCertificateIsRefusedOnDataConnections() throws Exception {
        assertTrue(refusedOnData(certificates.server(), certificates.replacedServer(), Hint.CERTIFICATE).contains("another certificate"));
    }

    @Test
    void aSessionThatIsNotResumedIsVerifiedAgainAndGood() throws Exception {
        try (TlsScriptedServer server = server(certificates.server(), certificates.server());
                FtpSession session = TlsSessions.login(settings(server, Security.EXPLICIT_TLS, trusting(certificates.authority())))) {
            FtpDownload download = session.retrieve("f", 0, Monitor.none());
            assertArrayEquals(CONTENT, download.stream().readAllBytes());
            download.finish();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSessionIsResumedAcrossSettings(TlsSettings.Version version) throws Exception {
        SSLContext context = certificates.context(certificates.server());
        List<byte[]> ids = new ArrayList<>();
        List<Long> ages = new ArrayList<>();
        try (TlsScriptedServer server = TlsScriptedServer.start(session -> {
            SSLSocket socket = session.explicit(context);
            ids.add(socket.getSession().getId());
            ages.add(socket.getSession().getCreationTime());
            session.until("QUIT");
            session.reply("221 bye");
        })) {
            TlsSettings lax = TlsSettings.defaults().withTrust(TlsSettings.Trust.ANY).withVersions(Set.of(version));
            TlsSessions.login(settings(server, Security.EXPLICIT_TLS, lax)).close();
            TlsSettings strict = trusting(certificates.authority()).withVersions(Set.of(version));
            TlsSessions.login(settings(server, Security.EXPLICIT_TLS, strict)).close();
        }
        assertEquals(2, ids.size());
        assertFalse(Arrays.equals(ids.get(0), ids.get(1)));
        assertTrue(ages.get(0) < ages.get(1), "a session of its own");
    }
}
