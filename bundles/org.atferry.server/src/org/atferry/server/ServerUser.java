/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Who may log in.
 *
 * @param name the user's name, not empty; {@link #ANONYMOUS} lets everybody in, with any password (RFC 1635)
 * @param password what its password is recognised by
 * @param groups the groups that it belongs to, for {@link AccessRule}
 * @param home the folder, as seen from the served one, that this user sees as {@code /}; {@code /} for the whole
 * @param writable what it may do where no rule fits: everything, or only list and read
 * @param quota how many bytes the files below its home may have, 0 or more; empty for no limit
 * @param allowed the addresses from which it may log in
 */
public record ServerUser(String name, PasswordHash password, Set<String> groups, String home, boolean writable, OptionalLong quota,
        AddressList allowed) {

    /** The name that FTP has for everybody. */
    public static final String ANONYMOUS = "anonymous";

    /** Checks the ranges. */
    public ServerUser {
        Objects.requireNonNull(password);
        Objects.requireNonNull(allowed);
        groups = Set.copyOf(groups);
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl) || !home.startsWith("/")) {
            throw new IllegalArgumentException("no user name, or a home that does not begin with /");
        }
        if (quota.orElse(0) < 0) {
            throw new IllegalArgumentException("quota out of range: " + quota.getAsLong());
        }
    }

    /** A user without groups, quota or list of addresses, at home in the whole folder. */
    public static ServerUser of(String name, PasswordHash password, boolean writable) {
        return new ServerUser(name, password, Set.of(), "/", writable, OptionalLong.empty(), AddressList.everybody());
    }

    /** The same in these groups. */
    public ServerUser withGroups(Set<String> others) {
        return new ServerUser(name, password, others, home, writable, quota, allowed);
    }

    /** The same at home in a folder. */
    public ServerUser withHome(String other) {
        return new ServerUser(name, password, groups, other, writable, quota, allowed);
    }

    /** The same with a quota in bytes. */
    public ServerUser withQuota(long bytes) {
        return new ServerUser(name, password, groups, home, writable, OptionalLong.of(bytes), allowed);
    }

    /** The same, only from these addresses. */
    public ServerUser withAllowed(AddressList others) {
        return new ServerUser(name, password, groups, home, writable, quota, others);
    }
}
