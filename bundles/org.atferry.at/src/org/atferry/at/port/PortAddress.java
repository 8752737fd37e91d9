/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names a port: {@code serial:/dev/ttyUSB2?baud=921600&flow=rtscts}, {@code tcp:host:port}, {@code loop:name}, {@code replay:file}.
 *
 * @param scheme the kind of port, lower case
 * @param name what the kind of port understands: a device path, host and port, a name
 * @param options after {@code ?}, in the order written; keys lower case
 */
public record PortAddress(String scheme, String name, Map<String, String> options) {

    /** Copies the options. */
    public PortAddress {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Parses an address.
     *
     * @throws PortException {@link PortException.Kind#ADDRESS} for anything that is none
     */
    public static PortAddress parse(String text) throws PortException {
        int colon = text.indexOf(':');
        int question = text.indexOf('?');
        String name = colon < 0 ? "" : text.substring(colon + 1, question < 0 ? text.length() : question); //$NON-NLS-1$
        if (colon < 1 || name.isEmpty() || !text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) { //$NON-NLS-1$
            throw new PortException(PortException.Kind.ADDRESS, text, "expected KIND:NAME, such as serial:/dev/ttyUSB2"); //$NON-NLS-1$
        }
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0) {
            for (String pair : text.substring(question + 1).split("&")) { //$NON-NLS-1$
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new PortException(PortException.Kind.ADDRESS, text, "expected key=value after '?'"); //$NON-NLS-1$
                }
                options.put(pair.substring(0, equals).toLowerCase(Locale.ROOT), pair.substring(equals + 1));
            }
        }
        return new PortAddress(text.substring(0, colon).toLowerCase(Locale.ROOT), name, options);
    }

    /** One option. */
    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    /**
     * A whole-number option within a range.
     *
     * @throws PortException {@link PortException.Kind#ADDRESS} when it is no such number
     */
    public int number(String key, int defaultValue, int minimum, int maximum) throws PortException {
        String value = options.get(key);
        if (value == null) {
            return defaultValue;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new PortException(PortException.Kind.ADDRESS, toString(), key + " is not a number from " + minimum + " to " + maximum); //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme).append(':').append(name);
        char separator = '?';
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = '&';
        }
        return text.toString();
    }
}
