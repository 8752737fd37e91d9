/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.time.Duration;
import java.util.Objects;

import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;

/**
 * How a session with a server is to be.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 1-65535
 * @param security how the connections are protected
 * @param access TLS, data connections, names
 * @param dataAddressTimeout with {@link ServerAccess.DataAddress#CONTROL_THEN_SERVER}: how long the first address is tried
 * @param resetOnClose whether a data connection that this side ends early is reset (RST) or closed in order (FIN)
 * @param fileType how the bytes of a file are represented on the way
 * @param connectTimeout the longest wait for a connection, control or data
 * @param replyTimeout the longest wait for a reply
 * @param dataTimeout the longest time in which a data connection moves no byte though it should
 * @param keepAlive how often {@code NOOP} is said on the control connection while a transfer runs; zero for never, because some servers
 *        take it ill. The probes of TCP run in any case
 */
public record FtpSettings(String host, int port, ServerUrl.Security security, ServerAccess access, Duration dataAddressTimeout,
        boolean resetOnClose, FileType fileType, Duration connectTimeout, Duration replyTimeout, Duration dataTimeout,
        Duration keepAlive) {

    /** How the bytes of a file are represented on the way (RFC 959 section 3.1.1). */
    public enum FileType {
        /** As they are ({@code TYPE I}). */
        BINARY,
        /** As lines that end in CR LF ({@code TYPE A}). */
        ASCII
    }

    /** Checks the ranges: port 1-65535, durations above 0 and at most a day. */
    public FtpSettings {
        Objects.requireNonNull(host);
        Objects.requireNonNull(security);
        Objects.requireNonNull(access);
        Objects.requireNonNull(fileType);
        if (host.isEmpty() || port < 1 || port > 65535 || keepAlive.isNegative()) {
            throw new IllegalArgumentException("host, port or keep-alive out of range");
        }
        requirePositive(dataAddressTimeout);
        requirePositive(connectTimeout);
        requirePositive(replyTimeout);
        requirePositive(dataTimeout);
    }

    private static void requirePositive(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("duration out of range: " + duration);
        }
    }

    /** The defaults of {@link ServerAccess}, binary, orderly close; 20 s to connect, 60 s for replies and for data. */
    public static FtpSettings defaults(ServerUrl url) {
        return new FtpSettings(url.host(), url.port(), url.security(), ServerAccess.defaults(), Duration.ofSeconds(25), false,
                FileType.BINARY, Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ZERO);
    }

    /** The same with another access. */
    public FtpSettings withAccess(ServerAccess other) {
        return new FtpSettings(host, port, security, other, dataAddressTimeout, resetOnClose, fileType, connectTimeout, replyTimeout,
                dataTimeout, keepAlive);
    }

    /** The same with another mode of data connections. */
    public FtpSettings withDataMode(ServerAccess.DataMode other) {
        return withAccess(access.withDataMode(other));
    }

    /** The same with another choice of the data address, and its time. */
    public FtpSettings withDataAddress(ServerAccess.DataAddress other, Duration timeout) {
        return new FtpSettings(host, port, security, access.withDataAddress(other), timeout, resetOnClose, fileType, connectTimeout,
                replyTimeout, dataTimeout, keepAlive);
    }

    /** The same with another way to close data connections. */
    public FtpSettings withResetOnClose(boolean other) {
        return new FtpSettings(host, port, security, access, dataAddressTimeout, other, fileType, connectTimeout, replyTimeout,
                dataTimeout, keepAlive);
    }

    /** The same with another file type. */
    public FtpSettings withFileType(FileType other) {
        return new FtpSettings(host, port, security, access, dataAddressTimeout, resetOnClose, other, connectTimeout, replyTimeout,
                dataTimeout, keepAlive);
    }

    /** The same with other timeouts. */
    public FtpSettings withTimeouts(Duration connect, Duration reply, Duration data) {
        return new FtpSettings(host, port, security, access, dataAddressTimeout, resetOnClose, fileType, connect, reply, data, keepAlive);
    }

    /** The same with {@code NOOP} said as often as this while a transfer runs. */
    public FtpSettings withKeepAlive(Duration other) {
        return new FtpSettings(host, port, security, access, dataAddressTimeout, resetOnClose, fileType, connectTimeout, replyTimeout,
                dataTimeout, other);
    }
}
