/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

/** Opens file systems of one kind: direct FTP(S), QFTP, MFTP. A service. */
public interface RemoteFileSystemProvider {

    /** Whether {@link #open} can serve this specification. Quick; opens nothing. */
    boolean serves(ConnectionSpec spec);

    /**
     * Opens a session: port, module, context, control connection, login. The caller closes what is returned. When it fails, everything that
     * was opened is closed again.
     *
     * @param password the password; the provider does not close it
     */
    RemoteFileSystem open(ConnectionSpec spec, Secret password, Monitor monitor) throws Failure;
}
