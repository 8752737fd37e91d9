/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The certificate that the server shows.
 *
 * @param certificate the certificate
 * @param sha256 its fingerprint, upper-case hexadecimal with colons
 * @param pem the file with the certificate, for {@code --ca}; empty when it came in a key store of the user's own
 */
public record ServerCertificate(X509Certificate certificate, String sha256, Optional<Path> pem) {

    /** Takes the fingerprint of a certificate. */
    public static ServerCertificate of(X509Certificate certificate, Optional<Path> pem) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new ServerCertificate(certificate, HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT), pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
