/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.util.EnumSet;
import java.util.Set;

import org.atferry.ftp.FtpFileSystemProvider;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;

/** No module between. */
final class DirectRoute implements Route {

    private final FtpFileSystemProvider provider = new FtpFileSystemProvider();

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public RemoteFileSystem open(ServerUrl server, ServerAccess access, Secret password, Monitor monitor) throws Failure {
        return provider.open(ConnectionSpec.direct(server).withAccess(access), password, monitor);
    }

    @Override
    public String toString() {
        return "direct";
    }
}
