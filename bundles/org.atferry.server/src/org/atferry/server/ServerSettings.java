/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;

import org.atferry.remote.Secret;

/**
 * What the embedded server serves, and to whom.
 *
 * @param root the folder that its user sees as {@code /}; no name leads out of it
 * @param address the address to listen on, for control and data connections
 * @param port 1-65535, or 0 for a free one
 * @param user the only user's name
 * @param password the only user's password; read during the start, not closed and not kept
 * @param writable whether the user may change what is there
 */
public record ServerSettings(Path root, InetAddress address, int port, String user, Secret password, boolean writable) {

    /** Checks the ranges. */
    public ServerSettings {
        Objects.requireNonNull(root);
        Objects.requireNonNull(address);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }
}
