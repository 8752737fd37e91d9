/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.Socket;

import org.atferry.remote.Failure;

/**
 * How the data connections of a session are protected: not at all, or by TLS with the session of the control connection. Made by the
 * control connection once it is protected itself.
 */
interface DataProtection {

    /** No protection. */
    DataProtection NONE = connected -> connected;

    /**
     * Layers the protection over a connected data connection, after the server's 1xx reply; the handshake is done when this returns.
     *
     * @param connected is closed by whoever calls this when it fails; closing it from another thread ends the handshake
     * @return the socket whose streams carry the data; half-closed with {@link Socket#shutdownOutput} like a plain one
     * @throws IOException the handshake failed, or the server's certificate is not the one of the control connection: under TLS an
     *         {@link org.atferry.ftp.internal.tls.TlsProblem}
     */
    Socket protect(Socket connected) throws IOException;

    /**
     * Ends an upload: half-closes, then reads to the end, without which TLS 1.3 would run out of tickets; bounded in time by the socket's
     * timeout.
     */
    default void endOfUpload(Socket socket) throws IOException {
        socket.shutdownOutput();
    }

    /**
     * After the end of what came: whether it is known that the peer ended there. Under TLS a connection can be cut off by somebody in
     * between, and only the peer's word ({@code close_notify}) shows that it was not; without protection nothing shows it.
     *
     * @param socket what {@link #protect} returned
     */
    default boolean endedInOrder(Socket socket) {
        return true;
    }

    /**
     * Before a transfer is ended early: tells the peer that nothing more comes. A server forgets the TLS session of a connection that just
     * ends, and would let no other one resume it. Never throws, and takes no longer than a part of a second.
     *
     * @param socket what {@link #protect} returned
     */
    default void beforeAbort(Socket socket) {
        // nothing to tell
    }

    /** What a server's refusal of a data connection, or after one, means with this protection; the same failure when it adds nothing. */
    default Failure explained(Failure refused) {
        return refused;
    }
}
