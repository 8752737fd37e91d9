/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpCommand;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * Sends commands as a person typed them. Keeps what {@code PASV}, {@code EPSV}, {@code PORT} and {@code EPRT} agreed on for the next
 * command that moves data; the address check of the engine holds for them too. One thread at a time, except {@link #close}.
 */
public final class RawExchange {

    /**
     * A command.
     *
     * @param line as typed, checked
     * @param command what it is, when it is known
     * @param subject what it is about, for failures
     * @param source the data of an upload
     * @param sink gets the data of a download
     */
    public record Command(String line, Optional<FtpCommand> command, String subject, InputStream source, OutputStream sink) {

        String verb() {
            int space = line.indexOf(' ');
            return space < 0 ? line : line.substring(0, space);
        }

        String argument() {
            int space = line.indexOf(' ');
            return space < 0 ? null : line.substring(space + 1);
        }

        Step step() {
            return command.map(FtpCommand::step).orElse(Step.COMMAND);
        }

        FtpCommand.Data data() {
            return command.map(FtpCommand::data).orElse(FtpCommand.Data.NONE);
        }
    }

    /**
     * What came of it.
     *
     * @param reply the last reply
     * @param bytes how many bytes passed
     * @param failure what the engine made of a refusal, where it knows more than the reply tells
     */
    public record Outcome(ServerReply reply, long bytes, Optional<Failure> failure) {
    }

    private static final Pattern PORT = Pattern.compile("\\d{1,3}(?:,\\d{1,3}){3},(\\d{1,3}),(\\d{1,3})");
    private static final Pattern EPRT = Pattern.compile("([\\x21-\\x7e])[12]\\1[^|]*\\1(\\d{1,5})\\1");
    private static final int BUFFER = 64 * 1024;

    private final FtpEngine engine;
    /** Guarded by {@code this}: where a server waits that was asked to. */
    private PassiveReply passive;
    /** Guarded by {@code this}: where this side waits for the server. */
    private DataConnection listening;

    /** An exchange over an engine that is used for nothing else. */
    public RawExchange(FtpEngine engine) {
        this.engine = engine;
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @throws Failure when no reply came, or the data did not pass
     */
    public Outcome perform(Command order, Monitor monitor) throws Failure {
        if (order.data() != FtpCommand.Data.NONE) {
            return move(order, monitor);
        }
        FtpCommand command = order.command().orElse(null);
        if (command == FtpCommand.PORT || command == FtpCommand.EPRT) {
            return announce(order, command == FtpCommand.PORT ? port(order.argument()) : extendedPort(order.argument()), monitor);
        }
        Outcome outcome = exchange(order, monitor);
        if (command == FtpCommand.PASV || command == FtpCommand.EPSV) {
            forget();
            remember(outcome.reply());
        }
        return outcome;
    }

    private Outcome exchange(Command order, Monitor monitor) throws Failure {
        try {
            return new Outcome(engine.exchange(order.step(), order.subject(), order.verb(), order.argument(), monitor), 0,
                    Optional.empty());
        } catch (Failure e) {
            return answered(e, 0);
        }
    }

    /** A refusal is an answer; what failed in spite of another reply is none. */
    private static Outcome answered(Failure failure, long bytes) throws Failure {
        ServerReply reply = failure.reply().filter(said -> ControlConnection.isRefusal(said.code())).orElseThrow(() -> failure);
        if (failure.kind() == FailureKind.INCOMPLETE) {
            throw failure;
        }
        return new Outcome(reply, bytes, Optional.of(failure));
    }

    private synchronized void remember(ServerReply reply) {
        if (FTPReply.isPositiveCompletion(reply.code())) {
            passive = (reply.code() == FTPReply.ENTERING_EPSV_MODE ? PassiveReply.extended(reply.text())
                    : PassiveReply.passive(reply.text())).orElse(null);
        }
    }

    private static int port(String argument) {
        Matcher matcher = PORT.matcher(argument == null ? "" : argument.strip());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) << 8 | Integer.parseInt(matcher.group(2)) : 0;
    }

    private static int extendedPort(String argument) {
        Matcher matcher = EPRT.matcher(argument == null ? "" : argument.strip());
        return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    }

    /** This side waits on the port that is announced, whatever the address is: it may be the one that a NAT shows. */
    private Outcome announce(Command order, int port, Monitor monitor) throws Failure {
        forget();
        boolean usable = port > 0 && port <= 0xffff;
        if (!usable) {
            return exchange(order, monitor);
        }
        DataConnection data = new DataConnection(true);
        try {
            data.listen(engine.control().getLocalAddress(), port);
            Outcome outcome = exchange(order, monitor);
            if (FTPReply.isPositiveCompletion(outcome.reply().code())) {
                keep(data);
            }
            return outcome;
        } catch (IOException e) {
            throw Failure.at(order.step()).kind(FailureKind.BUSY).subject(order.subject()).detail("port " + port + ": " + e.getMessage())
                    .cause(e).build();
        } finally {
            closeUnlessKept(data);
        }
    }

    private synchronized void keep(DataConnection data) {
        listening = data;
    }

    private synchronized void closeUnlessKept(DataConnection data) {
        if (listening != data) {
            data.close();
        }
    }

    private synchronized void forget() {
        passive = null;
        if (listening != null) {
            listening.close();
            listening = null;
        }
    }

    private synchronized PassiveReply takePassive() {
        PassiveReply taken = passive;
        passive = null;
        return taken;
    }

    private synchronized DataConnection takeListening() {
        DataConnection taken = listening;
        listening = null;
        return taken;
    }

    private Outcome move(Command order, Monitor monitor) throws Failure {
        DataConnection waiting = takeListening();
        PassiveReply place = takePassive();
        boolean active = waiting != null || place == null && engine.isActive();
        try {
            return pass(order, start(order, waiting, place, monitor));
        } catch (Failure e) {
            return answered(inMode(e, active), 0);
        }
    }

    /** What a person can do about a data connection depends on who was to connect. */
    private static Failure inMode(Failure failure, boolean active) {
        boolean data = failure.kind() == FailureKind.DATA_CONNECTION;
        return active && data ? failure.toBuilder().hint(Hint.USE_PASSIVE).build() : failure;
    }

    private Transfer start(Command order, DataConnection waiting, PassiveReply place, Monitor monitor) throws Failure {
        Order transfer = new Order(order.step(), order.subject(), order.verb(),
                order.argument(), 0, order.data() == FtpCommand.Data.UP, false, OptionalLong.empty());
        if (waiting != null) {
            return engine.transfer(transfer, waiting, monitor);
        }
        return place == null ? engine.transfer(transfer, monitor) : engine.transfer(transfer, connect(transfer, place, monitor), monitor);
    }

    private DataConnection connect(Order order, PassiveReply place, Monitor monitor) throws Failure {
        DataConnection data = new DataConnection(order.upload());
        try (CancelGuard guard = new CancelGuard(monitor, data::close, data::close, () -> { })) {
            new DataOpener(engine, engine.control(), new DataPlan(), order, monitor).connect(data, place,
                    engine.settings().connectTimeout());
            return data;
        } catch (DataProblem e) {
            data.close();
            throw monitor.isCancelled() ? FtpEngine.cancelled(order.step(), order.subject()) : e.failure(order);
        } catch (IOException e) {
            data.close();
            throw new DataProblem(e, false).failure(order);
        }
    }

    private static Outcome pass(Command order, Transfer transfer) throws Failure {
        long bytes = 0;
        try {
            bytes = order.data() == FtpCommand.Data.UP ? upload(order, transfer) : download(order, transfer);
            return new Outcome(transfer.finish(), bytes, Optional.empty());
        } catch (Failure e) {
            return answered(e, bytes);
        } finally {
            transfer.abort();
        }
    }

    /** An error of the line ends the loop: {@link Transfer#finish} says what it was. */
    private static long download(Command order, Transfer transfer) throws Failure {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        while (true) {
            int count;
            try {
                count = transfer.input().read(buffer);
            } catch (IOException e) {
                return bytes;
            }
            if (count < 0) {
                return bytes;
            }
            try {
                order.sink().write(buffer, 0, count);
            } catch (IOException e) {
                throw local(order, e);
            }
            bytes += count;
        }
    }

    private static long upload(Command order, Transfer transfer) throws Failure {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        while (true) {
            int count;
            try {
                count = order.source().read(buffer);
            } catch (IOException e) {
                throw local(order, e);
            }
            if (count < 0) {
                return bytes;
            }
            try {
                transfer.output().write(buffer, 0, count);
            } catch (IOException e) {
                return bytes;
            }
            bytes += count;
        }
    }

    private static Failure local(Command order, IOException e) {
        return Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(order.subject()).detail(e.getMessage()).hint(Hint.LOCAL_DISK)
                .cause(e).build();
    }

    /** Waits for no data connection any more. */
    public void close() {
        forget();
    }
}
