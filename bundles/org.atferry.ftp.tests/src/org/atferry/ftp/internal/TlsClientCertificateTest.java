/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.atferry.ftp.internal.TlsSessions.settings;
import static org.atferry.ftp.internal.TlsSessions.trusting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
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

/** Servers that want to know who this side is. */
@Tag("slow")
class TlsClientCertificateTest {

    @TempDir
    static Path folder;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(folder);
        certificates.server();
    }

    private static TlsScriptedServer server() throws Exception {
        SSLContext context = certificates.context(certificates.server());
        return TlsScriptedServer.start(session -> {
            session.reply("220 hi");
            session.until("AUTH");
            session.reply("234 go");
            SSLSocket socket = session.layer(context, session.plain());
            socket.setNeedClientAuth(true);
            socket.startHandshake();
            session.speakOn(socket);
            session.until("QUIT");
            session.reply("221 bye");
        });
    }

    private static TlsSettings of(TlsSettings.Version version) {
        return trusting(certificates.authority()).withVersions(Set.of(version));
    }

    private static TlsSettings.ClientCertificate files(TestCertificates.Identity identity) {
        return new TlsSettings.ClientCertificate(identity.chain(), identity.key());
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateOfThisSideIsShown(TlsSettings.Version version) throws Exception {
        for (TestCertificates.Identity identity : List.of(certificates.client(), certificates.clientWithCurve())) {
            try (TlsScriptedServer server = server()) {
                TlsSessions.login(settings(server, Security.EXPLICIT_TLS, of(version).withIdentity(files(identity)))).close();
                assertTrue(server.lines().contains("* PASS s3cret"));
            }
        }
    }

    @Test
    void keyAndChainMayBeInOneFile() throws Exception {
        Path both = certificates.client().both();
        try (TlsScriptedServer server = server()) {
            TlsSettings tls = of(TlsSettings.Version.TLS_1_3).withIdentity(new TlsSettings.ClientCertificate(both, both));
            TlsSessions.login(settings(server, Security.EXPLICIT_TLS, tls)).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatWantsACertificateSaysSoBeforeThePasswordIsSent(TlsSettings.Version version) throws Exception {
        try (TlsScriptedServer server = server()) {
            Failure failure = TlsSessions.refused(settings(server, Security.EXPLICIT_TLS, of(version)), Hint.CLIENT_CERTIFICATE);
            assertTrue(failure.detail().contains("wants a certificate"), failure.detail());
            assertEquals(List.of("AUTH TLS"), server.lines());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateThatTheServerDoesNotTrustIsRefusedByIt(TlsSettings.Version version) throws Exception {
        try (TlsScriptedServer server = server()) {
            TlsSettings tls = of(version).withIdentity(files(certificates.selfSigned()));
            Failure failure = TlsSessions.refused(settings(server, Security.EXPLICIT_TLS, tls), Hint.CLIENT_CERTIFICATE);
            assertTrue(failure.detail().contains("does not accept"), failure.detail());
            assertEquals(List.of("AUTH TLS"), server.lines());
        }
    }

    private static Failure unusable(Path chain, Path key) throws Exception {
        try (TlsScriptedServer server = server()) {
            TlsSettings tls = of(TlsSettings.Version.TLS_1_3).withIdentity(new TlsSettings.ClientCertificate(chain, key));
            Failure failure = assertThrows(Failure.class, () -> TlsSessions.connect(settings(server, Security.EXPLICIT_TLS, tls)));
            assertEquals(List.of(), server.lines());
            assertEquals(Step.LOCAL_FILE, failure.step());
            return failure;
        }
    }

    @Test
    void filesThatCannotBeUsedAreSaidBeforeAnythingIsSent() throws Exception {
        Path chain = certificates.client().chain();
        Path key = certificates.client().key();
        assertEquals(FailureKind.LOCAL, unusable(chain, folder.resolve("missing.key")).kind());
        assertEquals(FailureKind.MISUSE, unusable(chain, chain).kind());
        assertEquals(FailureKind.MISUSE, unusable(key, key).kind());
        Failure other = unusable(chain, certificates.server().key());
        assertTrue(other.detail().contains("not the one of the certificate"), other.detail());
        Failure curve = unusable(chain, certificates.clientWithCurve().key());
        assertTrue(curve.detail().contains("not the RSA key"), curve.detail());
    }

    @Test
    void keysThatAreEncryptedOrOldAreToldApart() throws Exception {
        Path chain = certificates.client().chain();
        String body = Files.readString(certificates.client().key()).replaceAll("-----.*-----\n", "");
        Path encrypted = Files.writeString(folder.resolve("encrypted.key"), pem("ENCRYPTED PRIVATE KEY", body));
        assertTrue(unusable(chain, encrypted).detail().contains("is encrypted"));
        Path oldEncrypted = Files.writeString(folder.resolve("old-encrypted.key"),
                pem("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + body));
        assertTrue(unusable(chain, oldEncrypted).detail().contains("is encrypted"));
        Path old = Files.writeString(folder.resolve("old.key"), pem("RSA PRIVATE KEY", body));
        assertTrue(unusable(chain, old).detail().contains("PKCS #8"));
        Path damaged = Files.writeString(folder.resolve("damaged.key"), pem("PRIVATE KEY", body.substring(100)));
        Failure failure = unusable(chain, damaged);
        assertTrue(failure.detail().contains("damaged"), failure.detail());
        assertFalse(failure.getMessage().contains(body.substring(200, 240)));
    }

    private static String pem(String type, String body) {
        return "-----BEGIN " + type + "-----\n" + body + "-----END " + type + "-----\n";
    }
}
