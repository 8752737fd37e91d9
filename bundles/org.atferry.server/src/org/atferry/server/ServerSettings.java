/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.atferry.remote.Secret;

/**
 * What the embedded server serves, to whom, and how.
 *
 * @param root the folder that is served; no name leads out of it
 * @param address the address to listen on, for control and data connections
 * @param port 1-65535, or 0 for a free one
 * @param users who may log in, at least one, each name once
 * @param rules who may do what where; without a rule that fits, a user may do all, or only look and read if it is not writable
 * @param tls whether and how connections are protected
 * @param limits how much is taken, from whom
 * @param passive the ports of passive data connections
 */
public record ServerSettings(Path root, InetAddress address, int port, List<ServerUser> users, List<AccessRule> rules, ServerTls tls,
        ServerLimits limits, PassivePorts passive) {

    /** Checks the ranges. */
    public ServerSettings {
        Objects.requireNonNull(root);
        Objects.requireNonNull(address);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(limits);
        Objects.requireNonNull(passive);
        users = List.copyOf(users);
        rules = List.copyOf(rules);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
        Set<String> names = new HashSet<>();
        if (users.isEmpty() || !users.stream().allMatch(user -> names.add(user.name()))) {
            throw new IllegalArgumentException("no user, or a user twice");
        }
    }

    /**
     * One user for the whole folder, no TLS, no limits but the usual ones.
     *
     * @param user the only user's name; {@code anonymous} lets everybody in
     * @param password the only user's password; read here, not closed and not kept
     * @param writable whether the user may change what is there
     */
    public ServerSettings(Path root, InetAddress address, int port, String user, Secret password, boolean writable) {
        this(root, address, port, List.of(ServerUser.of(user, PasswordHash.forThisRun(password), writable)), List.of(), ServerTls.none(),
                ServerLimits.defaults(), PassivePorts.any());
    }

    /** The same with these users. */
    public ServerSettings withUsers(List<ServerUser> others) {
        return new ServerSettings(root, address, port, others, rules, tls, limits, passive);
    }

    /** The same with these rules. */
    public ServerSettings withRules(List<AccessRule> others) {
        return new ServerSettings(root, address, port, users, others, tls, limits, passive);
    }

    /** The same with this protection. */
    public ServerSettings withTls(ServerTls other) {
        return new ServerSettings(root, address, port, users, rules, other, limits, passive);
    }

    /** The same with these limits. */
    public ServerSettings withLimits(ServerLimits others) {
        return new ServerSettings(root, address, port, users, rules, tls, others, passive);
    }

    /** The same with these ports of passive data connections. */
    public ServerSettings withPassive(PassivePorts other) {
        return new ServerSettings(root, address, port, users, rules, tls, limits, other);
    }
}
