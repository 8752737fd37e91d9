/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpSession;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/** Finds out what is on the server, with what the server offers for that. */
public final class Directories {

    private final FtpSession session;
    private final FtpEngine engine;
    private final Listing listing;

    /** The directories of a session. */
    public Directories(FtpSession session, FtpEngine engine) {
        this.session = session;
        this.engine = engine;
        this.listing = new Listing(engine);
    }

    /** Lists a directory; see {@link FtpSession#list}. */
    public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        listing.list(directory, sink, monitor);
    }

    /** The current directory; see {@link FtpSession#workingDirectory}. */
    public String workingDirectory(Monitor monitor) throws Failure {
        return listing.askWorkingDirectory(monitor);
    }

    /** What is under a path; see {@link FtpSession#stat}. */
    public Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        Sendable.checked(path, Step.STAT, engine.names());
        try (FtpEngine.Work work = engine.work(Step.STAT, path)) {
            if (listing.hasFacts(monitor)) {
                ServerReply reply = engine.exchange(Step.STAT, path, "MLST", path.isEmpty() ? null : path, monitor);
                if (reply.code() == FTPReply.FILE_UNAVAILABLE) {
                    return Optional.empty();
                }
                Optional<RemoteEntry> entry = FTPReply.isPositiveCompletion(reply.code()) ? described(path) : Optional.empty();
                if (entry.isPresent()) {
                    return entry;
                }
            }
            return probe(path, monitor);
        }
    }

    /** The entry in the last reply, if it is the one that was asked for: some servers take a name for a pattern. */
    private Optional<RemoteEntry> described(String path) {
        String name = RemotePaths.name(path);
        for (String line : engine.replyLines()) {
            String facts = line.startsWith(" ") ? line.substring(1) : line;
            Optional<RemoteEntry> entry = FactLine.parse(facts).map(found -> named(found, RemotePaths.name(found.name())));
            if (entry.isPresent() && (isRelativeName(name) || entry.get().name().equals(name))) {
                return entry;
            }
        }
        return Optional.empty();
    }

    /** Names that the server answers with another one. */
    private static boolean isRelativeName(String name) {
        return name.isEmpty() || name.equals("/") || name.equals(".") || name.equals("..");
    }

    private static RemoteEntry named(RemoteEntry entry, String name) {
        return new RemoteEntry(name, entry.kind(), entry.size(), entry.modified(), entry.permissions());
    }

    private Optional<RemoteEntry> probe(String path, Monitor monitor) throws Failure {
        if (path.isEmpty()) {
            return Optional.of(RemoteEntry.directory(RemotePaths.name(listing.askWorkingDirectory(monitor))));
        }
        Optional<RemoteEntry> file = file(path, monitor);
        if (file.isPresent()) {
            return file;
        }
        listing.workingDirectory(monitor);
        boolean there = engine.whereabouts().tryVisit(path, Step.STAT, monitor);
        return there ? Optional.of(RemoteEntry.directory(RemotePaths.name(path))) : Optional.empty();
    }

    private Optional<RemoteEntry> file(String path, Monitor monitor) throws Failure {
        OptionalLong size;
        try {
            size = session.size(path, monitor);
        } catch (Failure e) {
            if (e.kind() == FailureKind.UNSUPPORTED && engine.isAlive()) {
                return inParent(path, monitor);
            }
            throw e;
        }
        if (size.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> modified = engine.feature("MDTM", Step.STAT, monitor).isPresent() ? session.modified(path,
                monitor) : Optional.empty();
        return Optional.of(new RemoteEntry(RemotePaths.name(path), RemoteEntry.Kind.FILE, size, modified, Optional.empty()));
    }

    /** A server without {@code SIZE}: its listing is all that there is. */
    private Optional<RemoteEntry> inParent(String path, Monitor monitor) throws Failure {
        String name = RemotePaths.name(path);
        Holder holder = new Holder();
        try {
            list(RemotePaths.parent(path), entry -> {
                if (entry.name().equals(name)) {
                    holder.entry = entry;
                }
            }, monitor);
        } catch (Failure e) {
            if (e.kind() != FailureKind.NOT_FOUND) {
                throw e;
            }
        }
        return Optional.ofNullable(holder.entry);
    }

    private static final class Holder {
        private RemoteEntry entry;
    }
}
