/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Sha256;
import org.atferry.remote.StepEvent;

/**
 * A transfer that succeeded.
 *
 * @param target where the file is now: its path on the server, or on this machine
 * @param length in bytes
 * @param hash of the content; empty when nobody needed it: a download that is verified by size, without a {@code .sha256}
 * @param proof how it is known that the content is right; {@link StepEvent.Proof#SIZE} says nothing about the content
 * @param algorithm by which hash that is known; empty for {@link StepEvent.Proof#SIZE}. The weaker ones hold against accidents only
 * @param resumedFrom how many bytes were there from an earlier try; 0 when there were none
 * @param elapsed from the call to the return
 * @param replaced whether a file was under that name before
 */
public record TransferResult(String target, long length, Optional<Sha256> hash, StepEvent.Proof proof,
        Optional<HashAlgorithm> algorithm, long resumedFrom, Duration elapsed, boolean replaced) {

    /** Checks that nothing is null. */
    public TransferResult {
        Objects.requireNonNull(target);
        Objects.requireNonNull(hash);
        Objects.requireNonNull(proof);
        Objects.requireNonNull(algorithm);
        Objects.requireNonNull(elapsed);
    }
}
