/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/** Turns failures, steps and hints into text for a person; the only place that does. */
final class FailureText {

    private static final Pattern UNPRINTABLE = Pattern.compile(
            "[\\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+"); //$NON-NLS-1$

    private FailureText() {
    }

    static String line(Failure failure, Locale locale) {
        ResourceBundle texts = texts(locale);
        StringBuilder line = new StringBuilder(texts.getString("step." + failure.step())); //$NON-NLS-1$
        if (!failure.subject().isEmpty()) {
            line.append(' ').append(oneLine(failure.subject()));
        }
        line.append(": ").append(String.join("; ", facts(failure, texts))); //$NON-NLS-1$ //$NON-NLS-2$
        if (failure.hint() != Hint.NONE) {
            line.append(" - ").append(hint(failure.hint(), locale)); //$NON-NLS-1$
        }
        return line.toString();
    }

    static String hint(Hint hint, Locale locale) {
        return hint == Hint.NONE ? "" : texts(locale).getString("hint." + hint); //$NON-NLS-1$ //$NON-NLS-2$
    }

    static String retry(Retry retry, Locale locale) {
        return texts(locale).getString("retry." + retry.when()); //$NON-NLS-1$
    }

    private static List<String> facts(Failure failure, ResourceBundle texts) {
        List<String> facts = new ArrayList<>();
        facts.add(texts.getString("kind." + failure.kind())); //$NON-NLS-1$
        failure.reply().ifPresent(reply -> facts.add(oneLine(reply.toString())));
        failure.moduleCode().ifPresent(code -> facts.add(oneLine(code.toString())));
        if (!failure.detail().isEmpty()) {
            facts.add(oneLine(failure.detail()));
        }
        return facts;
    }

    /** A peer's words can hold anything: control characters, line separators and changes of direction must not reach a terminal. */
    private static String oneLine(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ").strip(); //$NON-NLS-1$
    }

    private static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle("org.atferry.remote.messages", locale, FailureText.class.getClassLoader(), //$NON-NLS-1$
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
