/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One row of a listing, or the answer to a {@link RemoteFileSystem#stat}.
 *
 * @param name the last path element, as the server spells it
 * @param kind what it is
 * @param size in bytes, when the server said so
 * @param modified the time of the last change, when the server said so
 * @param permissions the server's own words (MLSD {@code perm} or the {@code rwx} column), when it said so
 */
public record RemoteEntry(String name, Kind kind, OptionalLong size, Optional<Instant> modified, Optional<String> permissions) {

    /** What an entry is. */
    public enum Kind { FILE, DIRECTORY, LINK, OTHER }

    /** Checks that nothing is null. */
    public RemoteEntry {
        Objects.requireNonNull(name);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(size);
        Objects.requireNonNull(modified);
        Objects.requireNonNull(permissions);
    }

    /** A file of which no more than the size is known. */
    public static RemoteEntry file(String name, long size) {
        return new RemoteEntry(name, Kind.FILE, OptionalLong.of(size), Optional.empty(), Optional.empty());
    }

    /** A directory of which no more than the name is known. */
    public static RemoteEntry directory(String name) {
        return new RemoteEntry(name, Kind.DIRECTORY, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether this is a directory. */
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }
}
