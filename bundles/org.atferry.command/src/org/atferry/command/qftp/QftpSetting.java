/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of {@code AT+QFTPCFG} (Quectel FTP(S) manual 2.1). A setting takes effect at once and is not saved. Where the text of the
 * manual lost an underline, the default is *chosen* and says so.
 */
public enum QftpSetting {
    /**
     * User name and password, at most 255 bytes each. Both default to the empty string (*chosen*: the manual names none). Read back as the
     * manual prints it, the password included.
     */
    ACCOUNT("account", Parameter.string("username", 255).defaulting("").optionally(),
            Parameter.string("password", 255).defaulting("").optionally()),
    /** 0 binary (*chosen* default), 1 ASCII. */
    FILETYPE("filetype", Parameter.oneOf("file_type", 0, 1).defaulting(0).optionally()),
    /**
     * 0 active, 1 passive (*chosen* default). FTPS has no active mode. The manual's test form repeats {@code "filetype"} on this line; the
     * key of the set form is printed (*chosen*).
     */
    TRANSMODE("transmode", Parameter.oneOf("transmode", 0, 1).defaulting(1).optionally()),
    /** The PDP context, 1-15, default 1. */
    CONTEXTID("contextid", Parameter.ranged("contextID", PacketContext.MINIMUM_ID, PacketContext.MAXIMUM_ID)
            .defaulting(PacketContext.DEFAULT_ID).optionally()),
    /** Seconds until a result, {@code CONNECT} or the next packet: 20-180, default 90. */
    RSPTIMEOUT("rsptimeout", Parameter.ranged("timeout", 20, 180).defaulting(90).optionally()),
    /** 0 FTP (*chosen* default), 1 implicit FTPS, 2 explicit FTPS. */
    SSLTYPE("ssltype", Parameter.ranged("SSL_type", 0, 2).defaulting(0).optionally()),
    /** The SSL context, 0-5, default 0; example 3.2 of the manual spells the key {@code sslctxid}. */
    SSL_CTXID("SSL_ctxID", Parameter.ranged("SSL_ctxID", 0, 5).defaulting(0).optionally()),
    /**
     * Which address a data connection goes to: 0 the one the server names (*chosen* default), 1 that of the control connection, 2 first
     * that of the control connection, then the one the server names; and after how many seconds (15-50, default 25, for 2 only).
     */
    DATA_ADDRESS("data_address", Parameter.ranged("data_address_type", 0, 2).defaulting(0).optionally(),
            Parameter.ranged("data_timeout", 15, 50).defaulting(25).optionally()),
    /** How a data connection is closed: 0 in order (*chosen* default), 1 by RST. */
    RESTENABLE("restenable", Parameter.ranged("rest_enable", 0, 1).defaulting(0).optionally()),
    /** The cache: 0 64 KB (default, underlined in the manual), 1 fast 128 KB, 2 slow 128 KB with resumed downloads. */
    CACHE("cache", Parameter.ranged("cache_type", 0, 2).defaulting(0).optionally());

    private final String key;
    private final List<Parameter> parameters;

    QftpSetting(String key, Parameter... parameters) {
        this.key = key;
        this.parameters = List.of(parameters);
    }

    /** The key as the manual spells it. */
    public String key() {
        return key;
    }

    /** The parameters after the key; without any of them the command asks for the present values. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The line of the test form {@code AT+QFTPCFG=?}. */
    public String testLine() {
        return QftpCommand.QFTPCFG.result() + " \"" + key + "\","
                + parameters.stream().map(Parameter::range).collect(Collectors.joining(","));
    }

    /** The setting of a key, in any case; {@code sslctxid} is {@link #SSL_CTXID} too. */
    public static Optional<QftpSetting> parse(String key) {
        String folded = key.toLowerCase(Locale.ROOT);
        if ("sslctxid".equals(folded)) {
            return Optional.of(SSL_CTXID);
        }
        for (QftpSetting setting : values()) {
            if (setting.key.toLowerCase(Locale.ROOT).equals(folded)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
