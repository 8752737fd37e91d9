/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Objects;

/**
 * A reply of an FTP server (RFC 959 section 4.2).
 *
 * @param code three digits; Winsock codes have five
 * @param text the server's own words, lines joined by a space; empty when only the number is known
 */
public record ServerReply(int code, String text) {

    /** Checks that nothing is null. */
    public ServerReply {
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return text.isEmpty() ? Integer.toString(code) : code + " " + text; //$NON-NLS-1$
    }
}
