/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.net.MalformedServerReplyException;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpWireListener;
import org.atferry.ftp.ReplyFailures;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * The state of one session: its control connection, the transfer that runs on it, and what the server was told. Turns every exception
 * into a {@link Failure}, and closes the control connection whenever it is no longer sure which reply belongs to which command. One
 * thread at a time, except {@link #isAlive}, {@link #kill} and {@link #quit}.
 */
public final class FtpEngine {

    private static final Duration QUIT_TIME = Duration.ofSeconds(1);
    /** How long an abort waits for the server when nobody cancelled: some round trips of a slow network; it may take so long twice. */
    private static final Duration ABORT_TIME = Duration.ofMillis(1500);
    /** The same when somebody cancelled, who waits no longer than a second. */
    private static final Duration HURRY_TIME = Duration.ofMillis(300);
    private static final int INVALID_REST = 554;

    private final ControlConnection control;
    private volatile FtpSettings settings;
    private FtpSettings.FileType type;
    private volatile Transfer active;
    private volatile boolean waiting;

    private FtpEngine(FtpSettings settings, ControlConnection control) {
        this.settings = settings;
        this.control = control;
    }

    /** Resolves, connects, and waits for the greeting. */
    public static FtpEngine connect(FtpSettings settings, FtpWireListener wire, Monitor monitor) throws Failure {
        return new FtpEngine(settings, new Connector(settings, wire, monitor).connect());
    }

    /** How the session is to be. */
    public FtpSettings settings() {
        return settings;
    }

    /** Takes over changed settings for what comes next. */
    public void settings(FtpSettings changed) {
        settings = changed;
        control.replyTimeout(changed.replyTimeout());
    }

    /** Whether commands can be sent, as far as is known without asking. */
    public boolean isAlive() {
        return !control.isDead();
    }

    /** Closes all at once. */
    public void kill() {
        Transfer transfer = active;
        if (transfer != null) {
            transfer.breakOff();
        }
        control.kill();
    }

    /** Says goodbye when the session is idle and alive, and closes. */
    public void quit() {
        if (active == null && !waiting && isAlive()) {
            try {
                control.replyTimeout(QUIT_TIME);
                if (control.discardStrayReplies()) {
                    control.sendCommand("QUIT", null);
                }
            } catch (IOException e) {
                // it is closed either way
            }
        }
        kill();
    }

    /** The value of a feature that the server lists in its answer to {@code FEAT} (RFC 2389); empty when it does not list it. */
    public Optional<String> feature(String name, Step step, Monitor monitor) throws Failure {
        checkUsable(step, "", monitor);
        try (CancelGuard guard = guard(monitor, () -> { })) {
            return Optional.ofNullable(control.featureValue(name));
        } catch (IOException e) {
            throw broken(step, "", e, monitor);
        }
    }

    /** Sends one command and waits for its reply, whichever it is, 421 excepted. */
    public ServerReply exchange(Step step, String subject, String verb, String argument, Monitor monitor) throws Failure {
        checkSendable(argument, step);
        checkUsable(step, subject, monitor);
        try (CancelGuard guard = guard(monitor, () -> { })) {
            return send(step, subject, verb, argument);
        } catch (IOException e) {
            throw broken(step, subject, e, monitor);
        }
    }

    /** Sends one command and waits for its reply, which must be a success. */
    public ServerReply require(Step step, String subject, String verb, String argument, Monitor monitor) throws Failure {
        ServerReply reply = exchange(step, subject, verb, argument, monitor);
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            throw ReplyFailures.of(step, subject, reply);
        }
        return reply;
    }

    /** The lines of the last reply, as they came. */
    public List<String> replyLines() {
        return control.replyLines();
    }

    /** The one place that every argument passes. */
    private static void checkSendable(String argument, Step step) throws Failure {
        if (argument == null) {
            return;
        }
        RemotePaths.checked(argument, step);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(argument)) {
            throw Failure.at(step).kind(FailureKind.MISUSE).subject(argument).detail("a character that UTF-8 does not have")
                    .hint(Hint.NAME_NOT_SENDABLE).build();
        }
    }

    private void checkUsable(Step step, String subject, Monitor monitor) throws Failure {
        monitor.checkCancelled(step);
        if (active != null) {
            throw new IllegalStateException("a transfer is not finished");
        }
        if (!isAlive()) {
            throw Failure.at(step).kind(FailureKind.LOST).subject(subject).detail("the session is closed").hint(Hint.RUN_AGAIN).build();
        }
    }

    private CancelGuard guard(Monitor monitor, Runnable atOnce) {
        waiting = true;
        return new CancelGuard(monitor, atOnce, control::kill, () -> waiting = false);
    }

    /** Sends one command and waits for the reply that ends it; without any guard. */
    ServerReply send(Step step, String subject, String verb, String argument) throws IOException, Failure {
        begin(step, subject);
        int code = control.sendCommand(verb, argument);
        while (FTPReply.isPositivePreliminary(code)) {
            code = control.getReply();
        }
        return checked421(step, subject);
    }

    /** What came unasked is read away; when it is a 421, that is the answer. */
    private void begin(Step step, String subject) throws IOException, Failure {
        if (!control.discardStrayReplies()) {
            checked421(step, subject);
            throw new FTPConnectionClosedException("the control connection is closed");
        }
    }

    private ServerReply checked421(Step step, String subject) throws Failure {
        ServerReply reply = control.reply();
        if (reply.code() == FTPReply.SERVICE_NOT_AVAILABLE) {
            throw ReplyFailures.of(step, subject, reply);
        }
        return reply;
    }

    /** What an exception on the control connection means; after it the connection is closed, because nobody knows what comes next. */
    private Failure broken(Step step, String subject, IOException e, Monitor monitor) {
        control.kill();
        if (monitor.isCancelled()) {
            return cancelled(step, subject);
        }
        Failure.Builder failure = Failure.at(step).subject(subject).cause(e);
        if (e instanceof SocketTimeoutException) {
            return failure.kind(FailureKind.TIMEOUT).hint(Hint.SERVER_SILENT).build();
        }
        if (e instanceof MalformedServerReplyException || e instanceof ReplyReader.TooLongException) {
            return failure.kind(FailureKind.UNSUPPORTED).detail(e.getMessage()).build();
        }
        return failure.kind(FailureKind.LOST).detail(e.getMessage()).hint(Hint.RUN_AGAIN).build();
    }

    static Failure cancelled(Step step, String subject) {
        return Failure.at(step).kind(FailureKind.CANCELLED).subject(subject).build();
    }

    /** Has the server represent files as asked; sends {@code TYPE} only when it is another one. */
    public void ensureType(FtpSettings.FileType wanted, Step step, String subject, Monitor monitor) throws Failure {
        if (type != wanted) {
            require(step, subject, "TYPE", wanted == FtpSettings.FileType.BINARY ? "I" : "A", monitor);
            type = wanted;
        }
    }

    /** Opens a data connection and starts a transfer on it. */
    public Transfer transfer(Order order, Monitor monitor) throws Failure {
        checkSendable(order.argument(), order.step());
        checkUsable(order.step(), order.subject(), monitor);
        DataConnection data = new DataConnection();
        try (CancelGuard guard = guard(monitor, data::close)) {
            new DataOpener(this, control, order).prepare(data);
            active = start(data, order, monitor);
            return active;
        } catch (DataOpener.DataProblem e) {
            throw monitor.isCancelled() ? cancelled(order.step(), order.subject()) : e.failure(order);
        } catch (IOException e) {
            throw broken(order.step(), order.subject(), e, monitor);
        } finally {
            if (active == null) {
                data.close();
            }
        }
    }

    private Transfer start(DataConnection data, Order order, Monitor monitor) throws IOException, Failure {
        if (order.offset() > 0) {
            ServerReply reply = send(order.step(), order.subject(), "REST", Long.toString(order.offset()));
            if (!FTPReply.isPositiveIntermediate(reply.code())) {
                throw Failure.at(order.step()).kind(FailureKind.RESTART_REFUSED).subject(order.subject()).reply(reply).build();
            }
        }
        begin(order.step(), order.subject());
        control.sendCommand(order.verb(), order.argument());
        ServerReply reply = checked421(order.step(), order.subject());
        if (!FTPReply.isPositivePreliminary(reply.code())) {
            throw refusedStart(order, reply);
        }
        try {
            data.accept(control.getRemoteAddress(), settings.connectTimeout());
            return new Transfer(this, data, control.dataProtection(), order, monitor);
        } catch (IOException e) {
            data.close();
            Optional<ServerReply> said = resync(monitor.isCancelled()).filter(end -> ControlConnection.isRefusal(end.code()));
            if (said.isPresent() && !monitor.isCancelled()) {
                throw ReplyFailures.of(order.step(), order.subject(), said.get());
            }
            throw new DataOpener.DataProblem(e);
        }
    }

    private static Failure refusedStart(Order order, ServerReply reply) {
        Failure failure = ReplyFailures.of(order.step(), order.subject(), reply);
        boolean position = order.offset() > 0
                && (reply.code() == INVALID_REST || reply.text().toLowerCase(Locale.ROOT).contains("restart"));
        return position ? failure.toBuilder().kind(FailureKind.RESTART_REFUSED).hint(Hint.NONE).build() : failure;
    }

    /** Waits for the reply that ends a transfer. */
    ServerReply awaitEnd(Order order, Monitor monitor) throws Failure {
        try (CancelGuard guard = guard(monitor, () -> { })) {
            int code = control.getReply();
            while (FTPReply.isPositivePreliminary(code)) {
                code = control.getReply();
            }
            return checked421(order.step(), order.subject());
        } catch (IOException e) {
            throw broken(order.step(), order.subject(), e, monitor);
        }
    }

    /** The transfer is over, however it ended. */
    void ended(Transfer transfer) {
        if (active == transfer) {
            active = null;
        }
    }

    /**
     * Brings the control connection back in step after a data connection was closed early: the server says 426, 451 or 226 by itself, or
     * after {@code ABOR}. What does not come in time closes the control connection.
     *
     * @param hurry whether it must be done well within a second
     * @return the reply that ended the transfer, if it is known
     */
    Optional<ServerReply> resync(boolean hurry) {
        if (!isAlive()) {
            return Optional.empty();
        }
        Duration patience = hurry ? HURRY_TIME : ABORT_TIME;
        try {
            control.getReply(patience);
            return Optional.of(control.reply());
        } catch (SocketTimeoutException e) {
            return resyncByAbort(patience);
        } catch (IOException e) {
            control.kill();
            return Optional.empty();
        }
    }

    /** RFC 959 section 4.1.3: one reply ends the transfer, a second one answers {@code ABOR}. */
    private Optional<ServerReply> resyncByAbort(Duration patience) {
        long start = System.nanoTime();
        control.replyTimeout(patience);
        try {
            control.sendCommand("ABOR", null);
            ServerReply ended = control.reply();
            control.getReply(patience.minusNanos(System.nanoTime() - start));
            return Optional.of(ended);
        } catch (IOException e) {
            control.kill();
            return Optional.empty();
        } finally {
            control.replyTimeout(settings.replyTimeout());
        }
    }
}
