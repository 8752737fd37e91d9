/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.atferry.at.port.PortAddress;
import org.atferry.remote.Failure;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/**
 * Whose turn it is on each port: a session has its port from opening to closing, a second one waits for it. Two names of one port, with
 * different options, are one turn. Any thread.
 */
final class PortTurns {

    private static final class Entry {
        private final Turnstile turnstile = new Turnstile();
        /** How many hold or await it; guarded by the map. */
        private int users;
        /** Who answered to the session that has the turn. */
        private volatile ModuleIdentity identity;
    }

    /** The right to a port, until it is closed. */
    final class Turn implements AutoCloseable {
        private final String key;
        private final Entry entry;

        private Turn(String key, Entry entry) {
            this.key = key;
            this.entry = entry;
        }

        /** Makes known who answers, for {@link PortTurns#identity}. */
        void identified(ModuleIdentity identity) {
            entry.identity = identity;
        }

        @Override
        public void close() {
            entry.identity = null;
            entry.turnstile.leave();
            forget(key, entry);
        }
    }

    /** Guarded by itself; an entry is there while somebody holds or awaits it. */
    private final Map<String, Entry> entries = new HashMap<>();

    /** Waits for the turn on a port. */
    Turn take(PortAddress address, Monitor monitor) throws Failure {
        String key = key(address);
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(key, name -> new Entry());
            entry.users++;
        }
        boolean taken = false;
        try {
            entry.turnstile.enter(monitor, Step.PORT, address.toString());
            taken = true;
            return new Turn(key, entry);
        } finally {
            if (!taken) {
                forget(key, entry);
            }
        }
    }

    /** The module that a session on this port is talking to, if there is such a session and the module has said who it is. */
    Optional<ModuleIdentity> identity(PortAddress address) {
        synchronized (entries) {
            return Optional.ofNullable(entries.get(key(address))).map(entry -> entry.identity);
        }
    }

    private void forget(String key, Entry entry) {
        synchronized (entries) {
            if (--entry.users == 0) {
                entries.remove(key, entry);
            }
        }
    }

    private static String key(PortAddress address) {
        return address.scheme() + ':' + address.name();
    }
}
