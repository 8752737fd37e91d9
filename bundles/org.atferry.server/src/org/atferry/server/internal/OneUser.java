/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.util.List;

import org.apache.ftpserver.ftplet.Authentication;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.Authority;
import org.apache.ftpserver.ftplet.AuthorizationRequest;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.usermanager.AnonymousAuthentication;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;

/**
 * The only user of the server, and the list of users that holds no other. The right to write is decided where files are, see
 * {@link RootedFile}.
 */
final class OneUser implements User, UserManager {

    /** The name that FTP has for everybody; its password is not looked at (RFC 1635). */
    static final String ANONYMOUS = "anonymous";

    private final String name;
    private final SaltedPassword password;
    private final String home;
    private final int idleSeconds;

    OneUser(String name, SaltedPassword password, String home, int idleSeconds) {
        this.name = name;
        this.password = password;
        this.home = home;
        this.idleSeconds = idleSeconds;
    }

    @Override
    public User authenticate(Authentication authentication) throws AuthenticationFailedException {
        boolean anonymous = authentication instanceof AnonymousAuthentication && name.equals(ANONYMOUS);
        if (anonymous || authentication instanceof UsernamePasswordAuthentication pair && matches(pair)) {
            return this;
        }
        throw new AuthenticationFailedException("refused");
    }

    private boolean matches(UsernamePasswordAuthentication pair) {
        boolean rightPassword = password.matches(pair.getPassword());
        return name.equals(pair.getUsername()) && rightPassword;
    }

    @Override
    public String getName() {
        return name;
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

    @Override
    public int getMaxIdleTime() {
        return idleSeconds;
    }

    @Override
    public boolean getEnabled() {
        return true;
    }

    @Override
    public String getHomeDirectory() {
        return home;
    }

    @Override
    public User getUserByName(String candidate) {
        return doesExist(candidate) ? this : null;
    }

    @Override
    public String[] getAllUserNames() {
        return new String[] { name };
    }

    @Override
    public boolean doesExist(String candidate) {
        return name.equals(candidate);
    }

    @Override
    public void delete(String candidate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(User user) {
        throw new UnsupportedOperationException();
    }

    /** There is no administration over FTP. */
    @Override
    public String getAdminName() {
        return null;
    }

    @Override
    public boolean isAdmin(String candidate) {
        return false;
    }
}
