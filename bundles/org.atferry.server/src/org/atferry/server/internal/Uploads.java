/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files that are being written: two uploads to one name at a time would mix their bytes, and both would be told that all is well. The
 * newer of the same user ends the older, which is most often what a lost connection left behind. Safe for any thread.
 */
final class Uploads {

    private static final long MOST_MILLISECONDS = 5000;
    private static final long MILLISECONDS_PER_LOOK = 50;

    /** Who writes what, by the real path; guarded by {@code this}. */
    private final Map<Path, ControlSession> running = new HashMap<>();

    /** Writes a file. */
    @FunctionalInterface
    interface Upload {
        /** Receives and writes all of it, and replies. */
        void run() throws Refused;
    }

    /** Lets a session write a file alone. */
    void run(ControlSession session, Place place, Upload upload) throws Refused {
        Path file = real(place);
        begin(session, place, file);
        try {
            upload.run();
        } finally {
            end(file);
        }
    }

    private static Path real(Place place) throws Refused {
        try {
            return place.exists() ? place.path().toRealPath()
                    : place.path().getParent().toRealPath().resolve(place.path().getFileName());
        } catch (IOException e) {
            throw Refused.missing(place.name());
        }
    }

    private synchronized void begin(ControlSession session, Place place, Path file) throws Refused {
        long deadline = System.nanoTime() + MOST_MILLISECONDS * 1_000_000L;
        ControlSession other = running.putIfAbsent(file, session);
        while (other != null) {
            boolean mayEnd = other.account() == null || other.account().getName().equals(session.account().getName());
            if (!mayEnd || System.nanoTime() - deadline > 0) {
                throw new Refused(450, place.name() + ": File is in use, another upload is running.");
            }
            other.data().abort(); // under the lock, so that it is this upload and not the next transfer that ends
            try {
                wait(MILLISECONDS_PER_LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refused(451, "Local error in processing.");
            }
            other = running.putIfAbsent(file, session);
        }
    }

    private synchronized void end(Path file) {
        running.remove(file);
        notifyAll();
    }
}
