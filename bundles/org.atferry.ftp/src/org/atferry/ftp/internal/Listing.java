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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.ListingKind;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * Lists directories. The session goes there first, because servers take the argument of a listing for options and patterns, and comes back
 * when the next command depends on where it stands ({@link Place}): so a directory costs one round trip more than its listing.
 */
final class Listing {

    private static final String WANTED_FACTS = "type;size;modify;perm;";
    private static final Set<String> NEEDED = Set.of("type", "size", "modify");
    /** What vsftpd says with a 226 when it may not read the directory: it is not empty, as it looks. */
    private static final Pattern UNREADABLE = Pattern.compile("failed to open directory", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEMICOLON = Pattern.compile(";");

    private final FtpEngine engine;
    private boolean factsChosen;
    private String system;

    Listing(FtpEngine engine) {
        this.engine = engine;
    }

    /** Hands each entry of a directory to {@code sink} as it arrives; the current one when it is empty. */
    void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        try (FtpEngine.Work work = engine.work(Step.LIST, directory)) {
            if (!directory.isEmpty()) {
                Sendable.checked(directory, Step.LIST, engine.names());
                visit(directory, monitor);
            }
            boolean facts = hasFacts(monitor);
            Function<String, Optional<RemoteEntry>> parser = facts ? FactLine::parse : new ListLine(system(monitor), Instant.now())::parse;
            ListingKind kind = facts ? ListingKind.MLSD : ListingKind.LIST;
            read(directory, start(kind, directory, monitor), parser, sink);
        }
    }

    /** The session may still stand in a directory that was listed before: the user's own is another one. */
    private Transfer start(ListingKind kind, String directory, Monitor monitor) throws Failure {
        Order order = new Order(Step.LIST, directory, kind.name(), null, 0, false, false, OptionalLong.empty());
        return directory.isEmpty() ? engine.transfer(order, monitor) : engine.transferHere(order, monitor);
    }

    private void visit(String directory, Monitor monitor) throws Failure {
        workingDirectory(monitor);
        engine.whereabouts().visit(directory, Step.LIST, monitor);
    }

    /** The directory that the user chose, asked only when it is not known. */
    String workingDirectory(Monitor monitor) throws Failure {
        Optional<String> home = engine.whereabouts().home();
        return home.isPresent() ? home.get() : askWorkingDirectory(monitor);
    }

    /** The directory that the user chose, as the server says it. */
    String askWorkingDirectory(Monitor monitor) throws Failure {
        ServerReply reply = engine.require(Step.DIRECTORY, "", "PWD", null, monitor);
        String directory = Place.read(reply.text())
                .orElseThrow(() -> Failure.at(Step.DIRECTORY).kind(FailureKind.UNSUPPORTED).reply(reply).build());
        engine.whereabouts().isHome(directory, reply.text());
        return directory;
    }

    /** Whether the server tells facts; has it tell the ones that are needed, when it would not by itself (RFC 3659 section 7.9). */
    boolean hasFacts(Monitor monitor) throws Failure {
        Optional<String> facts = engine.feature("MLST", Step.LIST, monitor);
        if (facts.isPresent() && !factsChosen) {
            factsChosen = true;
            if (mustChoose(facts.get())) {
                engine.exchange(Step.LIST, "", "OPTS", "MLST " + WANTED_FACTS, monitor);
            }
        }
        return facts.isPresent();
    }

    private static boolean mustChoose(String facts) {
        return SEMICOLON.splitAsStream(facts).map(String::strip).map(String::toLowerCase).anyMatch(NEEDED::contains);
    }

    private static void read(String directory, Transfer transfer, Function<String, Optional<RemoteEntry>> parser,
            Consumer<RemoteEntry> sink) throws Failure {
        boolean ended = false;
        try {
            Lines lines = new Lines(transfer.input(), transfer.names());
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
                transfer.abort();
            }
        }
        finish(transfer, directory);
    }

    private static void finish(Transfer transfer, String directory) throws Failure {
        try {
            ServerReply reply = transfer.finish();
            if (UNREADABLE.matcher(reply.text()).find()) {
                throw Failure.at(Step.LIST).kind(FailureKind.NO_RIGHT).subject(directory).reply(reply).hint(Hint.CHECK_RIGHTS).build();
            }
        } catch (Failure e) {
            throw e.during(Step.LIST, directory);
        }
    }

    private String system(Monitor monitor) throws Failure {
        if (system == null) {
            ServerReply reply = engine.exchange(Step.LIST, "", "SYST", null, monitor);
            system = FTPReply.isPositiveCompletion(reply.code()) ? reply.text() : "";
        }
        return system;
    }
}
