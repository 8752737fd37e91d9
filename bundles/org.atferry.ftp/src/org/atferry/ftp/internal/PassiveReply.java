/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server waits for the data connection: the replies 227 (RFC 959 section 5.1) and 229 (RFC 2428 section 3).
 *
 * @param address the address in the reply; empty for 229, and for the "any" address
 * @param port 1-65535
 */
record PassiveReply(Optional<InetAddress> address, int port) {

    private static final Pattern PASSIVE = Pattern.compile("(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3})");
    private static final Pattern EXTENDED = Pattern.compile("\\(([\\x21-\\x7e])\\1\\1(\\d{1,5})\\1\\)");

    /** Reads a 227; empty when it is garbage. */
    static Optional<PassiveReply> passive(String text) {
        Matcher matcher = PASSIVE.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int[] numbers = new int[6];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(matcher.group(i + 1));
            if (numbers[i] > 255) {
                return Optional.empty();
            }
        }
        byte[] bytes = { (byte) numbers[0], (byte) numbers[1], (byte) numbers[2], (byte) numbers[3] };
        return at(bytes, numbers[4] << 8 | numbers[5]);
    }

    private static Optional<PassiveReply> at(byte[] bytes, int port) {
        if (port == 0) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return Optional.of(new PassiveReply(address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address), port));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Reads a 229; empty when it is garbage. */
    static Optional<PassiveReply> extended(String text) {
        Matcher matcher = EXTENDED.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(2));
        return port < 1 || port > 65535 ? Optional.empty() : Optional.of(new PassiveReply(Optional.empty(), port));
    }
}
