/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What is kept of a password: enough to recognise it, not enough to know it (PBKDF2 with HMAC-SHA-256). */
final class SaltedPassword {

    private static final int ITERATIONS = 10_000;
    private static final int BITS = 256;

    private final byte[] salt;
    private final byte[] hash;

    SaltedPassword(String password) {
        this.salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        this.hash = hash(password, salt);
    }

    /** Whether this is the password; takes the same time either way. */
    boolean matches(String candidate) {
        return MessageDigest.isEqual(hash, hash(candidate == null ? "" : candidate, salt));
    }

    private static byte[] hash(String password, byte[] salt) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            key.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
