/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

import org.atferry.ftp.internal.tls.TlsClient;
import org.atferry.ftp.internal.tls.TlsDataSocket;
import org.atferry.remote.Failure;

/** Data connections under TLS, with the session of the control connection. */
final class TlsDataProtection implements DataProtection {

    /** The longest handshake of a connection that has no time of its own. */
    private static final Duration HANDSHAKE_TIME = Duration.ofSeconds(60);
    /** How long the end of an upload waits for the server's own end, when the connection's time is longer. */
    private static final int END_TIME = 10_000;

    /** The longest time to tell a server that reads no more that nothing more comes. */
    private static final Duration ABORT_TIME = Duration.ofMillis(300);

    private final TlsClient tls;
    private final Runnable giveUp;
    private boolean demanded = true;
    private boolean renewing;

    /**
     * The protection of a session's data connections.
     *
     * @param giveUp closes the control connection when no data connection can resume its session any more
     */
    TlsDataProtection(TlsClient tls, Runnable giveUp) {
        this.tls = tls;
        this.giveUp = giveUp;
    }

    @Override
    public TlsDataSocket protect(Socket connected) throws IOException {
        int timeout = connected.getSoTimeout();
        return tls.protectData(connected, timeout == 0 ? HANDSHAKE_TIME : Duration.ofMillis(timeout));
    }

    @Override
    public void endOfUpload(Socket socket) throws IOException {
        int timeout = socket.getSoTimeout();
        ((TlsDataSocket) socket).finishSending(timeout == 0 ? END_TIME : Math.min(timeout, END_TIME));
    }

    @Override
    public boolean endedInOrder(Socket socket) {
        return ((TlsDataSocket) socket).isEndedInOrder();
    }

    @Override
    public void beforeAbort(Socket socket) {
        try (Alarm alarm = Alarm.in(ABORT_TIME, () -> ControlConnection.closeQuietly(socket))) {
            socket.shutdownOutput();
        } catch (IOException e) {
            // it is closed already
        }
    }

    @Override
    public Failure explained(Failure refused) {
        Failure explained = renewing ? refused : tls.explained(refused);
        if (explained != refused) {
            giveUp.run();
        }
        return explained;
    }

    /** Whether the next data connection would be refused by a server that demands the session of the control connection. */
    boolean lacksTicket() {
        return demanded && tls.lacksTicket();
    }

    /** From now on a refusal of a data connection is expected, until {@link #renewed}. */
    void renewing() {
        renewing = true;
    }

    /**
     * The data connection that was to be refused is over.
     *
     * @param refused false when the server took it: then, unless it was resumed after all, the server takes every one
     */
    void renewed(boolean refused) {
        renewing = false;
        demanded = refused || tls.isResumed();
    }
}
