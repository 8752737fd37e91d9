/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;

/**
 * A file to carry; small, because a hundred thousand of them may wait.
 *
 * @param size in bytes; -1 when it is not known
 * @param modified in milliseconds; {@link #NO_TIME} when it is not known
 */
record TreeFile(TreeFolder folder, String name, long size, long modified) implements TreeTask {

    static final long NO_TIME = Long.MIN_VALUE;

    /** From a row of a listing. */
    static TreeFile of(TreeFolder folder, RemoteEntry entry) {
        return new TreeFile(folder, entry.name(), entry.size().orElse(-1), entry.modified().map(Instant::toEpochMilli).orElse(NO_TIME));
    }

    /** The row of the listing again, or what matters of it; empty when the listing did not say the size. */
    Optional<RemoteEntry> entry() {
        if (size < 0) {
            return Optional.empty();
        }
        Optional<Instant> time = modified == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(modified));
        return Optional.of(new RemoteEntry(name, RemoteEntry.Kind.FILE, OptionalLong.of(size), time, Optional.empty()));
    }

    /** Its path on the server. */
    String remote() {
        return RemotePaths.join(folder.remote(), name);
    }

    /** Its path on this machine. */
    Path local() {
        return folder.local(name);
    }

    /** What it adds to the total. */
    long counted() {
        return Math.max(0, size);
    }
}
