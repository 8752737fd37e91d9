/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpDownload;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.ListingKind;
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

    /** The directories of a session. */
    public Directories(FtpSession session, FtpEngine engine) {
        this.session = session;
        this.engine = engine;
    }

    /** Lists a directory; see {@link FtpSession#list}. */
    public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        if (directory.isEmpty()) {
            listHere(directory, sink, monitor);
            return;
        }
        RemotePaths.checked(directory, Step.LIST);
        String before = session.workingDirectory(monitor);
        enter(directory, Step.LIST, monitor);
        try {
            listHere(directory, sink, monitor);
        } finally {
            leave(before, monitor);
        }
    }

    private void enter(String directory, Step step, Monitor monitor) throws Failure {
        engine.require(step, directory, "CWD", directory, monitor);
    }

    /** A session in the wrong directory would work on the wrong files: rather none than that. */
    private void leave(String before, Monitor monitor) {
        if (!engine.isAlive()) {
            return;
        }
        boolean hurry = monitor.isCancelled();
        Alarm alarm = hurry ? Alarm.in(CancelGuard.GRACE, engine::kill) : null;
        try (alarm) {
            engine.require(Step.DIRECTORY, before, "CWD", before, hurry ? Monitor.none() : monitor);
        } catch (Failure e) {
            engine.kill();
        }
    }

    private void listHere(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        boolean facts = engine.feature("MLST", Step.LIST, monitor).isPresent();
        Function<String, Optional<RemoteEntry>> parser = facts ? FactLine::parse : new ListLine(system(monitor))::parse;
        FtpDownload download = session.listing(facts ? ListingKind.MLSD : ListingKind.LIST, "", monitor);
        boolean ended = false;
        try {
            Lines lines = new Lines(download.stream());
            for (String line = lines.next(); line != null; line = lines.next()) {
                parser.apply(line).ifPresent(sink);
            }
            ended = true;
        } catch (ReplyReader.TooLongException e) {
            throw Failure.at(Step.LIST).kind(FailureKind.UNSUPPORTED).subject(directory).detail(e.getMessage()).cause(e).build();
        } catch (IOException e) {
            ended = true;
        } finally {
            if (!ended) {
                download.abort();
            }
        }
        finish(download, directory);
    }

    private static void finish(FtpDownload download, String directory) throws Failure {
        try {
            download.finish();
        } catch (Failure e) {
            throw e.during(Step.LIST, directory);
        }
    }

    private String system(Monitor monitor) throws Failure {
        ServerReply reply = engine.exchange(Step.LIST, "", "SYST", null, monitor);
        return FTPReply.isPositiveCompletion(reply.code()) ? reply.text() : "";
    }

    /** What is under a path; see {@link FtpSession#stat}. */
    public Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        RemotePaths.checked(path, Step.STAT);
        if (engine.feature("MLST", Step.STAT, monitor).isPresent()) {
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
        if (!path.isEmpty()) {
            Optional<RemoteEntry> file = file(path, monitor);
            if (file.isPresent()) {
                return file;
            }
        }
        String before = session.workingDirectory(monitor);
        if (path.isEmpty()) {
            return Optional.of(RemoteEntry.directory(RemotePaths.name(before)));
        }
        ServerReply reply = engine.exchange(Step.STAT, path, "CWD", path, monitor);
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            return Optional.empty();
        }
        leave(before, monitor);
        return Optional.of(RemoteEntry.directory(RemotePaths.name(path)));
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

    /** The time in a reply to {@code MDTM}. */
    public static Optional<Instant> time(ServerReply reply) {
        return FTPReply.isPositiveCompletion(reply.code()) ? FactLine.time(reply.text()) : Optional.empty();
    }
}
