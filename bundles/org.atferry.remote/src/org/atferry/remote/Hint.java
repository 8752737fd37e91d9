/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Locale;

/** What a person can do about a failure: one vocabulary for every bundle, its texts in {@code messages.properties}. */
public enum Hint {
    /** Nothing to add. */
    NONE,
    /** The port does not exist: is the module plugged in? */
    PORT_MISSING,
    /** The port is there, but the user may not open it. */
    PORT_RIGHTS,
    /** Another program holds the port. */
    PORT_IN_USE,
    /** The port vanished while it was in use. */
    PORT_PULLED,
    /** The kind of port is unknown. */
    PORT_SYNTAX,
    /** The port is named rightly but cannot be opened like this. */
    PORT_REFUSED,
    /** Nobody answers on the port. */
    NO_MODULE,
    /** Somebody answers, but not a module that is known. */
    UNKNOWN_MODULE,
    /** There is no SIM card, or it is locked. */
    SIM_MISSING,
    /** The PDP context cannot be activated. */
    CONTEXT_REFUSED,
    /** The name of the server cannot be resolved. */
    UNKNOWN_HOST,
    /** Nobody listens on the server's port. */
    SERVER_PORT,
    /** The server's network does not answer. */
    SERVER_SILENT,
    /** The user name or the password is wrong. */
    CREDENTIALS,
    /** No password is known. */
    PASSWORD_MISSING,
    /** The server is full: try later. */
    TRY_LATER,
    /** The data connection is refused: passive mode, firewall, NAT. */
    DATA_CONNECTION,
    /** The path is wrong. */
    CHECK_PATH,
    /** The directory is not empty. */
    NOT_EMPTY,
    /** The user has no right to write there. */
    CHECK_RIGHTS,
    /** The name is refused by the server. */
    CHECK_NAME,
    /** The name cannot be sent through this module. */
    NAME_NOT_SENDABLE,
    /** The disk or the quota of the server is full. */
    FREE_SPACE,
    /** The disk of this machine is full or not writable. */
    LOCAL_DISK,
    /** The source changed while it was sent. */
    SOURCE_CHANGED,
    /** Run the same command again: it continues. */
    RUN_AGAIN,
    /** The bytes were damaged on the way. */
    DAMAGED,
    /** The line loses bytes: flow control or a lower rate. */
    FLOW_CONTROL,
    /** The module did not answer in time: close, deactivate, activate again. */
    MODULE_STUCK,
    /** The certificate is not trusted. */
    CERTIFICATE,
    /** The user or the address has all the sessions that the server allows. */
    ONE_SESSION,
    /** The server does not let this network address in. */
    ADDRESS_REFUSED,
    /** The server hung up without a word, or says so: it banned this address for a while. */
    BANNED,
    /** There is no anonymous login. */
    ANONYMOUS_REFUSED,
    /** Only anonymous logins are possible. */
    ANONYMOUS_ONLY,
    /** The server wants an account besides user and password. */
    ACCOUNT_NEEDED,
    /** The account is disabled or expired, or its home directory is missing. */
    ACCOUNT_DISABLED,
    /** The credit for downloads is used up. */
    CREDIT,
    /** Another program on the server holds the file. */
    FILE_IN_USE,
    /** A scanner on the server takes the file for malicious. */
    VIRUS_SCANNER,
    /** The server failed at something of its own. */
    SERVER_FAULT,
    /** Nobody listens on the passive port, or a firewall refuses it. */
    PASSIVE_REFUSED,
    /** Nothing answers on the passive port. */
    PASSIVE_SILENT,
    /** The server cannot reach this machine: passive mode. */
    USE_PASSIVE,
    /** The server demands a secure connection. */
    TLS_REQUIRED,
    /** The server refuses TLS. */
    TLS_REFUSED,
    /** Both sides have no version or cipher of TLS in common. */
    TLS_VERSIONS,
    /** The server demands session reuse, which one JVM property makes possible with TLS 1.2. */
    TLS_SESSION_PROPERTY,
    /** The certificate is not the one that was remembered. */
    CERTIFICATE_CHANGED,
    /** The certificate is for another host. */
    CERTIFICATE_NAME,
    /** The certificate is not valid now. */
    CERTIFICATE_EXPIRED,
    /** The server wants a certificate of this side. */
    CLIENT_CERTIFICATE,
    /** Renaming over a file is refused. */
    RENAME_REFUSED,
    /** A transfer in place was cut off: the target itself is not whole. */
    TARGET_NOT_WHOLE,
    /** A replacement that was cut off left the old file under another name. */
    BACKUP_LEFT,
    /** See the help of the command. */
    SEE_HELP,
    /** A fault of AT Ferry: report it with a trace. */
    REPORT;

    /** The hint as a sentence. */
    public String text(Locale locale) {
        return FailureText.hint(this, locale);
    }
}
