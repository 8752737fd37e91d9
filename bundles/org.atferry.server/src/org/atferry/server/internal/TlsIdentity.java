/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.apache.ftpserver.ssl.ClientAuth;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.atferry.server.ServerCertificate;

/** What protects the server's connections: its certificate and key, TLS 1.3 and 1.2, one cache of sessions for control and data. */
final class TlsIdentity implements SslConfiguration {

    private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };

    private final ServerCertificate certificate;
    private final SSLContext context;
    private final boolean sessionReuse;

    /**
     * The identity of a key store.
     *
     * @param sessionReuse whether data connections must resume the session of their control connection
     */
    TlsIdentity(KeyStore store, char[] password, ServerCertificate certificate, boolean sessionReuse) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        this.context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        this.certificate = certificate;
        this.sessionReuse = sessionReuse;
    }

    ServerCertificate certificate() {
        return certificate;
    }

    /** Protects a data connection: waits for the client's handshake. */
    SSLSocket secure(WatchedSocket plain, ControlSession session) throws IOException {
        String host = plain.getInetAddress().getHostAddress();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(PROTOCOLS);
        long before = System.currentTimeMillis();
        socket.startHandshake();
        if (sessionReuse && !isResumed(socket.getSession(), session.tlsSession(), before)) {
            socket.close();
            throw new SSLException("session reuse required");
        }
        return socket;
    }

    /** A session that is resumed keeps the time at which the first handshake made it. */
    private static boolean isResumed(SSLSession data, SSLSession control, long before) {
        return control != null && data.getCreationTime() == control.getCreationTime() && data.getCreationTime() < before;
    }

    @Override
    public SSLSocketFactory getSocketFactory() {
        return context.getSocketFactory();
    }

    @Override
    public SSLContext getSSLContext() {
        return context;
    }

    @Override
    public SSLContext getSSLContext(String protocol) {
        return context;
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return null;
    }

    @Override
    @Deprecated
    public String getEnabledProtocol() {
        return PROTOCOLS[0];
    }

    @Override
    public String[] getEnabledProtocols() {
        return PROTOCOLS.clone();
    }

    @Override
    public ClientAuth getClientAuth() {
        return ClientAuth.NONE;
    }
}
