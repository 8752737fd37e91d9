/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.atferry.remote.Secret;

/**
 * What is kept of a password: enough to recognise it, not enough to know it. As text it is
 * {@code pbkdf2-sha256$ROUNDS$SALT$HASH}, 1,000 to 9,999,999 rounds, salt and hash in Base64 without padding;
 * another first word will name another way. Immutable.
 */
public final class PasswordHash {

    private static final String WAY = "pbkdf2-sha256";
    private static final Pattern TEXT = Pattern.compile(Pattern.quote(WAY)
            + "\\$([1-9]\\d{3,6})\\$([A-Za-z0-9+/]{16,128})\\$([A-Za-z0-9+/]{43})");
    private static final int ROUNDS_OF_A_RUN = 10_000;
    private static final int ROUNDS_IN_A_FILE = 100_000;
    private static final int BITS = 256;

    private final int rounds;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash) {
        this.rounds = rounds;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes a password so that the hash can be stored; takes about a tenth of a second, on purpose. The secret is not closed. */
    public static PasswordHash of(Secret password) {
        return of(password, ROUNDS_IN_A_FILE);
    }

    /** Hashes a password for a server that keeps the hash in memory only: quicker. The secret is not closed. */
    public static PasswordHash forThisRun(Secret password) {
        return of(password, ROUNDS_OF_A_RUN);
    }

    private static PasswordHash of(Secret password, int rounds) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(rounds, salt, hash(password.reveal(), salt, rounds));
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException for anything else, without repeating it
     */
    public static PasswordHash parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a hashed password: " + WAY + "$ROUNDS$SALT$HASH");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new PasswordHash(Integer.parseInt(matcher.group(1)), base64.decode(matcher.group(2)), base64.decode(matcher.group(3)));
    }

    /** The text for a file. Not secret as a password is, but not for everybody either. */
    public String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return WAY + '$' + rounds + '$' + base64.encodeToString(salt) + '$' + base64.encodeToString(hash);
    }

    /** Whether this is the password; takes the same time either way. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(hash, hash(candidate == null ? "" : candidate, salt, rounds));
    }

    private static byte[] hash(String password, byte[] salt, int rounds) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, BITS);
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
