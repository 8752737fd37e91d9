/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.net.InetAddress;

import org.apache.ftpserver.DataConnectionConfiguration;
import org.apache.ftpserver.ssl.SslConfiguration;

/**
 * How data connections are made: active ones only back to the client (no FTP bounce, CVE-1999-0017), passive ones taken only from it, on
 * the address of the server and any free port. The library's own class does neither check unless told to.
 */
final class DataConnections implements DataConnectionConfiguration {

    private static final int IDLE_SECONDS = 300;
    private static final int ANY_PORT = 0;

    private final String address;

    /** Data connections of a server that listens on an address; the "any" address leaves the choice to the control connection. */
    DataConnections(InetAddress address) {
        this.address = address.isAnyLocalAddress() ? null : address.getHostAddress();
    }

    @Override
    public int getIdleTime() {
        return IDLE_SECONDS;
    }

    @Override
    public boolean isActiveEnabled() {
        return true;
    }

    @Override
    public boolean isActiveIpCheck() {
        return true;
    }

    @Override
    public String getActiveLocalAddress() {
        return address;
    }

    @Override
    public int getActiveLocalPort() {
        return ANY_PORT;
    }

    @Override
    public String getPassiveAddress() {
        return address;
    }

    @Override
    public String getPassiveExernalAddress() {
        return null;
    }

    @Override
    public String getPassivePorts() {
        return Integer.toString(ANY_PORT);
    }

    @Override
    public boolean isPassiveIpCheck() {
        return true;
    }

    @Override
    public int requestPassivePort() {
        return ANY_PORT;
    }

    @Override
    public void releasePassivePort(int port) {
        // the operating system knows which ports are free
    }

    @Override
    public SslConfiguration getSslConfiguration() {
        return null;
    }

    @Override
    public boolean isImplicitSsl() {
        return false;
    }
}
