/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.internal.FtpEngine;
import org.atferry.ftp.internal.RawExchange;
import org.atferry.ftp.internal.Sendable;
import org.atferry.ftp.internal.WireLines;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * A session in which a person says each command: sent as typed, one at a time, each after the reply to the one before. Connection, TLS and
 * time limits are as the settings say; nothing else is sent, no {@code FEAT} and no {@code TYPE}. Bytes of files and listings pass as they
 * are, whatever {@code TYPE}, {@code MODE} and {@code STRU} were chosen. A command that is refused ({@link FtpCommand}), or that holds a
 * control character, is not sent. One thread at a time, except {@link #isAlive} and {@link #close}. Sources: RFC 959, 2428, 4217.
 */
public final class FtpRawSession implements AutoCloseable {

    /**
     * What a server answered.
     *
     * @param command what was sent, without secrets; empty for the greeting
     * @param reply the reply that ended it
     * @param lines every line that came after it, as it came: of {@code 150} and of {@code 226}
     * @param bytes how many bytes passed over a data connection
     * @param failure what a refusal comes to; empty when it is none
     */
    public record Answer(String command, ServerReply reply, List<String> lines, long bytes, Optional<Failure> failure) {

        /** Checks that nothing is null. */
        public Answer {
            Objects.requireNonNull(command);
            Objects.requireNonNull(reply);
            Objects.requireNonNull(failure);
            lines = List.copyOf(lines);
        }

        /** This answer, unless it is a refusal. */
        public Answer orThrow() throws Failure {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return this;
        }
    }

    private static final String NOTHING = "";
    private static final int LOWEST_FAILURE = 400;

    private final FtpEngine engine;
    private final WireLines wire;
    private final RawExchange exchange;
    private String user = NOTHING;

    private FtpRawSession(FtpEngine engine, WireLines wire) {
        this.engine = engine;
        this.wire = wire;
        this.exchange = new RawExchange(engine);
    }

    /**
     * Connects, protects the connection where the settings say so, and waits for the greeting.
     *
     * @param wire is told every line, with secrets masked
     * @throws Failure at {@link Step#RESOLVE}, {@link Step#CONNECT} or {@link Step#TLS}
     */
    public static FtpRawSession connect(FtpSettings settings, FtpWireListener wire, Monitor monitor) throws Failure {
        WireLines lines = new WireLines(wire);
        return new FtpRawSession(FtpEngine.connect(settings, lines, monitor), lines);
    }

    /** What the server said first. */
    public Answer greeting() {
        List<String> lines = wire.greeting();
        return new Answer(NOTHING, WireLines.reply(lines), lines, 0, Optional.empty());
    }

    /**
     * Logs in with {@code USER} and, when it is asked for, {@code PASS}; has data connections be protected where the session is.
     *
     * @return the answer that let the user in
     * @throws Failure {@link FailureKind#LOGIN_REFUSED} and others, with the server's words
     */
    public Answer login(String name, Secret password, Monitor monitor) throws Failure {
        Answer answer = send("USER " + name, monitor).orThrow();
        int code = answer.reply().code();
        if (FTPReply.isPositiveIntermediate(code) && code != FTPReply.NEED_ACCOUNT) {
            answer = sendPassword(password, monitor).orThrow();
        }
        if (!FTPReply.isPositiveCompletion(answer.reply().code())) {
            throw ReplyFailures.of(Step.LOGIN, name, answer.reply());
        }
        engine.protectData(monitor);
        return answer;
    }

    /** The password must not turn up in a failure, even when it cannot be sent. */
    private Answer sendPassword(Secret password, Monitor monitor) throws Failure {
        try {
            return send("PASS " + password.reveal(), monitor);
        } catch (Failure e) {
            throw e.kind() == FailureKind.MISUSE
                    ? Failure.at(Step.LOGIN).kind(FailureKind.MISUSE).subject(user).detail("a control character in the password").build()
                    : e;
        }
    }

    /**
     * Sends a command that moves no data, and waits for its reply.
     *
     * @param line as typed, such as {@code STAT /fw}
     * @throws Failure {@link FailureKind#MISUSE} for a command that is refused, that moves data, or that holds a control character; others
     *         when the connection is lost. A refusal by the server is an answer
     */
    public Answer send(String line, Monitor monitor) throws Failure {
        return perform(line, null, null, monitor);
    }

    /**
     * Sends any command and waits for its reply. One that moves data opens a data connection: the one that a {@code PASV}, {@code EPSV},
     * {@code PORT} or {@code EPRT} before it agreed on, else one as the settings say.
     *
     * @param line as typed, such as {@code LIST /fw}
     * @param source the bytes of {@code STOR}, {@code APPE}, {@code STOU}; read to its end, not closed
     * @param sink gets the bytes of {@code LIST}, {@code NLST}, {@code MLSD}, {@code RETR}; not closed
     * @throws Failure as {@link #send}; {@link FailureKind#DATA_CONNECTION} when no data connection comes about,
     *         {@link FailureKind#LOCAL} when source or sink fails
     */
    public Answer perform(String line, InputStream source, OutputStream sink, Monitor monitor) throws Failure {
        String typed = line.replaceFirst("^ +", NOTHING);
        Optional<FtpCommand> command = checked(typed, source, sink);
        String shown = FtpCommand.masked(typed);
        wire.expect(shown);
        String subject = subject(typed, command);
        RawExchange.Outcome outcome = exchange.perform(new RawExchange.Command(typed, command, subject, source, sink), monitor);
        Optional<Failure> failure = outcome.failure().or(() -> failure(command, subject, outcome.reply()));
        return new Answer(shown, outcome.reply(), wire.answer(), outcome.bytes(), failure);
    }

    private static Optional<FtpCommand> checked(String typed, InputStream source, OutputStream sink) throws Failure {
        Optional<FtpCommand> command = FtpCommand.of(typed);
        boolean secret = !FtpCommand.masked(typed).equals(typed);
        try {
            Sendable.checkControl(typed, Step.ARGUMENTS);
        } catch (Failure e) {
            throw secret ? refused(command.map(FtpCommand::verb).orElse(NOTHING), "a control character") : e;
        }
        if (typed.isBlank()) {
            throw refused(NOTHING, "no command");
        }
        if (command.isPresent() && !command.get().isQuotable()) {
            throw refused(command.get().verb(), command.get().reason(Locale.ENGLISH));
        }
        FtpCommand.Data data = command.map(FtpCommand::data).orElse(FtpCommand.Data.NONE);
        if (data == FtpCommand.Data.UP && source == null || data == FtpCommand.Data.DOWN && sink == null) {
            throw refused(command.get().verb(), "it moves data");
        }
        return command;
    }

    private static Failure refused(String subject, String detail) {
        return Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).subject(subject).detail(detail).build();
    }

    /** What a command is about: its argument, or for a password the user. */
    private String subject(String typed, Optional<FtpCommand> command) {
        int space = typed.indexOf(' ');
        String argument = space < 0 ? NOTHING : typed.substring(space + 1);
        if (command.isPresent() && command.get() == FtpCommand.USER) {
            user = argument;
        }
        if (command.isPresent() && command.get().step() == Step.LOGIN) {
            return user;
        }
        boolean general = command.isEmpty() || command.get().step() == Step.COMMAND;
        return general ? typed.substring(0, space < 0 ? typed.length() : space) : argument;
    }

    private Optional<Failure> failure(Optional<FtpCommand> command, String subject, ServerReply reply) {
        if (reply.code() < LOWEST_FAILURE) {
            return Optional.empty();
        }
        DataMode mode = engine.settings().access().dataMode();
        return Optional.of(command.isEmpty() ? ReplyFailures.of(Step.COMMAND, subject, reply)
                : ReplyFailures.of(command.get(), subject, reply, mode));
    }

    /** Whether the control connection is open, as far as is known without asking. */
    public boolean isAlive() {
        return engine.isAlive();
    }

    /** Says {@code QUIT} when nothing is under way, and closes; ends what is under way. Takes at most a second; may be called twice. */
    @Override
    public void close() {
        exchange.close();
        engine.quit();
    }
}
