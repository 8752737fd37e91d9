/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** Proves that a file on a server is what this machine has. */
final class Verification {

    /** How it is known that the content is right; {@code algorithm} is empty when only sizes were compared. */
    record Proven(StepEvent.Proof proof, Optional<HashAlgorithm> algorithm) {

        static final Proven BY_SIZE = new Proven(StepEvent.Proof.SIZE, Optional.empty());
    }

    /** The hash of what this machine has, by any algorithm; read once more for it. */
    @FunctionalInterface
    interface OtherHash {
        ContentHash compute(HashAlgorithm algorithm) throws Failure;
    }

    private final RemoteFileSystem fs;

    Verification(RemoteFileSystem fs) {
        this.fs = fs;
    }

    /**
     * Compares sizes.
     *
     * @return false when the server does not say the size
     * @throws Failure {@link FailureKind#INCOMPLETE} when it differs, or when there is no such file
     */
    boolean size(String path, long length, Monitor monitor) throws Failure {
        OptionalLong size;
        try {
            size = fs.size(path, monitor);
        } catch (Failure e) {
            throw e.kind() == FailureKind.NOT_FOUND ? differs(path, FailureKind.INCOMPLETE, "it is not there") : e; //$NON-NLS-1$
        }
        if (size.isPresent() && size.getAsLong() != length) {
            String detail = String.format("%d bytes are there, %d are expected", size.getAsLong(), length); //$NON-NLS-1$
            throw differs(path, FailureKind.INCOMPLETE, detail);
        }
        return size.isPresent();
    }

    /**
     * Compares content: with the server's own hash, by whatever algorithm it has, else with what reading the file gives.
     *
     * @param shown the path that events name
     * @param hash of what this machine has
     * @param other asked when the server has another algorithm
     * @throws Failure {@link FailureKind#DIFFERS}
     */
    Proven content(String path, String shown, long length, Sha256 hash, OtherHash other, Monitor monitor) throws Failure {
        Optional<ContentHash> computed = fs.contentHash(path, monitor);
        StepEvent.Proof proof = computed.isPresent() ? StepEvent.Proof.SERVER_HASH : StepEvent.Proof.READ_BACK;
        monitor.report(new StepEvent.VerificationStarted(shown, proof));
        ContentHash there = computed.isPresent() ? computed.get() : readBack(path, length, monitor);
        ContentHash here = there.algorithm() == HashAlgorithm.SHA_256 ? new ContentHash(HashAlgorithm.SHA_256, hash.hex())
                : other.compute(there.algorithm());
        if (!there.equals(here)) {
            throw differs(path, FailureKind.DIFFERS, there + " there, here " + here.hex()); //$NON-NLS-1$
        }
        Proven proven = new Proven(proof, Optional.of(there.algorithm()));
        monitor.report(new StepEvent.Verified(shown, proof, proven.algorithm()));
        return proven;
    }

    /** Takes note that the sizes are equal, and that this is enough. */
    static Proven bySize(String shown, Monitor monitor) {
        monitor.report(new StepEvent.Verified(shown, StepEvent.Proof.SIZE));
        return Proven.BY_SIZE;
    }

    private ContentHash readBack(String path, long length, Monitor monitor) throws Failure {
        MessageDigest digest = Sha256.digest();
        fs.get(path, new DigestSink(digest), 0, length, monitor);
        return new ContentHash(HashAlgorithm.SHA_256, Sha256.of(digest).hex());
    }

    private static Failure differs(String path, FailureKind kind, String detail) {
        return Failure.at(Step.VERIFY).kind(kind).subject(path).detail(detail).hint(Hint.DAMAGED).build();
    }

    /** Keeps nothing but the hash. */
    private static final class DigestSink extends OutputStream {
        private final MessageDigest digest;

        DigestSink(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public void write(int value) {
            digest.update((byte) value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }
    }
}
