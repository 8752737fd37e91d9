/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.IOException;
import java.nio.file.Path;

import org.atferry.remote.Failure;

/** A server that runs. */
interface Served extends AutoCloseable {

    int port();

    String user();

    String password();

    /** A folder on the disk in which the user may do everything. */
    Path root();

    /** {@link #root} as the user sees it. */
    String directory();

    /** A folder in {@link #root} that the user may read and in which nothing can be changed; there is one file, {@code there}. */
    String READ_ONLY = "read-only";

    /** Hands something that a test made on the disk over to the server's user. */
    void give(Path file) throws IOException;

    /** Cuts every session off. The server takes new ones. */
    void cutSessions() throws IOException, Failure;

    @Override
    void close();
}
