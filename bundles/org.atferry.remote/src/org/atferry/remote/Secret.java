/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

/** A password on its way to where it is used. It never shows in text, and is wiped when closed. */
public final class Secret implements AutoCloseable {

    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /** Takes over the characters; the caller's array is copied. */
    public static Secret of(char[] characters) {
        return new Secret(characters.clone());
    }

    /** A secret from text, such as an environment variable. */
    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /** The text, for the moment of use. */
    public String reveal() {
        return new String(value);
    }

    @Override
    public void close() {
        java.util.Arrays.fill(value, '\0');
    }

    @Override
    public String toString() {
        return "***"; //$NON-NLS-1$
    }
}
