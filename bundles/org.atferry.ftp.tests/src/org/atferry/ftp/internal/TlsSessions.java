/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;

import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.TlsSettings;

/** Sessions with a {@link TlsScriptedServer}. */
final class TlsSessions {

    static final Duration LONG = Duration.ofSeconds(20);

    private TlsSessions() {
    }

    static FtpSettings settings(TlsScriptedServer server, ServerUrl.Security security, TlsSettings tls) {
        return settings("127.0.0.1", server.port(), security, tls);
    }

    static FtpSettings settings(String host, int port, ServerUrl.Security security, TlsSettings tls) {
        return FtpSettings.defaults(new ServerUrl(security, "u", host, port, "")).withAccess(ServerAccess.defaults().withTls(tls))
                .withTimeouts(LONG, LONG, LONG);
    }

    static TlsSettings trusting(Path authorities) {
        return TlsSettings.defaults().withAuthorities(authorities);
    }

    static FtpSession login(FtpSettings settings) throws Failure {
        FtpSession session = FtpSession.connect(settings, FtpWireListener.none(), Monitor.none());
        session.login("u", Secret.of("s3cret"), Monitor.none());
        return session;
    }

    static ControlConnection connect(FtpSettings settings) throws Failure {
        return new Connector(settings, FtpWireListener.none(), Monitor.none()).connect();
    }

    /** A connection that must be refused for a reason of TLS. */
    static Failure refused(FtpSettings settings, Hint hint) {
        Failure failure = assertThrows(Failure.class, () -> connect(settings));
        assertEquals(FailureKind.TLS, failure.kind(), failure.getMessage());
        assertEquals(Step.TLS, failure.step(), failure.getMessage());
        assertEquals(settings.host(), failure.subject());
        assertEquals(hint, failure.hint(), failure.getMessage());
        return failure;
    }
}
