/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.Locale;
import java.util.Optional;

/** How much proof a transfer asks for. */
public enum Verify {
    /** Equal sizes are enough. Says nothing about the content; the cheapest. */
    SIZE,
    /** The content is compared: by the server's own hash where it has one, else by reading the file once more. */
    CONTENT;

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a choice by its name on the command line. */
    public static Optional<Verify> parse(String word) {
        for (Verify verify : values()) {
            if (verify.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(verify);
            }
        }
        return Optional.empty();
    }
}
