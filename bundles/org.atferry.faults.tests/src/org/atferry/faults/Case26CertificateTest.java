/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Case 26: an expired, a self-signed, a wrong-name certificate on the control connection and on data connections. */
class Case26CertificateTest extends TlsFaultTest {

    private static final byte[] OLD = random(77);
    private static final byte[] NEW = random(1000);

    /** A certificate that must not be believed, and a word that must be in the reason. */
    enum Bad {
        EXPIRED("expire|valid"), NOT_YET_VALID("valid|expire"), SELF_SIGNED("trust|sign|author"), WRONG_NAME("name|match");

        private final String word;

        Bad(String word) {
            this.word = word;
        }

        TestCertificates.Identity identity() throws IOException {
            return switch (this) {
                case EXPIRED -> certificates.expired();
                case NOT_YET_VALID -> certificates.notYetValid();
                case SELF_SIGNED -> certificates.selfSigned();
                case WRONG_NAME -> certificates.wrongName();
            };
        }

        void assertReadable(Failure failure) {
            assertEquals(FailureKind.TLS, failure.kind(), failure.getMessage());
            assertFalse(failure.hint() == Hint.NONE, "no hint");
            String text = failure.line(Locale.ENGLISH);
            assertTrue(Pattern.compile(word, Pattern.CASE_INSENSITIVE).matcher(text).find(), text);
            assertTrue(text.length() < 1000 && !text.contains("Exception"), text);
            assertFalse(failure.line(Locale.SIMPLIFIED_CHINESE).equals(text));
        }
    }

    @ParameterizedTest
    @EnumSource
    void case26OnTheControlConnectionItIsRefusedAndNoPasswordSent(Bad bad) throws Exception {
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, certificates.context(bad.identity()));
        bad.assertReadable(refused(ServerUrl.Security.EXPLICIT_TLS));
        server.awaitIdle();
        assertNoPasswordSent();
    }

    @ParameterizedTest
    @EnumSource
    void case26AtAnImplicitPortItIsRefusedAndNoPasswordSent(Bad bad) throws Exception {
        server.withTls(FaultyFtpServer.Tls.IMPLICIT, certificates.context(bad.identity()));
        bad.assertReadable(refused(ServerUrl.Security.IMPLICIT_TLS));
        server.awaitIdle();
        assertNoPasswordSent();
    }

    @ParameterizedTest
    @EnumSource
    void case26OnADataConnectionItIsRefusedAndNoByteTaken(Bad bad) throws Exception {
        Path target = local("fw.bin", OLD);
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, good(), certificates.context(bad.identity())).withFile("/fw.bin", NEW);
        try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, trusting())) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertTrue(failure.kind() == FailureKind.TLS || failure.kind() == FailureKind.DATA_CONNECTION, failure.getMessage());
            assertContent(OLD, target);
            assertTrue(localParts().isEmpty(), localParts().toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void case26OnTheDataConnectionOfAnUploadNoByteIsSent(Bad bad) throws Exception {
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, good(), certificates.context(bad.identity())).withFile("/fw.bin", OLD);
        try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, trusting())) {
            Failure failure = failedPush(fs, local("new.bin", NEW), "/fw.bin");
            assertTrue(failure.kind() == FailureKind.TLS || failure.kind() == FailureKind.DATA_CONNECTION, failure.getMessage());
            assertRemote(OLD, "/fw.bin");
            assertTrue(server.files().paths().stream().noneMatch(path -> server.files().get(path).orElseThrow().length == NEW.length));
        }
    }

    /** A data connection with another certificate than that of the control connection, good as it may be, is somebody else. */
    @Test
    void case26AnotherCertificateOnDataThanOnControlIsRefused() throws Exception {
        Path target = local("fw.bin", OLD);
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, good(), certificates.context(certificates.replacedServer())).withFile("/fw.bin", NEW);
        try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, trusting())) {
            failedPull(fs, "/fw.bin", target);
            assertContent(OLD, target);
        }
    }

    /** What is not verified by name only is still verified by its chain. */
    @Test
    void case26WithoutTheNameTheChainStillCounts() throws Exception {
        ServerAccess chain = ServerAccess.defaults()
                .withTls(TlsSettings.defaults().withAuthorities(certificates.authority()).withTrust(TlsSettings.Trust.CHAIN));
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, certificates.context(certificates.wrongName()));
        try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, chain)) {
            assertInStep(fs);
        }
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, certificates.context(certificates.selfSigned()));
        long before = server.count("PASS");
        Failure failure = assertThrows(Failure.class,
                () -> open(ServerUrl.Security.EXPLICIT_TLS, chain).close());
        assertEquals(FailureKind.TLS, failure.kind());
        assertEquals(before, server.count("PASS"));
    }
}
