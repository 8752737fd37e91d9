/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;

/** Says what is under a path of a server: by asking for each, as {@link RemoteFileSystem#stat} does, or from a listing. */
@FunctionalInterface
interface Lookup {

    /**
     * What is there.
     *
     * @return empty when there is nothing of that name; size and time may be missing
     */
    Optional<RemoteEntry> find(String path, Monitor monitor) throws Failure;
}
