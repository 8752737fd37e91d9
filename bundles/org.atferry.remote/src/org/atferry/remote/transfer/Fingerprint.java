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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;

/**
 * What a source held when it was first read: its length, its SHA-256, and the SHA-256 of each piece of it, so that later each piece can be
 * recognised before it is sent. Immutable.
 */
final class Fingerprint {

    /** The length of a piece; the last one may be shorter. 32 bytes are kept for each. */
    static final int PIECE = 256 * 1024;

    private final long length;
    private final Sha256 hash;
    private final List<byte[]> pieces;

    private Fingerprint(long length, Sha256 hash, List<byte[]> pieces) {
        this.length = length;
        this.hash = hash;
        this.pieces = pieces;
    }

    /** Reads a source to its end. */
    static Fingerprint of(Source source, Monitor monitor) throws Failure {
        MessageDigest whole = Sha256.digest();
        MessageDigest single = Sha256.digest();
        List<byte[]> pieces = new ArrayList<>();
        byte[] buffer = new byte[PIECE];
        long length = 0;
        try (InputStream in = source.open()) {
            int count = in.readNBytes(buffer, 0, PIECE);
            while (count > 0) {
                monitor.checkCancelled(Step.LOCAL_FILE);
                whole.update(buffer, 0, count);
                single.update(buffer, 0, count);
                pieces.add(single.digest());
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
        MessageDigest digest = Sha256.digest();
        digest.update(buffer, 0, count);
        return Arrays.equals(digest.digest(), pieces.get(index));
    }
}
