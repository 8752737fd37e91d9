/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.ReplyFailures;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/** The time of a file's last change, asked ({@code MDTM}, RFC 3659 section 3) and set ({@code MFMT}, draft-somers-ftp-mfxx). */
public final class TimeStamps {

    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern LIKE_TIME = Pattern.compile("\\d{8,}\\S* ");
    private static final Set<Integer> UNKNOWN_COMMAND = Set.of(500, 501, 502, 503, 504);

    private final FtpEngine engine;
    /** Ways to set a time that this server refused, whatever the file is. */
    private final Set<String> refused = new HashSet<>();
    /** Whether the server took {@code MDTM} with a time for what it is meant. */
    private boolean understood;

    /** The times of a session's files. */
    public TimeStamps(FtpEngine engine) {
        this.engine = engine;
    }

    /** The time; empty when the server does not say it, whatever the reason. */
    public Optional<Instant> modified(String path, Monitor monitor) throws Failure {
        return time(ask(path, monitor));
    }

    /** The time; a failure with the server's reply when it does not say it. */
    public Instant required(String path, Monitor monitor) throws Failure {
        ServerReply reply = ask(path, monitor);
        if (ControlConnection.isRefusal(reply.code())) {
            throw ReplyFailures.of(Step.STAT, path, reply);
        }
        return time(reply).orElseThrow(() -> Failure.at(Step.STAT).kind(FailureKind.UNSUPPORTED).subject(path).reply(reply)
                .detail("no time in this reply").build());
    }

    private ServerReply ask(String path, Monitor monitor) throws Failure {
        return engine.exchange(Step.STAT, path, "MDTM", asName(path), monitor);
    }

    /** A relative name that begins like a time would be taken for a time that is to be set, of another file. */
    private static String asName(String path) {
        return LIKE_TIME.matcher(path).lookingAt() ? "./" + path : path;
    }

    private static Optional<Instant> time(ServerReply reply) {
        return FTPReply.isPositiveCompletion(reply.code()) ? FactLine.time(reply.text()) : Optional.empty();
    }

    /**
     * Sets the time, in whole seconds: by {@code MFMT}; else by {@code MDTM} with a time before the name, which some servers understand and
     * others take for a name. So that one is believed once the server told the time that was set, and is not tried again when it did not.
     *
     * @return whether it is set
     */
    public boolean set(String path, Instant time, Monitor monitor) throws Failure {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        try (FtpEngine.Work work = engine.work(Step.TRANSFER, path)) {
            if (engine.feature("MFMT", Step.TRANSFER, monitor).isPresent()) {
                return set("MFMT", path, second, monitor);
            }
            if (engine.feature("MDTM", Step.TRANSFER, monitor).isEmpty() || !set("MDTM", path, second, monitor)) {
                return false;
            }
            understood = understood || modified(path, monitor).filter(second::equals).isPresent();
            if (!understood) {
                refused.add("MDTM");
            }
            return understood;
        }
    }

    private boolean set(String verb, String path, Instant second, Monitor monitor) throws Failure {
        if (refused.contains(verb)) {
            return false;
        }
        ServerReply reply = engine.exchange(Step.TRANSFER, path, verb, DIGITS.format(second) + ' ' + path, monitor);
        if (UNKNOWN_COMMAND.contains(reply.code()) || verb.equals("MDTM") && !understood && ControlConnection.isRefusal(reply.code())) {
            refused.add(verb);
        }
        return FTPReply.isPositiveCompletion(reply.code());
    }
}
