/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One clause of a manifest header (OSGi Core 8, section 3.2.4), for example a package and its attributes and directives.
 *
 * @param name the package or bundle
 * @param attributes attributes and directives, the latter with a colon at the end of their names; values without quotes
 */
record ManifestHeader(String name, Map<String, String> attributes) {

    /** Reads a header; {@code null} has no clauses. */
    static List<ManifestHeader> clauses(String header) {
        List<ManifestHeader> clauses = new ArrayList<>();
        if (header != null) {
            for (String clause : split(header, ',')) {
                clauses.add(clause(clause));
            }
        }
        return clauses;
    }

    private static ManifestHeader clause(String clause) {
        List<String> parts = split(clause, ';');
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equal = part.indexOf('=');
            attributes.put(part.substring(0, equal).strip(), part.substring(equal + 1).strip().replace("\"", ""));
        }
        return new ManifestHeader(parts.get(0), attributes);
    }

    /** Splits at a character, but not within quotes. */
    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == at && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }
}
