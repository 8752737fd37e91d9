/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

/** The steps of a piece of work, in the order in which they come; a {@link Failure} names the one that failed. */
public enum Step {
    /** Reading the command line or the configuration. */
    ARGUMENTS,
    /** Opening, reading or writing a file on this machine. */
    LOCAL_FILE,
    /** Opening the serial port or the socket that stands for it. */
    PORT,
    /** Finding out which module answers. */
    MODULE,
    /** The SIM card. */
    SIM,
    /** Registration and the PDP context. */
    CONTEXT,
    /** Resolving the server's name. */
    RESOLVE,
    /** Opening the control connection. */
    CONNECT,
    /** The TLS handshake. */
    TLS,
    /** Logging in to the server. */
    LOGIN,
    /** Asking for, or changing, the working directory. */
    DIRECTORY,
    /** Listing a directory. */
    LIST,
    /** Asking for the size or the facts of a file. */
    STAT,
    /** Sending or receiving the bytes of a file. */
    TRANSFER,
    /** Proving that what arrived is what was sent. */
    VERIFY,
    /** Renaming. */
    RENAME,
    /** Deleting a file. */
    DELETE,
    /** Making a directory. */
    MAKE_DIRECTORY,
    /** Removing a directory. */
    REMOVE_DIRECTORY,
    /** A command that was typed, or that belongs to no other step. */
    COMMAND,
    /** Starting the embedded server or the software module. */
    SERVE,
    /** Ending a session. */
    CLOSE
}
