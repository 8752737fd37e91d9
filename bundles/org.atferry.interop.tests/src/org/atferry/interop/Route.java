/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.util.Set;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;

/**
 * A way to a server: a provider of file systems, and what lies between it and the server. The suite knows no more of a provider than this;
 * the one for modules starts its module and its port in {@link #open}, and ends them when the file system is closed.
 */
interface Route {

    /** What is possible on this way, whatever the server. */
    Set<Ability> abilities();

    /** Opens a session, logged in. */
    RemoteFileSystem open(ServerUrl server, ServerAccess access, Secret password, Monitor monitor) throws Failure;
}
