/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.atferry.remote.Secret;

/**
 * How the server's connections are protected; TLS 1.2 and 1.3, nothing older.
 *
 * @param mode when the control connection is protected
 * @param source where the certificate comes from; empty only without TLS
 * @param protectedData whether data connections must be protected too ({@code PROT P})
 * @param sessionReuse whether each data connection must resume the TLS session of its control connection, which keeps others from it
 */
public record ServerTls(Mode mode, Optional<Source> source, boolean protectedData, boolean sessionReuse) {

    /** When the control connection is protected. */
    public enum Mode {
        /** Never. */
        NONE,
        /** From {@code AUTH TLS} on, before which nobody can log in (RFC 4217). */
        EXPLICIT,
        /** From the first byte. */
        IMPLICIT
    }

    /** Where the server's certificate and its private key come from. */
    public sealed interface Source {
    }

    /**
     * Made at the first start and kept: {@code server.p12}, its password and {@code server.pem}, the certificate for those who shall trust
     * it, in {@code tls} below a folder; all of them for this user only.
     *
     * @param folder the folder, made when it is missing
     */
    public record Made(Path folder) implements Source {

        /** Checks that there is a folder. */
        public Made {
            Objects.requireNonNull(folder);
        }
    }

    /**
     * PEM files.
     *
     * @param chain the server's certificate, then those of the authorities between
     * @param key the private key, PKCS #8 and not encrypted; may be the same file
     */
    public record Pem(Path chain, Path key) implements Source {

        /** Checks that nothing is null. */
        public Pem {
            Objects.requireNonNull(chain);
            Objects.requireNonNull(key);
        }
    }

    /**
     * A key store.
     *
     * @param file a PKCS #12 file with one private key
     * @param password its password; read during the start, not closed and not kept
     */
    public record Pkcs12(Path file, Secret password) implements Source {

        /** Checks that nothing is null. */
        public Pkcs12 {
            Objects.requireNonNull(file);
            Objects.requireNonNull(password);
        }
    }

    /** Checks that there is a certificate where one is needed. */
    public ServerTls {
        Objects.requireNonNull(mode);
        if (source.isEmpty() != (mode == Mode.NONE)) {
            throw new IllegalArgumentException("a certificate without TLS, or TLS without a certificate");
        }
    }

    /** No protection. */
    public static ServerTls none() {
        return new ServerTls(Mode.NONE, Optional.empty(), false, false);
    }

    /** Required from {@code AUTH TLS} on, on control and data. */
    public static ServerTls explicit(Source source) {
        return new ServerTls(Mode.EXPLICIT, Optional.of(source), true, false);
    }

    /** Required from the first byte, on control and data. */
    public static ServerTls implicit(Source source) {
        return new ServerTls(Mode.IMPLICIT, Optional.of(source), true, false);
    }

    /** The same, with data connections that may be plain too, or not. */
    public ServerTls withProtectedData(boolean required) {
        return new ServerTls(mode, source, required, sessionReuse);
    }

    /** The same, with data connections that must resume the control connection's TLS session, or not. */
    public ServerTls withSessionReuse(boolean required) {
        return new ServerTls(mode, source, protectedData, required);
    }

    /** Whether there is TLS at all. */
    public boolean isOn() {
        return mode != Mode.NONE;
    }
}
