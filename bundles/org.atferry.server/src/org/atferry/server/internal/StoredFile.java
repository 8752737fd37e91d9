/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file that is being written, as far as the quota of its owner reaches; uploads at the same time share what is left. */
final class StoredFile {

    private final FileChannel channel;
    private final Path home;
    private final OptionalLong quota;
    private final Place place;
    private final Quotas quotas;

    StoredFile(FileChannel channel, Path home, OptionalLong quota, Place place, Quotas quotas) {
        this.channel = channel;
        this.home = home;
        this.quota = quota;
        this.place = place;
        this.quotas = quotas;
    }

    /** Writes bytes; at the limit as many as fit. */
    void write(byte[] bytes, int count) throws IOException, Refused {
        long inside = Math.max(0, Math.min(count, channel.size() - channel.position()));
        long growth = count - inside;
        long fits = quotas.take(home, quota, place.path(), growth);
        long written = 0;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, Math.toIntExact(inside + fits));
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
        } finally {
            quotas.give(place.path(), inside + fits - Math.max(inside, written));
        }
        if (fits < growth) {
            throw new Refused(552, place.name() + ": Quota exceeded.");
        }
    }
}
