/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.Optional;

import org.atferry.at.AtResponse;
import org.atferry.at.AtResponse.FinalResult;
import org.atferry.command.qftp.QftpCode;

/**
 * How a command ended, whether the module said it by its result line ({@code +QFTPSIZE: 627,550}) or by its final result code
 * ({@code +CME ERROR: 603}, {@code ERROR}).
 *
 * @param code 0 for success; -1 when the module gave no number
 * @param value what follows the code: the protocol code, a size, a path; stripped
 * @param words the module's own words where it gave no number
 * @param transferred the bytes of data that passed
 */
record Outcome(int code, String value, String words, long transferred) {

    static Outcome of(AtResponse response) {
        if (response.result().isPresent()) {
            Outcome outcome = ofResult(response.result().get(), response.transferred());
            // A module that ends with an error says it once; a result of 0 beside ERROR would be a contradiction.
            if (response.ok() || !outcome.ok()) {
                return outcome;
            }
        }
        FinalResult end = response.finalResult();
        if (end.ok()) {
            return new Outcome(0, "", "", response.transferred());
        }
        if (end.kind() == FinalResult.Kind.CME_ERROR) {
            String text = end.text().substring(end.text().indexOf(':') + 1).strip();
            return new Outcome(end.code().orElse(-1), "", end.code().isPresent() ? "" : text, response.transferred());
        }
        return new Outcome(-1, "", end.text(), response.transferred());
    }

    private static Outcome ofResult(String result, long transferred) {
        int comma = result.indexOf(',');
        String first = (comma < 0 ? result : result.substring(0, comma)).strip();
        String rest = comma < 0 ? "" : result.substring(comma + 1).strip();
        Optional<Long> code = number(first);
        return code.isPresent() && code.get() <= Integer.MAX_VALUE ? new Outcome(code.get().intValue(), rest, "", transferred)
                : new Outcome(-1, "", result, transferred);
    }

    /** Whether the command succeeded. */
    boolean ok() {
        return code == 0;
    }

    /** Whether the module said this code. */
    boolean is(QftpCode wanted) {
        return code == wanted.number();
    }

    /** The server's reply; 0 when the module passed none on. */
    int protocolError() {
        return ok() ? 0 : number(value).filter(number -> number <= 99999).map(Long::intValue).orElse(0);
    }

    /** The value as a number, such as a size. */
    Optional<Long> number() {
        return number(value);
    }

    /** The value without the quotes that some firmware puts around a path. */
    String unquoted() {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    private static Optional<Long> number(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text));
    }
}
