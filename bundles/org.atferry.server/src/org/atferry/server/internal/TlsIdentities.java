/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.atferry.server.ServerCertificate;
import org.atferry.server.ServerSettings;
import org.atferry.server.ServerTls;

/** Opens the certificate and key that the settings name; every trouble with them is a failure of this machine that names the file. */
final class TlsIdentities {

    private TlsIdentities() {
    }

    /** The identity of the settings, whose TLS is on. */
    static TlsIdentity open(ServerSettings settings) throws Failure {
        ServerTls.Source source = settings.tls().source().orElseThrow();
        boolean reuse = settings.tls().sessionReuse();
        if (source instanceof ServerTls.Made made) {
            return new MadeCertificate(made.folder(), settings.address()).open(reuse);
        }
        if (source instanceof ServerTls.Pem pem) {
            return ofPem(pem, reuse);
        }
        ServerTls.Pkcs12 store = (ServerTls.Pkcs12) source;
        return ofStore(store.file(), store.password().reveal().toCharArray(), Optional.empty(), reuse);
    }

    private static TlsIdentity ofPem(ServerTls.Pem pem, boolean reuse) throws Failure {
        Path reading = pem.chain();
        try {
            List<X509Certificate> chain = PemFile.certificates(pem.chain());
            reading = pem.key();
            Key key = PemFile.privateKey(pem.key(), chain.get(0).getPublicKey());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain.toArray(X509Certificate[]::new));
            return new TlsIdentity(store, new char[0], ServerCertificate.of(chain.get(0), Optional.of(pem.chain())), reuse);
        } catch (IOException | GeneralSecurityException e) {
            throw failure(reading, e);
        }
    }

    /** The identity in a PKCS #12 file. */
    static TlsIdentity ofStore(Path file, char[] password, Optional<Path> pem, boolean reuse) throws Failure {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return new TlsIdentity(store, password, ServerCertificate.of(certificate, pem), reuse);
                }
            }
            throw new GeneralSecurityException("no private key in it");
        } catch (IOException | GeneralSecurityException e) {
            throw failure(file, e);
        }
    }

    static Failure failure(Path file, Exception cause) {
        String detail = cause instanceof NoSuchFileException ? "no such file" : String.valueOf(cause.getMessage());
        return Failure.at(Step.SERVE).kind(FailureKind.LOCAL).subject(file.toString()).detail(detail).hint(Hint.NONE).cause(cause).build();
    }
}
