/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How much the server takes, and from whom.
 *
 * @param sessions how many sessions at a time, 1-1000
 * @param sessionsPerAddress how many of them from one address, 1-1000
 * @param idle after which time without a command or a transfer a session is closed, at least one second, in whole seconds
 * @param allowed the addresses that may connect at all
 * @param prohibitedNames patterns of names that nothing may get, with {@code *} and {@code ?}, whatever their case
 */
public record ServerLimits(int sessions, int sessionsPerAddress, Duration idle, AddressList allowed, List<String> prohibitedNames) {

    private static final int MOST_SESSIONS = 1000;

    /** Checks the ranges. */
    public ServerLimits {
        Objects.requireNonNull(allowed);
        prohibitedNames = List.copyOf(prohibitedNames);
        if (sessions < 1 || sessions > MOST_SESSIONS || sessionsPerAddress < 1 || sessionsPerAddress > MOST_SESSIONS) {
            throw new IllegalArgumentException("number of sessions out of range");
        }
        if (idle.toSeconds() < 1 || idle.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("idle time out of range: " + idle);
        }
    }

    /** 64 sessions, wherever they come from; 15 minutes; everybody; every name. */
    public static ServerLimits defaults() {
        return new ServerLimits(64, 64, Duration.ofMinutes(15), AddressList.everybody(), List.of());
    }

    /** The same with these numbers of sessions. */
    public ServerLimits withSessions(int all, int perAddress) {
        return new ServerLimits(all, perAddress, idle, allowed, prohibitedNames);
    }

    /** The same with this idle time. */
    public ServerLimits withIdle(Duration other) {
        return new ServerLimits(sessions, sessionsPerAddress, other, allowed, prohibitedNames);
    }

    /** The same, only for these addresses. */
    public ServerLimits withAllowed(AddressList others) {
        return new ServerLimits(sessions, sessionsPerAddress, idle, others, prohibitedNames);
    }

    /** The same with these patterns of prohibited names. */
    public ServerLimits withProhibitedNames(List<String> patterns) {
        return new ServerLimits(sessions, sessionsPerAddress, idle, allowed, patterns);
    }
}
