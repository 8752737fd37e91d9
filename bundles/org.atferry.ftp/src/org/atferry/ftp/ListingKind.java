/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

/** The commands that list a directory; each name is the FTP command. */
public enum ListingKind {
    /** Names and facts for a person, in the server's own form (RFC 959). */
    LIST,
    /** Names only (RFC 959). */
    NLST,
    /** Names and facts for a program (RFC 3659 section 7). */
    MLSD
}
