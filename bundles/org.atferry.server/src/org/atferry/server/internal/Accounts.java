/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.ftpserver.ftplet.Authentication;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.usermanager.AnonymousAuthentication;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;
import org.atferry.server.ServerSettings;
import org.atferry.server.ServerUser;

/** The users of the server. There is no administration over FTP. */
final class Accounts implements UserManager {

    private final Path root;
    private final ServerSettings settings;
    private final Map<String, ServerUser> users;

    /**
     * The users of some settings.
     *
     * @param root the real path of the served folder
     */
    Accounts(Path root, ServerSettings settings) {
        this.root = root;
        this.settings = settings;
        this.users = settings.users().stream().collect(Collectors.toUnmodifiableMap(ServerUser::name, Function.identity()));
    }

    Optional<ServerUser> find(String name) {
        return Optional.ofNullable(name).map(users::get);
    }

    @Override
    public User authenticate(Authentication authentication) throws AuthenticationFailedException {
        if (authentication instanceof AnonymousAuthentication && users.containsKey(ServerUser.ANONYMOUS)) {
            return account(users.get(ServerUser.ANONYMOUS));
        }
        if (authentication instanceof UsernamePasswordAuthentication pair) {
            ServerUser user = users.get(pair.getUsername());
            ServerUser checked = user == null ? settings.users().get(0) : user; // an unknown name takes the same time
            if (checked.password().matches(pair.getPassword()) && user != null) {
                return account(user);
            }
        }
        throw new AuthenticationFailedException("refused");
    }

    private Account account(ServerUser user) {
        Access access = new Access(user, settings.rules(), settings.limits().prohibitedNames());
        return new Account(user, new Tree(root, MinaServer.home(root, user), access));
    }

    /** Asked only for limits per user, of which there are none. */
    @Override
    public User getUserByName(String candidate) {
        return null;
    }

    @Override
    public String[] getAllUserNames() {
        return users.keySet().toArray(String[]::new);
    }

    @Override
    public boolean doesExist(String candidate) {
        return users.containsKey(candidate);
    }

    @Override
    public void delete(String candidate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(User user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getAdminName() {
        return null;
    }

    @Override
    public boolean isAdmin(String candidate) {
        return false;
    }
}
