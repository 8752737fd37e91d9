/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the command line in one language. Safe for any thread. */
public final class Texts {

    private static final String BUNDLE = "org.atferry.shell.internal.messages";

    private final ResourceBundle bundle;
    private final Locale wanted;
    private final Locale locale;

    /** The texts for a locale, in English when its language is not there. */
    public Texts(Locale wanted) {
        this.wanted = wanted;
        bundle = ResourceBundle.getBundle(BUNDLE, wanted, Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        locale = bundle.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : bundle.getLocale();
    }

    /** A text with its places filled in as {@link MessageFormat} does. */
    public String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /** Whether there is a text. */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** The language that the texts are really in; numbers are written as it does. */
    public Locale locale() {
        return locale;
    }

    /** The locale that was asked for, for texts from elsewhere. */
    public Locale wanted() {
        return wanted;
    }
}
