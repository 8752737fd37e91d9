/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM (RFC 7468). */
final class PemFile {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int LARGEST = 1024 * 1024;

    private PemFile() {
    }

    /** The certificates of a file in its order, at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] block : blocks(file, "CERTIFICATE")) {
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("no certificate in it");
        }
        return certificates;
    }

    /** The private key of a file, which must belong to the public one. */
    static PrivateKey privateKey(Path file, PublicKey mate) throws IOException, GeneralSecurityException {
        List<byte[]> blocks = blocks(file, "PRIVATE KEY");
        if (blocks.isEmpty()) {
            throw new GeneralSecurityException("no private key in PKCS #8 that is not encrypted");
        }
        PrivateKey key = KeyFactory.getInstance(mate.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0)));
        Signature signature = Signature.getInstance(algorithm(mate));
        byte[] proof = "proof".getBytes(StandardCharsets.US_ASCII);
        signature.initSign(key);
        signature.update(proof);
        byte[] signed = signature.sign();
        signature.initVerify(mate);
        signature.update(proof);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the private key is not the one of the certificate");
        }
        return key;
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static List<byte[]> blocks(Path file, String label) throws IOException, GeneralSecurityException {
        if (Files.size(file) > LARGEST) {
            throw new GeneralSecurityException("not a PEM file");
        }
        List<byte[]> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            if (matcher.group(1).equals(label)) {
                blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
            }
        }
        return blocks;
    }
}
