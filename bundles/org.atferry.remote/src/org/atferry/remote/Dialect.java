/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Locale;
import java.util.Optional;

/** The FTP command sets of cellular modules. */
public enum Dialect {
    /** Quectel {@code AT+QFTP*}. */
    QFTP,
    /** China Mobile OneMO {@code AT+MFTP*}. */
    MFTP;

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a dialect by its name on the command line. */
    public static Optional<Dialect> parse(String word) {
        for (Dialect dialect : values()) {
            if (dialect.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }
}
