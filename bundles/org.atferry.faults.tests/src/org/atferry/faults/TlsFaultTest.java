/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

import javax.net.ssl.SSLContext;

import org.atferry.remote.Failure;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the cases with TLS have: certificates of an authority that the client trusts. */
abstract class TlsFaultTest extends FaultTest {

    @TempDir
    static Path certificateFolder;

    static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = TestCertificates.in(certificateFolder);
    }

    static ServerAccess trusting() {
        return ServerAccess.defaults().withTls(TlsSettings.defaults().withAuthorities(certificates.authority()));
    }

    static ServerAccess trusting(TlsSettings.Version version) {
        return ServerAccess.defaults()
                .withTls(TlsSettings.defaults().withAuthorities(certificates.authority()).withVersions(Set.of(version)));
    }

    static SSLContext good() throws IOException {
        return certificates.context(certificates.server());
    }

    Failure refused(ServerUrl.Security security) {
        return assertThrows(Failure.class, () -> open(security, trusting()).close());
    }
}
