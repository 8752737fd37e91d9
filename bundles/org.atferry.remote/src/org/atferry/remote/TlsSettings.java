/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a connection protected by TLS is to be: whom it trusts, who this side is, and which versions it speaks.
 *
 * @param trust which certificates of a server are believed
 * @param authorities a PEM file with the certificates to trust, of authorities or of the server itself; empty for those of the Java runtime
 * @param pins with {@link Trust#FIRST_USE}: the file that remembers each server's certificate; it is created when it is missing
 * @param identity the certificate that this side shows when the server asks for one
 * @param versions the versions that may be spoken, at least one
 */
public record TlsSettings(Trust trust, Optional<Path> authorities, Optional<Path> pins, Optional<ClientCertificate> identity,
        Set<Version> versions) {

    /** Which certificates of a server are believed. */
    public enum Trust {
        /** Those with a chain to a trusted certificate, valid now, and with the name of the host. */
        CHAIN_AND_NAME,
        /** Those with a chain to a trusted certificate, valid now, whatever name they have: what modules do. */
        CHAIN,
        /** Any at the first meeting, the same one from then on. Only for who asks for it. */
        FIRST_USE,
        /** Any. Only for who asks for it: nobody knows then who listens. */
        ANY
    }

    /** A version of TLS. */
    public enum Version {
        /** RFC 5246. */
        TLS_1_2("TLSv1.2"), //$NON-NLS-1$
        /** RFC 8446. */
        TLS_1_3("TLSv1.3"); //$NON-NLS-1$

        private final String protocol;

        Version(String protocol) {
            this.protocol = protocol;
        }

        /** The name that the Java runtime knows. */
        public String protocol() {
            return protocol;
        }
    }

    /**
     * Who this side is.
     *
     * @param chain a PEM file with the certificate, and those of the authorities between, in this order
     * @param key a PEM file with the private key, PKCS #8 and not encrypted; may be the same file
     */
    public record ClientCertificate(Path chain, Path key) {

        /** Checks that nothing is null. */
        public ClientCertificate {
            Objects.requireNonNull(chain);
            Objects.requireNonNull(key);
        }
    }

    /** Checks that pins go with first use, and that there is a version. */
    public TlsSettings {
        Objects.requireNonNull(trust);
        Objects.requireNonNull(authorities);
        Objects.requireNonNull(identity);
        versions = Set.copyOf(versions);
        if (pins.isPresent() != (trust == Trust.FIRST_USE) || versions.isEmpty()) {
            throw new IllegalArgumentException("pins without first use, first use without pins, or no version"); //$NON-NLS-1$
        }
    }

    /** Chain and name verified against what the Java runtime trusts; no certificate of this side; TLS 1.2 and 1.3. */
    public static TlsSettings defaults() {
        return new TlsSettings(Trust.CHAIN_AND_NAME, Optional.empty(), Optional.empty(), Optional.empty(), EnumSet.allOf(Version.class));
    }

    /** The same, trusting what is in a PEM file and nothing else. */
    public TlsSettings withAuthorities(Path pem) {
        return new TlsSettings(trust, Optional.of(pem), pins, identity, versions);
    }

    /** The same, trusting on first use, with the file that remembers. */
    public TlsSettings withFirstUse(Path pinned) {
        return new TlsSettings(Trust.FIRST_USE, authorities, Optional.of(pinned), identity, versions);
    }

    /** The same with another trust than first use. */
    public TlsSettings withTrust(Trust other) {
        return new TlsSettings(other, authorities, Optional.empty(), identity, versions);
    }

    /** The same with a certificate of this side. */
    public TlsSettings withIdentity(ClientCertificate certificate) {
        return new TlsSettings(trust, authorities, pins, Optional.of(certificate), versions);
    }

    /** The same with these versions. */
    public TlsSettings withVersions(Set<Version> spoken) {
        return new TlsSettings(trust, authorities, pins, identity, spoken);
    }
}
