/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.ftp.internal.ServerWording;
import org.atferry.remote.CodeExplainer;
import org.osgi.service.component.annotations.Component;

/** Says what FTP reply codes and the sentences of servers mean. The table is {@code internal/replies.properties}. */
@Component
public final class FtpExplainer implements CodeExplainer {

    private static final Pattern CODE = Pattern.compile("(?:ftp:)?\\s*(\\d{3}|\\d{5})(?:[ -]+(.*))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FOREIGN = Pattern.compile("(qftp|mftp|cme|cms):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * The meanings of a code ({@code 550}), of a reply ({@code 530 Login incorrect}) or of a sentence; the words say more than the code.
     */
    @Override
    public List<Explanation> explain(String text, Locale locale) {
        String stripped = text.strip();
        if (FOREIGN.matcher(stripped).matches()) {
            return List.of();
        }
        ResourceBundle table = ResourceBundle.getBundle("org.atferry.ftp.internal.replies", locale, FtpExplainer.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Matcher matcher = CODE.matcher(stripped);
        boolean coded = matcher.matches();
        String words = coded ? matcher.group(2) == null ? "" : matcher.group(2) : stripped;
        String code = coded ? matcher.group(1) : "";
        List<Explanation> meanings = new ArrayList<>();
        if (!coded || code.charAt(0) > '3') {
            ServerWording.find(words).ifPresent(wording -> meanings.add(entry(table, "wording." + wording.name(), stripped)));
        }
        if (coded && table.containsKey("code." + code + ".meaning")) {
            meanings.add(entry(table, "code." + code, code));
        } else if (coded && table.containsKey("series." + series(code) + ".meaning")) {
            meanings.add(entry(table, "series." + series(code), code));
        }
        return List.copyOf(meanings);
    }

    /** {@code 5} for 5xx, {@code 10} for the Winsock codes. */
    private static String series(String code) {
        return code.length() == 3 ? code.substring(0, 1) : code.substring(0, 2);
    }

    private static Explanation entry(ResourceBundle table, String key, String shown) {
        return new Explanation(shown, table.getString(key + ".meaning"), optional(table, key + ".advice"),
                optional(table, key + ".source"));
    }

    private static String optional(ResourceBundle table, String key) {
        return table.containsKey(key) ? table.getString(key) : "";
    }
}
