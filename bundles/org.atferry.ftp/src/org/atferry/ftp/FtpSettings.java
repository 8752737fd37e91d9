/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.time.Duration;
import java.util.Objects;

import org.atferry.remote.ServerUrl;

/**
 * How a session with a server is to be.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 1-65535
 * @param security how the connections are protected
 * @param mode who opens the data connection
 * @param dataAddress where a passive data connection goes
 * @param dataAddressTimeout with {@link DataAddress#CONTROL_THEN_SERVER}: how long the first address is tried
 * @param resetOnClose whether a data connection that this side ends early is reset (RST) or closed in order (FIN)
 * @param fileType how the bytes of a file are represented on the way
 * @param connectTimeout the longest wait for a connection, control or data
 * @param replyTimeout the longest wait for a reply
 * @param dataTimeout the longest time in which a data connection moves no byte though it should
 */
public record FtpSettings(String host, int port, ServerUrl.Security security, Mode mode, DataAddress dataAddress,
        Duration dataAddressTimeout,
        boolean resetOnClose, FileType fileType, Duration connectTimeout, Duration replyTimeout, Duration dataTimeout) {

    /** Who opens the data connection. */
    public enum Mode {
        /** This side does ({@code EPSV}, {@code PASV}). */
        PASSIVE,
        /** The server does ({@code EPRT}, {@code PORT}); accepted only from the address of the control connection. */
        ACTIVE
    }

    /** Where a passive data connection goes (Quectel FTP(S) manual 2.1, {@code data_address}). */
    public enum DataAddress {
        /** To the address in the server's reply, whichever that is. Only for who asks for it: the server may name a third host. */
        SERVER,
        /** To the address of the control connection, always. */
        CONTROL,
        /** To the address of the control connection first; when that fails within the time, to the one in the server's reply. */
        CONTROL_THEN_SERVER
    }

    /** How the bytes of a file are represented on the way (RFC 959 section 3.1.1). */
    public enum FileType {
        /** As they are ({@code TYPE I}). */
        BINARY,
        /** As lines that end in CR LF ({@code TYPE A}). */
        ASCII
    }

    /** Checks the ranges: port 1-65535, durations above 0. */
    public FtpSettings {
        Objects.requireNonNull(host);
        Objects.requireNonNull(security);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(dataAddress);
        Objects.requireNonNull(fileType);
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("host or port out of range");
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

    /** Passive, binary, data to the control connection's host, orderly close; 20 s to connect, 60 s for replies and for data. */
    public static FtpSettings defaults(ServerUrl url) {
        return new FtpSettings(url.host(), url.port(), url.security(), Mode.PASSIVE, DataAddress.CONTROL, Duration.ofSeconds(25), false,
                FileType.BINARY, Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    /** The same with another mode. */
    public FtpSettings withMode(Mode other) {
        return new FtpSettings(host, port, security, other, dataAddress, dataAddressTimeout, resetOnClose, fileType, connectTimeout,
                replyTimeout, dataTimeout);
    }

    /** The same with another choice of the data address, and its time. */
    public FtpSettings withDataAddress(DataAddress other, Duration timeout) {
        return new FtpSettings(host, port, security, mode, other, timeout, resetOnClose, fileType, connectTimeout, replyTimeout,
                dataTimeout);
    }

    /** The same with another way to close data connections. */
    public FtpSettings withResetOnClose(boolean other) {
        return new FtpSettings(host, port, security, mode, dataAddress, dataAddressTimeout, other, fileType, connectTimeout,
                replyTimeout, dataTimeout);
    }

    /** The same with another file type. */
    public FtpSettings withFileType(FileType other) {
        return new FtpSettings(host, port, security, mode, dataAddress, dataAddressTimeout, resetOnClose, other, connectTimeout,
                replyTimeout, dataTimeout);
    }

    /** The same with other timeouts. */
    public FtpSettings withTimeouts(Duration connect, Duration reply, Duration data) {
        return new FtpSettings(host, port, security, mode, dataAddress, dataAddressTimeout, resetOnClose, fileType, connect, reply, data);
    }
}
