/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

/** What sort of failure it is, so that a caller can decide without reading text. */
public enum FailureKind {
    /** The arguments are wrong; nothing was sent. */
    MISUSE,
    /** A file on this machine could not be read or written, or changed while it was read. */
    LOCAL,
    /** The port, the module, the name or the network could not be reached. */
    UNREACHABLE,
    /** The port or the module is in use. */
    BUSY,
    /** No secure connection could be agreed. */
    TLS,
    /** The server refused the user name, the password or the address. */
    LOGIN_REFUSED,
    /** There is no such file or directory. */
    NOT_FOUND,
    /** Something of that name is there already. */
    EXISTS,
    /** The user may not do that. */
    NO_RIGHT,
    /** The server does not allow that name. */
    NAME_NOT_ALLOWED,
    /** The server's disk or quota is full. */
    NO_SPACE,
    /** The server refuses to start at that offset; nothing was stored. */
    RESTART_REFUSED,
    /** The server, or the module, refused for another reason. */
    REFUSED,
    /** The peer does not know the command. */
    UNSUPPORTED,
    /** No data connection came about, or it broke. */
    DATA_CONNECTION,
    /** The peer did not answer in time. */
    TIMEOUT,
    /** The port, the module or the control connection was lost. */
    LOST,
    /** Fewer or more bytes arrived than were announced. */
    INCOMPLETE,
    /** What arrived is not what was sent. */
    DIFFERS,
    /** The user ended it. */
    CANCELLED,
    /** A fault of AT Ferry. */
    INTERNAL
}
