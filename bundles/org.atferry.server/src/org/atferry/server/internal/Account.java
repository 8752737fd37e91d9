/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.util.List;

import org.apache.ftpserver.ftplet.Authority;
import org.apache.ftpserver.ftplet.AuthorizationRequest;
import org.apache.ftpserver.ftplet.User;
import org.atferry.server.ServerUser;

/** A user as the library wants it. What it may do is decided where files are, see {@link Access}. */
final class Account implements User {

    private final ServerUser user;
    private final Tree tree;

    Account(ServerUser user, Tree tree) {
        this.user = user;
        this.tree = tree;
    }

    ServerUser user() {
        return user;
    }

    /** The served folder for one session; each login has an account of its own. */
    Tree tree() {
        return tree;
    }

    @Override
    public String getName() {
        return user.name();
    }

    /** The password is not known any more. */
    @Override
    public String getPassword() {
        return null;
    }

    @Override
    public List<? extends Authority> getAuthorities() {
        return List.of();
    }

    @Override
    public List<? extends Authority> getAuthorities(Class<? extends Authority> kind) {
        return List.of();
    }

    /** Rates and numbers of sessions are not limited per user. */
    @Override
    public AuthorizationRequest authorize(AuthorizationRequest request) {
        return request;
    }

    /** The idle time of the server counts. */
    @Override
    public int getMaxIdleTime() {
        return 0;
    }

    @Override
    public boolean getEnabled() {
        return true;
    }

    @Override
    public String getHomeDirectory() {
        return tree.home().toString();
    }
}
