/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Objects;

/**
 * A result code of a cellular module.
 *
 * @param dialect {@code qftp}, {@code mftp}, {@code cme}
 * @param code the number; -1 when the module answered without one
 * @param text what the manual says it means, or the module's own words; may be empty
 */
public record ModuleCode(String dialect, int code, String text) {

    /** Checks that nothing is null. */
    public ModuleCode {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        String number = code < 0 ? dialect : dialect + ":" + code; //$NON-NLS-1$
        return text.isEmpty() ? number : number + " " + text; //$NON-NLS-1$
    }
}
