/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/**
 * Reads certificates and private keys from PEM files (RFC 7468). A failure names the file and never repeats what is in it: kind
 * {@link FailureKind#LOCAL} when it cannot be read, {@link FailureKind#MISUSE} when it holds something else.
 */
final class Pem {

    /** Far above every list of authorities; whoever names a disk image by mistake is told so. */
    private static final long MAXIMUM_SIZE = 16L << 20;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";

    private record Block(String type, String text) {
    }

    private Pem() {
    }

    /** The certificates of a file, at least one, in their order. */
    static List<X509Certificate> certificates(Path file) throws Failure {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(file)) {
                if (block.type().equals(CERTIFICATE)) {
                    certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes(block))));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw misuse(file, "a certificate in this file is damaged");
        }
        if (certificates.isEmpty()) {
            throw misuse(file, "no certificate in this file: expected PEM, with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /**
     * The private key of a file.
     *
     * @param algorithm what key it is, as its certificate says
     */
    static PrivateKey key(Path file, String algorithm) throws Failure {
        for (Block block : blocks(file)) {
            if (block.type().equals(KEY)) {
                return key(file, block, algorithm);
            }
            if (block.type().startsWith("ENCRYPTED") || block.text().contains("ENCRYPTED")) {
                throw misuse(file, "the private key is encrypted; `openssl pkey -in FILE -out OTHER` writes one that is not");
            }
            if (block.type().endsWith(KEY)) {
                throw misuse(file, "the private key is not in PKCS #8; `openssl pkcs8 -topk8 -nocrypt -in FILE -out OTHER` converts it");
            }
        }
        throw misuse(file, "no private key in this file: expected PEM, with -----BEGIN PRIVATE KEY-----");
    }

    private static PrivateKey key(Path file, Block block, String algorithm) throws Failure {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes(block)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw misuse(file, "the private key is damaged, or not the " + algorithm + " key that its certificate needs");
        }
    }

    private static byte[] bytes(Block block) {
        return Base64.getMimeDecoder().decode(block.text());
    }

    private static List<Block> blocks(Path file) throws Failure {
        String text;
        try {
            if (Files.size(file) > MAXIMUM_SIZE) {
                throw misuse(file, "much too big for a PEM file");
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(file.toString()).hint(Hint.LOCAL_DISK).cause(e).build();
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    static Failure misuse(Path file, String detail) {
        return Failure.at(Step.LOCAL_FILE).kind(FailureKind.MISUSE).subject(file.toString()).detail(detail).build();
    }
}
