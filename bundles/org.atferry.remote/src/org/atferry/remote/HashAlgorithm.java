/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/** Ways to compute a short proof of a file's content that servers know; the stronger ones come first. */
public enum HashAlgorithm {
    /** FIPS 180-4. */
    SHA_512("SHA-512", 128), //$NON-NLS-1$
    /** FIPS 180-4. */
    SHA_256("SHA-256", 64), //$NON-NLS-1$
    /** FIPS 180-4; holds against accidents, no longer against malice. */
    SHA_1("SHA-1", 40), //$NON-NLS-1$
    /** RFC 1321; holds against accidents, no longer against malice. */
    MD5("MD5", 32), //$NON-NLS-1$
    /** ISO 3309; holds against accidents of few bits. */
    CRC_32("CRC-32", 8); //$NON-NLS-1$

    /** A computation under way; for one thread. */
    public interface Digest {
        /** Takes bytes in. */
        void update(byte[] bytes, int offset, int length);

        /** The result; ends the computation. */
        ContentHash result();
    }

    private final String word;
    private final int digits;

    HashAlgorithm(String word, int digits) {
        this.word = word;
        this.digits = digits;
    }

    /** Its usual name. */
    public String word() {
        return word;
    }

    /** How many hexadecimal digits a result has. */
    public int digits() {
        return digits;
    }

    /** Starts a computation. */
    public Digest start() {
        return this == CRC_32 ? new OfChecksum(new CRC32()) : new OfMessage(messageDigest());
    }

    private MessageDigest messageDigest() {
        try {
            return MessageDigest.getInstance(word);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class OfMessage implements Digest {
        private final MessageDigest digest;

        OfMessage(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public ContentHash result() {
            return new ContentHash(HashAlgorithm.this, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private final class OfChecksum implements Digest {
        private final Checksum checksum;

        OfChecksum(Checksum checksum) {
            this.checksum = checksum;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            checksum.update(bytes, offset, length);
        }

        @Override
        public ContentHash result() {
            return new ContentHash(HashAlgorithm.this, HexFormat.of().toHexDigits((int) checksum.getValue()));
        }
    }
}
