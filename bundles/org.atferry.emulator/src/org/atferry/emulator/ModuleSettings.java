/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import org.atferry.remote.Dialect;
import org.atferry.remote.ModuleIdentity;

/**
 * What a software module is.
 *
 * @param dialect its FTP command set
 * @param baud bytes pass no faster than a line of that speed moves them (8N1); empty: as fast as the port goes
 * @param identity what {@code ATI} says
 * @param hosts servers that are reached elsewhere: {@code HOST:PORT} as the host names it, to {@code HOST:PORT}
 */
public record ModuleSettings(Dialect dialect, OptionalInt baud, ModuleIdentity identity, Map<String, String> hosts) {

    /** Checks the ranges: baud at least 300, each host with a port of 1-65535. */
    public ModuleSettings {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(identity);
        hosts = Map.copyOf(hosts);
        if (baud.isPresent() && baud.getAsInt() < 300) {
            throw new IllegalArgumentException("baud below 300: " + baud.getAsInt());
        }
        hosts.forEach((from, to) -> {
            requireHostAndPort(from);
            requireHostAndPort(to);
        });
    }

    private static void requireHostAndPort(String text) {
        if (!text.matches(".+:[1-9][0-9]{0,4}") || Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) > 65535) {
            throw new IllegalArgumentException("expected HOST:PORT: " + text);
        }
    }

    /** A Quectel module of the LTE Standard(A) series, unpaced. */
    public static ModuleSettings qftp() {
        return new ModuleSettings(Dialect.QFTP, OptionalInt.empty(),
                new ModuleIdentity("Quectel", "EC200A", "EC200A-ATFERRY-01", Optional.of(Dialect.QFTP)), Map.of());
    }

    /** The same with another pace. */
    public ModuleSettings withBaud(int bitsPerSecond) {
        return new ModuleSettings(dialect, OptionalInt.of(bitsPerSecond), identity, hosts);
    }

    /** The same with other hosts. */
    public ModuleSettings withHosts(Map<String, String> others) {
        return new ModuleSettings(dialect, baud, identity, others);
    }
}
