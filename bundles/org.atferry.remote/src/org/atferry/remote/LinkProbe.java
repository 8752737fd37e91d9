/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Optional;

/** Finds out which module answers on a port. A service. */
public interface LinkProbe {

    /**
     * Opens the port, asks, and closes it again.
     *
     * @param port such as {@code serial:/dev/ttyUSB2}
     * @return empty when the port opens but nobody answers within about two seconds
     * @throws Failure when the port cannot be opened
     */
    Optional<ModuleIdentity> identify(String port, Monitor monitor) throws Failure;
}
