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

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** Proves that a file on a server is what this machine has. */
final class Verification {

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
        Optional<RemoteEntry> entry = fs.stat(path, monitor);
        if (entry.isEmpty()) {
            throw differs(path, FailureKind.INCOMPLETE, "it is not there"); //$NON-NLS-1$
        }
        OptionalLong size = entry.get().size();
        if (size.isPresent() && size.getAsLong() != length) {
            String detail = String.format("%d bytes are there, %d are expected", size.getAsLong(), length); //$NON-NLS-1$
            throw differs(path, FailureKind.INCOMPLETE, detail);
        }
        return size.isPresent();
    }

    /**
     * Compares content: with the server's own hash, else with what reading the file gives.
     *
     * @param shown the path that events name
     * @throws Failure {@link FailureKind#DIFFERS}
     */
    StepEvent.Proof content(String path, String shown, long length, Sha256 hash, Monitor monitor) throws Failure {
        Optional<Sha256> computed = fs.contentHash(path, monitor).filter(found -> found.algorithm() == HashAlgorithm.SHA_256)
                .map(found -> new Sha256(found.hex()));
        StepEvent.Proof proof = computed.isPresent() ? StepEvent.Proof.SERVER_HASH : StepEvent.Proof.READ_BACK;
        monitor.report(new StepEvent.VerificationStarted(shown, proof));
        Sha256 there = computed.isPresent() ? computed.get() : readBack(path, length, monitor);
        if (!there.equals(hash)) {
            throw differs(path, FailureKind.DIFFERS, "SHA-256 there " + there + ", here " + hash); //$NON-NLS-1$ //$NON-NLS-2$
        }
        monitor.report(new StepEvent.Verified(shown, proof));
        return proof;
    }

    private Sha256 readBack(String path, long length, Monitor monitor) throws Failure {
        MessageDigest digest = Sha256.digest();
        fs.get(path, new DigestSink(digest), 0, length, monitor);
        return Sha256.of(digest);
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
