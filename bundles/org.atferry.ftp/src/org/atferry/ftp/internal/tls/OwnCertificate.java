/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;

import org.atferry.remote.Failure;
import org.atferry.remote.TlsSettings;

/**
 * The certificate of this side, shown to every server that asks for one: whoever names a certificate wants the server's word on it, and
 * not silence because the server listed other authorities. Or none; then it is known at least whether the server asked.
 */
final class OwnCertificate extends X509ExtendedKeyManager {

    private static final String ALIAS = "own";

    private final X509Certificate[] chain;
    /** Null when there is none. */
    private final PrivateKey key;
    private volatile boolean asked;

    private OwnCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain.toArray(X509Certificate[]::new);
        this.key = key;
    }

    /** Reads both files and checks that they belong together. */
    static OwnCertificate of(TlsSettings.ClientCertificate files) throws Failure {
        List<X509Certificate> chain = Pem.certificates(files.chain());
        PrivateKey key = Pem.key(files.key(), chain.get(0).getPublicKey().getAlgorithm());
        if (!belongTogether(chain.get(0), key)) {
            throw Pem.misuse(files.key(), "the private key is not the one of the certificate in " + files.chain());
        }
        return new OwnCertificate(chain, key);
    }

    /** No certificate. */
    static OwnCertificate none() {
        return new OwnCertificate(List.of(), null);
    }

    /** Whether a server asked for a certificate of this side, which not every one does that asks needs. */
    boolean isAsked() {
        return asked;
    }

    /** Whether a server asked for a certificate that is not there. */
    boolean isMissed() {
        return asked && key == null;
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        try {
            boolean curve = key.getAlgorithm().equals("EC");
            Signature signature = Signature.getInstance(curve ? "SHA256withECDSA" : "SHA256with" + key.getAlgorithm());
            signature.initSign(key);
            signature.update(certificate.getEncoded());
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(certificate.getEncoded());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        asked = true;
        return key != null && Arrays.asList(keyTypes).contains(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return key != null && keyType.equals(key.getAlgorithm()) ? new String[] { ALIAS } : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }
}
