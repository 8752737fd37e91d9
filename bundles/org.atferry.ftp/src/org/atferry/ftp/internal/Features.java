/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a server says that it can ({@code FEAT}, RFC 2389 section 3): names, and what follows each. */
final class Features {

    /** Of a server that does not know {@code FEAT}, or was not asked. */
    static final Features NONE = new Features(Map.of());

    private final Map<String, String> values;

    private Features(Map<String, String> values) {
        this.values = values;
    }

    /** Reads the lines of a 211; servers put a space, the code or nothing before each. The first line of a name counts. */
    static Features of(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < lines.size() - 1; i++) {
            String line = lines.get(i);
            String feature = (line.startsWith("211-") ? line.substring(4) : line).strip();
            int space = feature.indexOf(' ');
            String name = space < 0 ? feature : feature.substring(0, space);
            values.putIfAbsent(name.toUpperCase(Locale.ROOT), space < 0 ? "" : feature.substring(space + 1).strip());
        }
        return new Features(Map.copyOf(values));
    }

    /** What follows the name; empty when the server does not list it. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
