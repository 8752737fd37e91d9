/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

import javax.net.ssl.SSLSession;

import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.atferry.remote.HashAlgorithm;

/**
 * What one client has said so far, and its data connection. The library runs the commands of a session one after another, each seeing what
 * the one before left; only the data connection is ended from other threads.
 */
final class ControlSession {

    /** Under this name the library keeps it with its own session. */
    static final String ATTRIBUTE = "org.atferry.server.session";

    /** Who has not logged in by then only takes a place from others. */
    static final Duration TIME_TO_LOG_IN = Duration.ofMinutes(2);

    private final IoSession connection;
    private final DataChannel data;
    private final Backlog backlog;
    private final LongSupplier nanos;
    private volatile long outSince;
    private volatile Account account;
    private volatile InetAddress enteredFrom;
    private long restart;
    private Place renameFrom;
    private boolean binary;
    private HashAlgorithm algorithm = HashAlgorithm.SHA_256;
    private String facts = Listing.ALL_FACTS;

    /**
     * Nobody is logged in yet.
     *
     * @param nanos the time, as {@link System#nanoTime()} tells it
     */
    ControlSession(IoSession connection, DataChannel data, Backlog backlog, LongSupplier nanos) {
        this.connection = connection;
        this.data = data;
        this.backlog = backlog;
        this.nanos = nanos;
        this.outSince = nanos.getAsLong();
    }

    static ControlSession of(IoSession connection) {
        return (ControlSession) connection.getAttribute(ATTRIBUTE);
    }

    void reply(int code, String words) {
        connection.write(new DefaultFtpReply(code, words));
    }

    InetAddress client() {
        return ((InetSocketAddress) connection.getRemoteAddress()).getAddress();
    }

    /** From where the session counts; null when it was not let in. */
    InetAddress enteredFrom() {
        return enteredFrom;
    }

    void entered(InetAddress address) {
        enteredFrom = address;
    }

    InetAddress here() {
        return ((InetSocketAddress) connection.getLocalAddress()).getAddress();
    }

    /** Whether the command that is carried out came protected. */
    boolean isSecure() {
        return backlog.isProtected();
    }

    Backlog backlog() {
        return backlog;
    }

    /** Whether the time to log in is over, and nobody is. */
    boolean isOverdue() {
        return account == null && nanos.getAsLong() - outSince > TIME_TO_LOG_IN.toNanos();
    }

    /** How long nothing may come or go until the session is idle. */
    void idleAfter(Duration time) {
        connection.getConfig().setBothIdleTime(Math.toIntExact(time.toSeconds()));
    }

    /** The TLS session of the control connection, or null. */
    SSLSession tlsSession() {
        return connection.getAttribute(SslFilter.SSL_SECURED) instanceof SSLSession session ? session : null;
    }

    /** Ends what runs, and the session. For any thread. */
    void end() {
        data.abort();
        connection.closeNow();
    }

    DataChannel data() {
        return data;
    }

    /** Who is logged in, or null. */
    Account account() {
        return account;
    }

    Tree tree() {
        return account.tree();
    }

    void login(Account user) {
        reset();
        account = user;
    }

    void logout() {
        reset();
        outSince = nanos.getAsLong();
        account = null;
    }

    private void reset() {
        restart = 0;
        renameFrom = null;
        binary = false;
        algorithm = HashAlgorithm.SHA_256;
        facts = Listing.ALL_FACTS;
    }

    /** The restart position, which counts for the next command only. */
    long takeRestart() {
        long position = restart;
        restart = 0;
        return position;
    }

    void restart(long position) {
        restart = position;
    }

    /** The place to rename, which counts for the next command only. */
    Place takeRenameFrom() {
        Place place = renameFrom;
        renameFrom = null;
        return place;
    }

    void renameFrom(Place place) {
        renameFrom = place;
    }

    boolean isBinary() {
        return binary;
    }

    void binary(boolean value) {
        binary = value;
    }

    HashAlgorithm algorithm() {
        return algorithm;
    }

    void algorithm(HashAlgorithm value) {
        algorithm = value;
    }

    String facts() {
        return facts;
    }

    void facts(String value) {
        facts = value;
    }
}
