/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How a transfer is done.
 *
 * @param verify the proof asked for
 * @param resume whether the temporary file of an earlier try of the same content is continued; otherwise it is removed first
 * @param inPlace uploads only: write straight to the target, without temporary file and renaming. The old file is gone from the first byte
 *        on; for servers that give no right to rename
 * @param partialSuffix the end of a temporary file's name: a dot and 1-16 letters, digits, {@code _} or {@code -}
 * @param writeSha256 whether a file {@code NAME.sha256}, as {@code sha256sum} writes it, is put beside the target
 * @param keepTimes whether the target gets the time of the source's last change, where the other side can and the time is known; a refusal
 *        is no failure. Directories keep their own
 */
public record TransferOptions(Verify verify, boolean resume, boolean inPlace, String partialSuffix, boolean writeSha256,
        boolean keepTimes) {

    private static final Pattern SUFFIX = Pattern.compile("\\.[A-Za-z0-9_-]{1,16}"); //$NON-NLS-1$

    /**
     * Checks the suffix.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public TransferOptions {
        Objects.requireNonNull(verify);
        if (!SUFFIX.matcher(partialSuffix).matches()) {
            throw new IllegalArgumentException("not a suffix for temporary files: " + partialSuffix); //$NON-NLS-1$
        }
    }

    /** Verified by size, resumed when possible, renamed over the target, no {@code .sha256}, times kept. */
    public static TransferOptions defaults() {
        return new TransferOptions(Verify.SIZE, true, false, ".part", false, true); //$NON-NLS-1$
    }

    /** The same with another proof. */
    public TransferOptions withVerify(Verify value) {
        return new TransferOptions(value, resume, inPlace, partialSuffix, writeSha256, keepTimes);
    }

    /** The same with or without resuming. */
    public TransferOptions withResume(boolean value) {
        return new TransferOptions(verify, value, inPlace, partialSuffix, writeSha256, keepTimes);
    }

    /** The same, in place or not. */
    public TransferOptions withInPlace(boolean value) {
        return new TransferOptions(verify, resume, value, partialSuffix, writeSha256, keepTimes);
    }

    /** The same with another suffix for temporary files. */
    public TransferOptions withPartialSuffix(String value) {
        return new TransferOptions(verify, resume, inPlace, value, writeSha256, keepTimes);
    }

    /** The same with or without a {@code .sha256} beside the target. */
    public TransferOptions withSha256(boolean value) {
        return new TransferOptions(verify, resume, inPlace, partialSuffix, value, keepTimes);
    }

    /** The same with or without keeping the times of the sources. */
    public TransferOptions withKeepTimes(boolean value) {
        return new TransferOptions(verify, resume, inPlace, partialSuffix, writeSha256, value);
    }
}
