/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Locale;
import java.util.Objects;

/**
 * A proof of a file's content, as a server or this machine computed it.
 *
 * @param algorithm how
 * @param hex as many hexadecimal digits as the algorithm has, in any case
 */
public record ContentHash(HashAlgorithm algorithm, String hex) {

    /** Checks the digits, and makes them small. */
    public ContentHash {
        Objects.requireNonNull(algorithm);
        if (!hex.matches("[0-9A-Fa-f]{" + algorithm.digits() + "}")) { //$NON-NLS-1$ //$NON-NLS-2$
            throw new IllegalArgumentException("not a " + algorithm.word() + ": " + hex); //$NON-NLS-1$ //$NON-NLS-2$
        }
        hex = hex.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return algorithm.word() + " " + hex; //$NON-NLS-1$
    }
}
