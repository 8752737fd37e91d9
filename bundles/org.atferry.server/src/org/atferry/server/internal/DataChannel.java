/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ThreadLocalRandom;

import javax.net.ssl.SSLSocket;

import org.atferry.server.PassivePorts;
import org.atferry.server.ServerSettings;

/**
 * The data connection of one session: passive ones are taken only from the client, active ones go only back to it (CVE-1999-0017; the
 * caller checks the address), on the address of the server. One thread uses it; {@link #abort()} and {@link #abortIfStuck()} may come from
 * any other, so the fields are guarded by {@code this}, and nothing waits under the lock.
 */
final class DataChannel {

    private static final int CONNECT_MILLISECONDS = 30_000;
    private static final int TRIES_AT_A_PORT = 3;

    private final ServerSettings settings;
    private final TlsIdentity tls;
    private ServerSocket passive;
    private InetSocketAddress active;
    private Socket plain;
    private Socket secured;
    private WatchedSocket watched;
    private boolean isProtected;
    private boolean transferring;
    private boolean aborted;
    private volatile long progress;
    private long progressAtLastLook = -1;

    /**
     * No connection yet.
     *
     * @param tls what protects it when asked for, or null
     */
    DataChannel(ServerSettings settings, TlsIdentity tls, boolean isProtected) {
        this.settings = settings;
        this.tls = tls;
        this.isProtected = isProtected;
    }

    synchronized void protect(boolean value) {
        isProtected = value;
    }

    synchronized boolean isProtected() {
        return isProtected;
    }

    /** Listens for the client's next data connection, and says on which port. */
    int listen(InetAddress here) throws IOException {
        close();
        InetAddress address = settings.address().isAnyLocalAddress() ? here : settings.address();
        ServerSocket opened = open(address, settings.passive());
        opened.setSoTimeout(CONNECT_MILLISECONDS);
        synchronized (this) {
            passive = opened;
        }
        return opened.getLocalPort();
    }

    private static ServerSocket open(InetAddress address, PassivePorts ports) throws IOException {
        int count = ports.last() - ports.first() + 1;
        int start = ThreadLocalRandom.current().nextInt(count);
        for (int i = 0; i < count; i++) {
            ServerSocket server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(address, ports.first() + (start + i) % count), TRIES_AT_A_PORT);
                return server;
            } catch (IOException e) {
                server.close();
            }
        }
        throw new IOException("no free port");
    }

    /** Will connect to the client. */
    void connectTo(InetSocketAddress client) {
        close();
        synchronized (this) {
            active = client;
        }
    }

    synchronized boolean isPrepared() {
        return passive != null || active != null;
    }

    /** From here on until {@link #close()} a transfer runs, which can be aborted. */
    synchronized void begin() {
        transferring = true;
        aborted = false;
        progressAtLastLook = -1;
    }

    synchronized boolean isTransferring() {
        return transferring;
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    /** The work that could be aborted is done; there was no connection. */
    synchronized void end() {
        transferring = false;
    }

    /** Whether a connection was prepared, and with the protection that is demanded. */
    void mayOpen() throws Refused {
        if (settings.tls().protectedData() && !isProtected()) {
            throw new Refused(521, "Data connections must be encrypted: send PBSZ 0 and PROT P.");
        }
        if (!isPrepared()) {
            throw new Refused(503, "PORT or PASV must be issued first.");
        }
    }

    /** Makes the connection, protected if that was agreed; waits for the client. */
    Socket open(ControlSession session) throws IOException {
        Socket connected = connect(session.client());
        connected.setTcpNoDelay(true);
        connected.setSoTimeout(CONNECT_MILLISECONDS);
        WatchedSocket below = isProtected() ? new WatchedSocket(connected) : null;
        Socket socket = below == null ? connected : tls.secure(below, session);
        connected.setSoTimeout(Math.toIntExact(Math.min(settings.limits().idle().toMillis(), Integer.MAX_VALUE)));
        synchronized (this) {
            secured = socket;
            watched = below;
        }
        return socket;
    }

    private Socket connect(InetAddress client) throws IOException {
        ServerSocket listening;
        InetSocketAddress target;
        synchronized (this) {
            listening = passive;
            target = active;
        }
        return target == null ? accept(listening, client) : call(target);
    }

    private Socket call(InetSocketAddress target) throws IOException {
        Socket called = new Socket();
        keep(called);
        if (!settings.address().isAnyLocalAddress()) {
            called.bind(new InetSocketAddress(settings.address(), 0));
        }
        called.connect(target, CONNECT_MILLISECONDS);
        return called;
    }

    private Socket accept(ServerSocket listening, InetAddress client) throws IOException {
        long deadline = System.nanoTime() + CONNECT_MILLISECONDS * 1_000_000L;
        while (System.nanoTime() - deadline < 0) {
            Socket accepted = listening.accept();
            if (accepted.getInetAddress().equals(client)) {
                keep(accepted);
                return accepted;
            }
            accepted.close(); // somebody else
        }
        throw new SocketTimeoutException("nobody connected");
    }

    private void keep(Socket opened) throws IOException {
        synchronized (this) {
            if (!aborted) {
                plain = opened;
                return;
            }
        }
        opened.close();
        throw new IOException("aborted");
    }

    /** Whether a protected connection was cut where the client had not said that all was sent. */
    synchronized boolean isCutOff() {
        return watched != null && watched.isEnded();
    }

    /** Bytes went through. */
    void progressed() {
        progress++;
    }

    /** Ends what runs, if something does. */
    void abort() {
        synchronized (this) {
            if (!transferring) {
                return;
            }
            aborted = true;
        }
        cut();
    }

    /** Ends what runs if nothing went through since the last look. */
    void abortIfStuck() {
        boolean stuck;
        synchronized (this) {
            stuck = transferring && progress == progressAtLastLook;
            progressAtLastLook = progress;
        }
        if (stuck) {
            abort();
        }
    }

    /** Ends the connection in order, TLS with its own last word; what was sent arrives. */
    void close() {
        Socket open;
        synchronized (this) {
            open = secured;
            secured = null;
        }
        try {
            if (open instanceof SSLSocket && !open.isClosed()) {
                open.shutdownOutput(); // close_notify alone: closing would say user_canceled before it, which GnuTLS takes for fatal
            }
        } catch (IOException e) {
            // it is gone
        }
        closeQuietly(open);
        giveUp();
    }

    /** Ends the connection if it is still there, so that the client does not take the end for the end of the data; forgets it. */
    void giveUp() {
        cut();
        synchronized (this) {
            passive = null;
            active = null;
            plain = null;
            secured = null;
            watched = null;
            transferring = false;
        }
    }

    /** Closes below TLS, which might wait for a peer that does not read. */
    private void cut() {
        ServerSocket listening;
        Socket connected;
        synchronized (this) {
            listening = passive;
            connected = plain;
        }
        try {
            if (connected != null && !connected.isClosed()) {
                connected.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // it is gone
        }
        closeQuietly(connected);
        closeQuietly(listening);
    }

    private static void closeQuietly(Closeable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // it is gone
        }
    }
}
