/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.time.Duration;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.testing.ScriptedFtpServer;

/** Sessions with a scripted server, with short timeouts. */
final class ScriptedSession {

    static final Duration SHORT = Duration.ofMillis(700);

    private ScriptedSession() {
    }

    static FtpSettings settings(ScriptedFtpServer server) {
        ServerUrl url = new ServerUrl(ServerUrl.Security.PLAIN, "u", "127.0.0.1", server.port(), "");
        return FtpSettings.defaults(url).withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    static FtpSession connect(FtpSettings settings) throws Failure {
        return FtpSession.connect(settings, FtpWireListener.none(), Monitor.none());
    }

    static FtpSession login(FtpSettings settings) throws Failure {
        FtpSession session = connect(settings);
        session.login("u", Secret.of("p"), Monitor.none());
        return session;
    }

    static FtpSession login(ScriptedFtpServer server) throws Failure {
        return login(settings(server));
    }
}
