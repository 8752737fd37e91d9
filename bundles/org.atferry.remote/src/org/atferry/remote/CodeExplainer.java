/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what a code or a peer's sentence means and what to do. A service; each owner of a vocabulary has one. */
public interface CodeExplainer {

    /**
     * One meaning.
     *
     * @param code the code as it would be typed, such as {@code qftp:627} or {@code 550}
     * @param meaning one sentence
     * @param advice what to do; may be empty
     * @param source where that is written, such as {@code RFC 959}
     * @param retry whether a retry helps, and how soon; empty when nothing failed, or when it is not known
     */
    record Explanation(String code, String meaning, String advice, String source, Optional<Retry> retry) {

        /** A meaning that says nothing about retries. */
        public Explanation(String code, String meaning, String advice, String source) {
            this(code, meaning, advice, source, Optional.empty());
        }
    }

    /** The meanings that this vocabulary knows of a text, best first; empty when it knows none. */
    List<Explanation> explain(String text, Locale locale);
}
