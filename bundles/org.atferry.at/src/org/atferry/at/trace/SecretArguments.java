/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which arguments of a command or response are secret.
 *
 * @param from the first secret one, counted from 0
 * @param to the last
 * @param key the argument that names a setting; -1 for none
 * @param harmless the settings without a secret, lower case; what is none of them is masked
 */
record SecretArguments(int from, int to, int key, Set<String> harmless) {

    /** Quectel FTP(S) manual 2.1. */
    private static final Set<String> QFTP_SETTINGS = Set.of("filetype", "transmode", "contextid", "rsptimeout", "ssltype", "ssl_ctxid", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
            "sslctxid", "data_address", "restenable", "cache"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
    /** OneMO FTP manual 3.1. */
    private static final Set<String> MFTP_SETTINGS = Set.of("data_type", "transmode", "rsptimeout", "ssl", "local_fs", "cid"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$

    private static final SecretArguments QFTP = new SecretArguments(2, Integer.MAX_VALUE, 0, QFTP_SETTINGS);
    private static final SecretArguments MFTP = new SecretArguments(3, Integer.MAX_VALUE, 1, MFTP_SETTINGS);

    /** By the name, with {@code =} for commands and {@code :} for what a module prints. */
    private static final Map<String, SecretArguments> KNOWN = Map.ofEntries(
            Map.entry("+QFTPCFG=", QFTP), //$NON-NLS-1$
            Map.entry("+QFTPCFG:", QFTP), //$NON-NLS-1$
            Map.entry("+MFTPCFG=", MFTP), //$NON-NLS-1$
            Map.entry("+MFTPCFG:", MFTP), //$NON-NLS-1$
            Map.entry("+MFTPCONN=", only(3)), //$NON-NLS-1$
            Map.entry("+QICSGP=", only(4)), //$NON-NLS-1$
            Map.entry("+QICSGP:", only(3)), //$NON-NLS-1$
            Map.entry("+CGAUTH=", only(3)), //$NON-NLS-1$
            Map.entry("+CGAUTH:", only(3)), //$NON-NLS-1$
            Map.entry("+CPIN=", new SecretArguments(0, Integer.MAX_VALUE, -1, Set.of())), //$NON-NLS-1$
            Map.entry("+CPWD=", new SecretArguments(1, Integer.MAX_VALUE, -1, Set.of())), //$NON-NLS-1$
            Map.entry("+CLCK=", only(2))); //$NON-NLS-1$

    private static SecretArguments only(int index) {
        return new SecretArguments(index, index, -1, Set.of());
    }

    /** For what stands in a line before that character, upper case; null when nothing after it is secret. */
    static SecretArguments of(String name, char end) {
        return KNOWN.get(name.substring(Math.max(0, name.lastIndexOf('+'))) + end);
    }

    /** Whether that argument is secret, with the argument {@link #key} as it was written. */
    boolean isSecret(int argument, String setting) {
        return argument >= from && argument <= to && (key < 0 || !harmless.contains(setting.toLowerCase(Locale.ROOT)));
    }

    /** Whether a secret may stand in that argument or after it, with the argument {@link #key} as far as it was written. */
    boolean mayFollow(int argument, String setting) {
        return argument <= to && (argument <= key || isSecret(Math.max(argument, from), setting));
    }

    /** Whether no other secret is expected after that argument. */
    boolean isLast(int argument) {
        return argument >= from && (key >= 0 || argument >= to);
    }
}
