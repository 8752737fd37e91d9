/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.util.List;
import java.util.Optional;

/**
 * What a module answered. A command with data may end with an error in its result line alone: then that line stands in the place of the
 * final result code, as {@link FinalResult.Kind#ERROR}.
 *
 * @param information the information responses, whole lines
 * @param finalResult the final result code
 * @param result what follows the prefix of the awaited result line, stripped; empty when none was awaited or the command failed before
 * @param transferred the bytes of data that passed
 */
public record AtResponse(List<String> information, FinalResult finalResult, Optional<String> result, long transferred) {

    /**
     * A final result code (3GPP TS 27.007 section 9, V.250).
     *
     * @param kind which
     * @param code the number after {@code +CME ERROR:}, when it is one
     * @param text the whole line
     */
    public record FinalResult(Kind kind, Optional<Integer> code, String text) {

        /** Which final result code. */
        public enum Kind { OK, ERROR, CME_ERROR, NO_CARRIER }

        /** Whether the command succeeded. */
        public boolean ok() {
            return kind == Kind.OK;
        }
    }

    /** Only the final result code: information may hold secrets that were read back. */
    @Override
    public String toString() {
        return finalResult.text();
    }

    /** Whether the final result code is {@code OK}; what the result line says is another matter. */
    public boolean ok() {
        return finalResult.ok();
    }
}
