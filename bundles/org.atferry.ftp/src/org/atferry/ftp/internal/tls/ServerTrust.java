/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

import org.atferry.remote.Failure;
import org.atferry.remote.Hint;
import org.atferry.remote.TlsSettings;

/**
 * Which certificates of one server are believed. Counts how often it was asked: a session that is resumed does not ask. One handshake at a
 * time.
 */
final class ServerTrust extends X509ExtendedTrustManager {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT);
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final TlsSettings.Trust trust;
    /** For a trust that verifies chains. */
    private final X509ExtendedTrustManager chains;
    /** For first use: what is remembered. */
    private final Optional<String> pin;
    private final String host;
    private volatile int asked;

    private ServerTrust(TlsSettings.Trust trust, X509ExtendedTrustManager chains, Optional<String> pin, String host) {
        this.trust = trust;
        this.chains = chains;
        this.pin = pin;
        this.host = host;
    }

    /**
     * The trust of some settings.
     *
     * @param pin the fingerprint that is remembered of this server, if any
     */
    static ServerTrust of(TlsSettings settings, Optional<String> pin, String host) throws Failure {
        KeyStore authorities = null;
        try {
            if (settings.authorities().isPresent()) {
                authorities = KeyStore.getInstance("PKCS12");
                authorities.load(null, null);
                int number = 0;
                for (X509Certificate certificate : Pem.certificates(settings.authorities().get())) {
                    authorities.setCertificateEntry("authority" + number++, certificate);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(authorities);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager chains) {
                    return new ServerTrust(settings.trust(), chains, pin, host);
                }
            }
            throw new IllegalStateException("this Java verifies no certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often a certificate had to be judged so far. */
    int asked() {
        return asked;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        asked++;
        switch (trust) {
            case ANY -> {
                // whoever asks for it gets it
            }
            case FIRST_USE -> checkPin(chain[0]);
            default -> checkChain(chain, authType, socket);
        }
    }

    private void checkPin(X509Certificate certificate) throws CertificateException {
        String shown = PinFile.fingerprint(certificate);
        if (pin.isPresent() && !pin.get().equals(shown)) {
            throw changed(pin.get(), shown);
        }
    }

    static RefusedCertificate changed(String remembered, String shown) {
        return new RefusedCertificate("the server shows another certificate than the one remembered: SHA-256 " + shown
                + ", remembered " + remembered, Hint.CERTIFICATE_CHANGED, null);
    }

    private void checkChain(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkDates(chain[0], "the server's certificate");
        try {
            chains.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw explained(chain, authType, e);
        }
    }

    /** A certificate that is itself among the authorities is believed by Java whatever its dates are, so they are looked at here. */
    private static void checkDates(X509Certificate certificate, String what) throws CertificateException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new RefusedCertificate(what + " expired on " + date(certificate.getNotAfter()), Hint.CERTIFICATE_EXPIRED, e);
        } catch (CertificateNotYetValidException e) {
            throw new RefusedCertificate(what + " is not valid before " + date(certificate.getNotBefore()), Hint.CERTIFICATE_EXPIRED, e);
        }
    }

    private static String date(Date date) {
        return DATE.format(date.toInstant().atOffset(ZoneOffset.UTC));
    }

    private CertificateException explained(X509Certificate[] chain, String authType, CertificateException problem)
            throws CertificateException {
        for (int i = 1; i < chain.length; i++) {
            checkDates(chain[i], "the certificate of the authority " + name(chain[i]));
        }
        if (trust == TlsSettings.Trust.CHAIN_AND_NAME && isChainGood(chain, authType)) {
            return new RefusedCertificate("the server's certificate is not for " + host + " but for " + names(chain[0]),
                    Hint.CERTIFICATE_NAME, problem);
        }
        X509Certificate last = chain[chain.length - 1];
        if (chain.length == 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
            return new RefusedCertificate("the server's certificate is self-signed and not among the trusted ones: " + name(last)
                    + ", SHA-256 " + PinFile.fingerprint(last), Hint.CERTIFICATE, problem);
        }
        return new RefusedCertificate("the server's certificate leads to no trusted authority: signed by "
                + last.getIssuerX500Principal().getName() + " (" + problem.getMessage() + ")", Hint.CERTIFICATE, problem);
    }

    private boolean isChainGood(X509Certificate[] chain, String authType) {
        try {
            chains.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static String name(X509Certificate certificate) {
        X500Principal subject = certificate.getSubjectX500Principal();
        return subject.getName();
    }

    /** The names and addresses that a certificate is for. */
    private static String names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                boolean shown = alternative.get(0).equals(DNS_NAME) || alternative.get(0).equals(IP_ADDRESS);
                if (shown) {
                    names.add(alternative.get(1).toString());
                }
            }
        } catch (CertificateException e) {
            // then it is for its subject
        }
        return names.isEmpty() ? name(certificate) : String.join(", ", names);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("without a connection nobody is trusted");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        throw new CertificateException("without a connection nobody is trusted");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this is a client");
    }
}
