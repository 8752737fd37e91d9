/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLException;

import org.atferry.remote.Hint;

/** Says in words what an exception of a handshake means. */
final class HandshakeProblem {

    private static final String ANY_CERTIFICATE = "the server does not accept the certificate of this side";
    private static final String NO_CERTIFICATE = "the server wants a certificate of this side, and none is set";
    private static final String VERSIONS = "the server and this side have no version or cipher of TLS in common";
    private static final String NO_TLS = "the server speaks no TLS on this port";

    /** What a word in an alert of the peer, or in a message of this side, means. */
    private record Meaning(String word, String reason, Hint hint) {
    }

    /** The first one that fits counts. */
    private static final List<Meaning> MEANINGS = List.of(new Meaning("certificate_required", NO_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("no_certificate", NO_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("bad_certificate", ANY_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("unsupported_certificate", ANY_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("certificate_unknown", ANY_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("certificate_expired", ANY_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("certificate_revoked", ANY_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("unknown_ca", ANY_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("access_denied", ANY_CERTIFICATE, Hint.CLIENT_CERTIFICATE),
            new Meaning("protocol_version", VERSIONS, Hint.TLS_VERSIONS), new Meaning("protocol version", VERSIONS, Hint.TLS_VERSIONS),
            new Meaning("no appropriate protocol", VERSIONS, Hint.TLS_VERSIONS),
            new Meaning("handshake_failure", VERSIONS, Hint.TLS_VERSIONS),
            new Meaning("insufficient_security", VERSIONS, Hint.TLS_VERSIONS),
            new Meaning("unsupported or unrecognized ssl message", NO_TLS, Hint.TLS_REFUSED),
            new Meaning("unrecognized_name", "the server knows no host of this name", Hint.CERTIFICATE_NAME));

    private HandshakeProblem() {
    }

    /**
     * The problem behind an exception; also of a later moment, because TLS 1.3 tells this side after the handshake what it lacks.
     *
     * @param own the certificate of this side, which the server may have asked for
     */
    static TlsProblem of(IOException e, OwnCertificate own) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsProblem problem) {
                return problem;
            }
            if (cause instanceof RefusedCertificate refused) {
                return new TlsProblem(refused.getMessage(), refused.hint(), e);
            }
            if (cause instanceof SocketTimeoutException) {
                return new TlsProblem("no TLS handshake in time: is this a port where TLS is spoken?", Hint.TLS_REFUSED, e);
            }
        }
        String message = e.getMessage() == null ? "" : e.getMessage();
        return byWords(message, e, own);
    }

    private static TlsProblem byWords(String message, IOException e, OwnCertificate own) {
        String lower = message.toLowerCase(Locale.ROOT);
        for (Meaning meaning : MEANINGS) {
            if (lower.contains(meaning.word())) {
                boolean alert = lower.startsWith("received fatal alert") && !lower.contains("version");
                return own.isMissed() && alert ? new TlsProblem(NO_CERTIFICATE + " (" + message + ")", Hint.CLIENT_CERTIFICATE, e)
                        : new TlsProblem(meaning.reason() + " (" + message + ")", meaning.hint(), e);
            }
        }
        if (isEnd(e) && own.isAsked()) {
            String certificate = own.isMissed() ? NO_CERTIFICATE : ANY_CERTIFICATE;
            return new TlsProblem(certificate + ": it closed the connection (" + message + ")", Hint.CLIENT_CERTIFICATE, e);
        }
        return isEnd(e)
                ? new TlsProblem("the server closed the connection during the TLS handshake (" + message + ")", Hint.TLS_REFUSED, e)
                : new TlsProblem(message, Hint.NONE, e);
    }

    private static boolean isEnd(IOException e) {
        return e instanceof SocketException || e instanceof EOFException || e instanceof SSLException && e.getCause() instanceof EOFException;
    }
}
