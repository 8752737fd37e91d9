/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

/**
 * What not every server can do, or not every way to it lets through. A test asks for it and asserts either what must happen with it or what
 * must happen without: so the sets in {@link ServerKind} and {@link Route} are themselves tested.
 */
enum Ability {
    /** Sets a file's time of the last change. */
    SETS_TIMES,
    /** Puts a renamed file over an existing one. */
    RENAMES_OVER,
    /** Refuses a second TLS session: a data connection must resume the control connection's, or else is refused. */
    DEMANDS_SESSION_REUSE,
    /** Lists names that begin with a dot. */
    LISTS_HIDDEN,
    /** Tells the hash of a file's content. */
    HASHES,
    /** Takes names with double quotes. */
    QUOTES_IN_NAMES,
    /** Makes directories with a star in their names. */
    STARS_IN_DIRECTORIES,
    /** Takes names with backslashes. */
    BACKSLASHES_IN_NAMES,
    /** Takes several sessions at once. */
    PARALLEL
}
