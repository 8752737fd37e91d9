/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerReply;
import org.atferry.remote.TlsSettings;

/**
 * TLS of one session with one server: first of its control connection, then of its data connections, which resume the session of the
 * control connection. Has sessions of its own, so that none is resumed under other settings. One thread at a time; closing the connection
 * below from another one ends a handshake.
 */
public final class TlsClient {

    static final String TLS_1_3 = TlsSettings.Version.TLS_1_3.protocol();
    /** Whether a client of TLS 1.2 takes tickets; when it does, it resumes no session whose ticket Java finds too long-lived. */
    private static final String TICKETS = "jdk.tls.client.enableSessionTicketExtension";
    private static final int REUSE_REQUIRED = 522;
    private static final int NO_DATA_CONNECTION = 425;

    private final TlsSettings settings;
    private final String host;
    private final int port;
    private final boolean tickets;
    private final OwnCertificate own;
    private final Optional<PinFile> pins;
    private final Optional<String> pin;
    private final ServerTrust trust;
    private final SSLContext context;
    private SSLSocket control;
    private X509Certificate certificate;
    private boolean unresumed;
    private boolean everResumed;
    /** The sessions that were there before the last data connection. */
    private Set<ByteBuffer> before = Set.of();

    private TlsClient(TlsSettings settings, String host, int port, boolean tickets) throws Failure {
        this.settings = settings;
        this.host = host;
        this.port = port;
        this.tickets = tickets;
        this.own = settings.identity().isPresent() ? OwnCertificate.of(settings.identity().get()) : OwnCertificate.none();
        this.pins = settings.pins().map(PinFile::new);
        this.pin = pins.isPresent() ? pins.get().find(host, port) : Optional.empty();
        this.trust = ServerTrust.of(settings, pin, host);
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] { own }, new TrustManager[] { trust }, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the files that the settings name.
     *
     * @throws Failure {@link FailureKind#LOCAL} for a file that cannot be read, {@link FailureKind#MISUSE} for one with something else
     */
    public static TlsClient of(TlsSettings settings, String host, int port) throws Failure {
        return of(settings, host, port, System.getProperty(TICKETS));
    }

    /** The same with the value of the property that has tickets taken or not; null when it is not set. */
    static TlsClient of(TlsSettings settings, String host, int port, String ticketProperty) throws Failure {
        return new TlsClient(settings, host, port, ticketProperty == null || Boolean.parseBoolean(ticketProperty));
    }

    /**
     * Protects the control connection; the handshake is done when this returns.
     *
     * @param connected the connection below, closed when this fails
     * @param timeout the longest time for the whole handshake
     * @return the socket to read from (see {@link #input}) and to write to
     * @throws TlsProblem when no secure connection came about
     */
    public SSLSocket protectControl(Socket connected, Duration timeout) throws IOException {
        SSLSocket socket = handshake(connected, connected, timeout);
        control = socket;
        certificate = peer(socket);
        return socket;
    }

    /** What comes on the protected control connection, with an {@link InputStream#available} that tells the truth. */
    public InputStream input(Socket connected) throws IOException {
        return new ControlInput(control, connected);
    }

    /** The version that the control connection speaks, {@code TLSv1.2} or {@code TLSv1.3}, and its cipher. */
    public String agreed() {
        return control.getSession().getProtocol() + " " + control.getSession().getCipherSuite();
    }

    /** With first use: remembers the certificate of a server that was never met. When another session was quicker, its word counts. */
    public void remember() throws Failure {
        if (pins.isEmpty() || pin.isPresent()) {
            return;
        }
        String shown = PinFile.fingerprint(certificate);
        pins.get().add(host, port, shown);
        String remembered = pins.get().find(host, port).orElse("");
        if (!remembered.equals(shown)) {
            RefusedCertificate refused = ServerTrust.changed(remembered, shown);
            throw new TlsProblem(refused.getMessage(), refused.hint(), refused).failure(host);
        }
    }

    /**
     * Protects a data connection.
     *
     * @param connected the connection below, closed when this fails
     * @param timeout the longest time for the whole handshake
     * @throws TlsProblem when no secure connection came about, or the certificate is another one than that of the control connection
     */
    public TlsDataSocket protectData(Socket connected, Duration timeout) throws IOException {
        connected.setTcpNoDelay(true);
        AliasedSocket alias = new AliasedSocket(connected, port);
        int asked = trust.asked();
        before = sessions();
        unresumed = true;
        SSLSocket socket = handshake(alias, connected, timeout);
        unresumed = trust.asked() != asked;
        everResumed |= !unresumed;
        if (!peer(socket).equals(certificate)) {
            connected.close();
            throw new TlsProblem("the data connection shows another certificate than the control connection: "
                    + peer(socket).getSubjectX500Principal().getName(), Hint.CERTIFICATE, null);
        }
        return new TlsDataSocket(socket, alias, !unresumed);
    }

    private Set<ByteBuffer> sessions() {
        Set<ByteBuffer> sessions = new HashSet<>();
        context.getClientSessionContext().getIds().asIterator().forEachRemaining(id -> sessions.add(ByteBuffer.wrap(id)));
        return sessions;
    }

    /** Whether the last data connection resumed the session. */
    public boolean isResumed() {
        return !unresumed;
    }

    /**
     * Whether the next data connection can resume no session although others could: of TLS 1.3, Java uses a ticket once, and the last data
     * connection brought no new one.
     */
    public boolean lacksTicket() {
        return everResumed && TLS_1_3.equals(control.getSession().getProtocol()) && before.containsAll(sessions());
    }

    private SSLSocket handshake(Socket connected, Socket below, Duration timeout) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(e -> {
            late.set(true);
            closeQuietly(below);
            return null;
        });
        try {
            int readTimeout = below.getSoTimeout();
            below.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connected, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(settings.versions().stream().map(TlsSettings.Version::protocol).toArray(String[]::new));
            if (settings.trust() == TlsSettings.Trust.CHAIN_AND_NAME) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            below.setSoTimeout(readTimeout);
            return socket;
        } catch (IOException e) {
            closeQuietly(below);
            throw problem(late.get() ? (IOException) new SocketTimeoutException("handshake").initCause(e) : e);
        } finally {
            timer.complete(null);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    private static X509Certificate peer(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** What an exception of the handshake means, or one of the first reading after it, where TLS 1.3 tells what it lacks. */
    public TlsProblem problem(IOException e) {
        return HandshakeProblem.of(e, own);
    }

    /** What a refusal of a data connection means when its session was not resumed, which most servers demand; else the same. */
    public Failure explained(Failure refused) {
        if (!unresumed || refused.reply().isEmpty()) {
            return refused;
        }
        ServerReply reply = refused.reply().get();
        boolean wantsReuse = reply.code() == REUSE_REQUIRED || reply.text().toLowerCase(Locale.ROOT).contains("reuse");
        if (!wantsReuse && reply.code() != NO_DATA_CONNECTION) {
            return refused;
        }
        boolean property = tickets && !TLS_1_3.equals(control.getSession().getProtocol());
        Failure.Builder failure = refused.toBuilder().kind(FailureKind.TLS).detail("the TLS session was not resumed");
        return failure.hint(property ? Hint.TLS_SESSION_PROPERTY : Hint.RUN_AGAIN).build();
    }
}
