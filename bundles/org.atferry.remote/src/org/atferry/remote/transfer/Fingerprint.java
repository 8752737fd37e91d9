/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;

/**
 * What a source held when it was first read: its length, its SHA-256, and two checksums of each piece of it, so that later each piece can
 * be recognised before it is sent. What is to be noticed there is a file that somebody writes meanwhile, no forgery: 64 bits of CRC do,
 * and cost a tenth of another SHA-256. Immutable.
 */
final class Fingerprint {

    /** The length of a piece; the last one may be shorter. 8 bytes are kept for each. */
    static final int PIECE = 256 * 1024;

    private final long length;
    private final Sha256 hash;
    private final long[] pieces;

    private Fingerprint(long length, Sha256 hash, long[] pieces) {
        this.length = length;
        this.hash = hash;
        this.pieces = pieces;
    }

    /** Reads a source to its end. */
    static Fingerprint of(Source source, Monitor monitor) throws Failure {
        MessageDigest whole = Sha256.digest();
        long[] pieces = new long[1];
        int known = 0;
        byte[] buffer = new byte[PIECE];
        long length = 0;
        try (InputStream in = source.open()) {
            int count = in.readNBytes(buffer, 0, PIECE);
            while (count > 0) {
                monitor.checkCancelled(Step.LOCAL_FILE);
                whole.update(buffer, 0, count);
                if (known == pieces.length) {
                    pieces = Arrays.copyOf(pieces, 2 * known);
                }
                pieces[known++] = checksums(buffer, count);
                length += count;
                count = in.readNBytes(buffer, 0, PIECE);
            }
        } catch (IOException e) {
            throw LocalFailures.of(source.shown(), e);
        }
        return new Fingerprint(length, Sha256.of(whole), pieces);
    }

    /** Bytes in all. */
    long length() {
        return length;
    }

    /** SHA-256 of all. */
    Sha256 hash() {
        return hash;
    }

    /** How many bytes piece {@code index} has; 0 beyond the last. */
    int pieceLength(int index) {
        return (int) Math.max(0, Math.min(PIECE, length - (long) index * PIECE));
    }

    /** Whether the first {@code count} bytes of the buffer are piece {@code index}. */
    boolean isPiece(int index, byte[] buffer, int count) {
        if (count != pieceLength(index)) {
            return false;
        }
        return checksums(buffer, count) == pieces[index];
    }

    private static long checksums(byte[] buffer, int count) {
        CRC32 crc32 = new CRC32();
        crc32.update(buffer, 0, count);
        CRC32C crc32c = new CRC32C();
        crc32c.update(buffer, 0, count);
        return crc32.getValue() << 32 | crc32c.getValue();
    }
}
