/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what in a folder and below it, like a rule of authorization in IIS. The rule with the longest folder decides; among rules for
 * the same folder one for the user before those for its groups (together) before one for everybody.
 *
 * @param subject whom {@code name} means
 * @param name the user's or group's name; empty for everybody
 * @param folder the folder as seen from the served one, with {@code /} in front, whatever home the user has
 * @param rights what is allowed; nothing else is
 */
public record AccessRule(Subject subject, String name, String folder, Set<Right> rights) {

    /** Whom a rule is for. */
    public enum Subject {
        /** One user. */
        USER,
        /** The users of a group. */
        GROUP,
        /** Everybody. */
        EVERYBODY
    }

    /** Checks that the folder is one, and writes it without needless separators. */
    public AccessRule {
        Objects.requireNonNull(subject);
        rights = Set.copyOf(rights);
        if (!folder.startsWith("/") || name.isEmpty() != (subject == Subject.EVERYBODY)) {
            throw new IllegalArgumentException("a folder that does not begin with /, or a name too many or too few");
        }
        folder = "/" + java.util.Arrays.stream(folder.split("/")).filter(element -> !element.isEmpty()).collect(Collectors.joining("/"));
    }

    /** A rule for a user. */
    public static AccessRule user(String name, String folder, Right... rights) {
        return new AccessRule(Subject.USER, name, folder, Set.of(rights));
    }

    /** A rule for a group. */
    public static AccessRule group(String name, String folder, Right... rights) {
        return new AccessRule(Subject.GROUP, name, folder, Set.of(rights));
    }

    /** A rule for everybody. */
    public static AccessRule everybody(String folder, Right... rights) {
        return new AccessRule(Subject.EVERYBODY, "", folder, Set.of(rights));
    }

    /** Whether the rule is for this user. */
    public boolean isFor(ServerUser user) {
        return switch (subject) {
            case USER -> user.name().equals(name);
            case GROUP -> user.groups().contains(name);
            case EVERYBODY -> true;
        };
    }

    @Override
    public String toString() {
        String who = subject == Subject.EVERYBODY ? "everybody" : subject.name().toLowerCase(Locale.ROOT) + ":" + name;
        String what = rights.stream().sorted().map(right -> right.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
        return who + " " + (what.isEmpty() ? "none" : what) + " " + folder;
    }
}
