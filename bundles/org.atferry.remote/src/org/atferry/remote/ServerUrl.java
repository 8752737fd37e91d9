/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * Names a server and a place on it: {@code ftp://user@host:port/dir}, {@code ftps://} (implicit TLS), {@code ftpes://} (explicit TLS).
 *
 * @param security how the connection is protected
 * @param user the user name, decoded; {@code anonymous} when the URL has none
 * @param host name or address; an IPv6 address without brackets
 * @param port 1-65535
 * @param path decoded, absolute or empty; empty means the directory after login
 */
public record ServerUrl(Security security, String user, String host, int port, String path) {

    /** The user who needs no password. */
    public static final String ANONYMOUS = "anonymous"; //$NON-NLS-1$

    /** The protection of the control and data connections. */
    public enum Security {
        /** None. */
        PLAIN("ftp", 21), //$NON-NLS-1$
        /** TLS from the first byte. */
        IMPLICIT_TLS("ftps", 990), //$NON-NLS-1$
        /** {@code AUTH TLS} after the greeting (RFC 4217). */
        EXPLICIT_TLS("ftpes", 21); //$NON-NLS-1$

        private final String scheme;
        private final int defaultPort;

        Security(String scheme, int defaultPort) {
            this.scheme = scheme;
            this.defaultPort = defaultPort;
        }

        /** The scheme of the URL. */
        public String scheme() {
            return scheme;
        }

        /** The port when the URL has none. */
        public int defaultPort() {
            return defaultPort;
        }
    }

    /** Checks the ranges. */
    public ServerUrl {
        Objects.requireNonNull(security);
        Objects.requireNonNull(user);
        Objects.requireNonNull(path);
        if (host == null || host.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("host or port out of range"); //$NON-NLS-1$
        }
    }

    /**
     * Parses a URL as typed by a person. Without a user, the user is {@link #ANONYMOUS}.
     *
     * @throws Failure {@link FailureKind#MISUSE} for anything that is no such URL, and for a password in it (which is not repeated)
     */
    public static ServerUrl parse(String text) throws Failure {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw misuse("not a URL: " + e.getReason()); //$NON-NLS-1$
        }
        Security security = security(uri);
        String user = uri.getRawUserInfo() == null || uri.getRawUserInfo().isEmpty() ? ANONYMOUS : uri.getUserInfo();
        if (uri.getRawUserInfo() != null && uri.getRawUserInfo().contains(":")) { //$NON-NLS-1$
            throw Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).detail("a password in a URL would be seen by others") //$NON-NLS-1$
                    .hint(Hint.PASSWORD_MISSING).build();
        }
        String host = uri.getHost();
        if (host == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw misuse("expected ftp://user@host:port/dir"); //$NON-NLS-1$
        }
        int port = uri.getPort() == -1 ? security.defaultPort() : uri.getPort();
        if (port < 1 || port > 65535) {
            throw misuse("port out of range: " + port); //$NON-NLS-1$
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host; //$NON-NLS-1$
        return new ServerUrl(security, RemotePaths.checked(user, Step.ARGUMENTS), bare, port,
                RemotePaths.checked(uri.getPath() == null ? "" : uri.getPath(), Step.ARGUMENTS)); //$NON-NLS-1$
    }

    private static Security security(URI uri) throws Failure {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT); //$NON-NLS-1$
        for (Security security : Security.values()) {
            if (security.scheme().equals(scheme)) {
                return security;
            }
        }
        throw misuse("expected ftp://, ftps:// or ftpes://"); //$NON-NLS-1$
    }

    private static Failure misuse(String detail) {
        return Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).detail(detail).hint(Hint.SEE_HELP).build();
    }

    /** The same server with another path. */
    public ServerUrl withPath(String other) {
        return new ServerUrl(security, user, host, port, other);
    }

    /** Scheme, user, host and port without the path: the key of a secret. */
    public String authority() {
        String shownHost = host.contains(":") ? "[" + host + "]" : host; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        return security.scheme() + "://" + user + "@" + shownHost + ":" + port; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    @Override
    public String toString() {
        return authority() + (path.isEmpty() || path.startsWith("/") ? path : "/" + path); //$NON-NLS-1$ //$NON-NLS-2$
    }
}
