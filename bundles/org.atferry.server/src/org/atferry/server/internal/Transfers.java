/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

import javax.net.ssl.SSLException;

/** What transfers have in common: 150, the connection, the bytes, the orderly end, 226; or the reply that says what went wrong. */
final class Transfers {

    static final int BUFFER = 128 * 1024;

    /** Writes what is to be sent. */
    @FunctionalInterface
    interface Source {
        /** Writes all of it; closes nothing. */
        void writeTo(OutputStream out) throws Refused;
    }

    /** Stores what is received. */
    @FunctionalInterface
    interface Target {
        /** Reads to the end. */
        void readFrom(InputStream in) throws Refused;
    }

    private Transfers() {
    }

    /** Sends to the client. */
    static void send(ControlSession session, String what, Source source) throws Refused {
        Socket socket = open(session, "Sending " + what);
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            source.writeTo(out);
            out.flush();
            finish(session);
        } catch (IOException e) {
            throw broken(e);
        } finally {
            session.data().giveUp();
        }
        session.reply(226, "Transfer complete.");
    }

    /** Receives from the client. */
    static void receive(ControlSession session, String words, Target target) throws Refused {
        Socket socket = open(session, words);
        try {
            target.readFrom(socket.getInputStream());
            if (session.data().isCutOff()) {
                throw new Refused(426, "Connection closed without close_notify of TLS; transfer aborted.");
            }
            finish(session);
        } catch (IOException e) {
            throw broken(e);
        } finally {
            session.data().giveUp();
        }
        session.reply(226, "Transfer complete.");
    }

    private static void finish(ControlSession session) throws Refused {
        boolean aborted = session.data().isAborted();
        session.data().close();
        if (aborted) {
            throw new Refused(426, "Connection closed; transfer aborted.");
        }
    }

    private static Socket open(ControlSession session, String words) throws Refused {
        session.data().mayOpen();
        session.data().begin();
        session.reply(150, words);
        try {
            return session.data().open(session);
        } catch (SSLException e) {
            session.data().giveUp();
            boolean reuse = String.valueOf(e.getMessage()).contains("session reuse required");
            throw new Refused(reuse ? 522 : 425, reuse ? "TLS session reuse required on the data connection."
                    : "Can't open data connection: TLS handshake failed.");
        } catch (IOException e) {
            boolean aborted = session.data().isAborted();
            session.data().giveUp();
            throw aborted ? broken(e) : new Refused(425, "Can't open data connection.");
        }
    }

    /** The reply to a transfer that broke because of the connection. */
    static Refused broken(IOException failure) {
        return new Refused(426, failure instanceof SocketTimeoutException ? "Timeout; transfer aborted."
                : "Connection closed; transfer aborted.");
    }
}
