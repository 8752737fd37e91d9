/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.server.AccessRule;
import org.atferry.server.Right;

/** The values in a configuration file; each throws {@link IllegalArgumentException} with words that name what it cannot read. */
public final class ConfigurationValues {

    private static final Pattern RULE = Pattern.compile("(everybody|(user|group):(\\S+))\\s+(\\S+)\\s+(/.*)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})([KMG]?)");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
    /** Four numbers, or something with a colon, for which Java asks no name server. */
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private ConfigurationValues() {
    }

    /** Two ports: FIRST-LAST. */
    public static List<Integer> ports(String value) {
        Matcher matcher = PORTS.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not FIRST-LAST: " + value);
        }
        return List.of(number(matcher.group(1), 1, 65535), number(matcher.group(2), 1, 65535));
    }

    /** A rule: WHO RIGHTS FOLDER. */
    public static AccessRule rule(String value) {
        Matcher matcher = RULE.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not WHO RIGHTS FOLDER: " + value);
        }
        AccessRule.Subject subject = matcher.group(2) == null ? AccessRule.Subject.EVERYBODY
                : AccessRule.Subject.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
        return new AccessRule(subject, matcher.group(3) == null ? "" : matcher.group(3), matcher.group(5), rights(matcher.group(4)));
    }

    private static Set<Right> rights(String words) {
        Set<Right> rights = new HashSet<>();
        for (String word : words(words)) {
            switch (oneOf(word, "list", "read", "write", "delete", "all", "none")) {
                case "all" -> rights.addAll(Arrays.asList(Right.values()));
                case "none" -> rights.clear();
                default -> rights.add(Right.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return rights;
    }

    /** One of some words. */
    public static String oneOf(String value, String... known) {
        if (!Arrays.asList(known).contains(value)) {
            throw new IllegalArgumentException("not one of " + String.join(", ", known) + ": " + value);
        }
        return value;
    }

    /** Yes or no. */
    public static boolean yes(String value) {
        return oneOf(value, "yes", "no").equals("yes");
    }

    /** Words by commas. */
    public static List<String> words(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    /** A folder that begins with a separator and does not lead up. */
    public static String folder(String value) {
        if (!value.startsWith("/") || Arrays.asList(value.split("/")).contains("..")) {
            throw new IllegalArgumentException("not a folder that begins with /: " + value);
        }
        return value;
    }

    /** A number in a range. */
    public static int number(String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("not a number from " + least + " to " + most + ": " + value);
    }

    /** A number of bytes, with K, M or G. */
    public static long bytes(String value) {
        Matcher matcher = BYTES.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number of bytes: " + value);
        }
        return Long.parseLong(matcher.group(1)) << 10 * " KMG".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
    }

    /** An address in digits; names are not looked up. */
    public static InetAddress address(String value) throws UnknownHostException {
        if (!ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException("not an address: " + value);
        }
        return InetAddress.getByName(value);
    }
}
