/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpWireListener;
import org.atferry.ftp.ReplyFailures;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * The state of one session: its control connection, the transfer that runs on it, and what the server was told. Turns every exception
 * into a {@link Failure}, and closes the control connection whenever it is no longer sure which reply belongs to which command. One
 * thread at a time, except {@link #isAlive}, {@link #kill} and {@link #quit}.
 */
public final class FtpEngine {

    private static final Duration QUIT_TIME = Duration.ofSeconds(1);

    private final ControlConnection control;
    private final InStep inStep;
    private final Usage usage = new Usage();
    private final DataPlan plan = new DataPlan();
    private final Whereabouts whereabouts;
    private volatile FtpSettings settings;
    private Features features;
    private FtpSettings.FileType type;
    private volatile Transfer active;

    private FtpEngine(FtpSettings settings, ControlConnection control) {
        this.settings = settings;
        this.control = control;
        this.inStep = new InStep(control, settings.replyTimeout());
        this.whereabouts = new Whereabouts(this, control);
    }

    /** A piece of work; its end. */
    public interface Work extends AutoCloseable {
        @Override
        void close();
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
        inStep.replyTimeout(changed.replyTimeout());
    }

    /** Whether commands can be sent, as far as is known without asking. */
    public boolean isAlive() {
        return !control.isDead();
    }

    ControlConnection control() {
        return control;
    }

    /** Where the session stands. */
    public Whereabouts whereabouts() {
        return whereabouts;
    }

    /** Has names be written and read in a character set from now on. */
    public void names(Charset charset) {
        control.names(NameCodec.of(charset));
    }

    NameCodec names() {
        return control.names();
    }

    /** Closes all at once. */
    public void kill() {
        Transfer transfer = active;
        if (transfer != null) {
            transfer.breakOff();
        }
        control.kill();
    }

    /** Says goodbye when the session is idle and alive, and closes; takes a second at most, even if the server reads no more. */
    public void quit() {
        if (usage.close() && active == null && isAlive()) {
            try (Alarm alarm = Alarm.in(QUIT_TIME, control::kill)) {
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

    /** Begins a piece of work of several commands, which {@link #quit} does not interrupt with another. */
    public Work work(Step step, String subject) throws Failure {
        if (!usage.enter()) {
            throw EngineFailures.closed(step, subject);
        }
        return usage::leave;
    }

    /** The value of a feature that the server lists in its answer to {@code FEAT} (RFC 2389), asked once; empty when it does not. */
    public Optional<String> feature(String name, Step step, Monitor monitor) throws Failure {
        if (features == null) {
            ServerReply reply = exchange(step, "", "FEAT", null, monitor);
            features = FTPReply.isPositiveCompletion(reply.code()) ? Features.of(replyLines()) : Features.NONE;
        }
        return features.value(name);
    }

    /** The same without asking; empty when nobody asked so far. */
    Optional<String> knownFeature(String name) {
        return features == null ? Optional.empty() : features.value(name);
    }

    /** Sends one command and waits for its reply, whichever it is, 421 excepted. */
    public ServerReply exchange(Step step, String subject, String verb, String argument, Monitor monitor) throws Failure {
        return exchange(step, subject, verb, argument, settings.replyTimeout(), monitor);
    }

    /** The same with a time of its own, for what keeps a server busy. */
    public ServerReply exchange(Step step, String subject, String verb, String argument, Duration patience, Monitor monitor)
            throws Failure {
        Sendable.checked(argument, step, names());
        checkUsable(step, subject, monitor);
        try (Work work = work(step, subject); CancelGuard guard = guard(monitor, () -> { })) {
            whereabouts.goHome(step, subject, verb, argument);
            return send(step, subject, verb, argument, patience);
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

    private void checkUsable(Step step, String subject, Monitor monitor) throws Failure {
        monitor.checkCancelled(step);
        if (active != null) {
            throw new IllegalStateException("a transfer is not finished");
        }
        if (!isAlive()) {
            throw EngineFailures.closed(step, subject);
        }
    }

    private CancelGuard guard(Monitor monitor, Runnable atOnce) {
        return new CancelGuard(monitor, atOnce, control::kill, () -> { });
    }

    /** Sends one command and waits for the reply that ends it; without any guard. */
    ServerReply send(Step step, String subject, String verb, String argument) throws IOException, Failure {
        return send(step, subject, verb, argument, settings.replyTimeout());
    }

    private ServerReply send(Step step, String subject, String verb, String argument, Duration patience) throws IOException, Failure {
        begin(step, subject);
        inStep.send(verb, argument, patience);
        return checked421(step, subject);
    }

    /** What came unasked is read away; when it is a 421, that is the answer. */
    void begin(Step step, String subject) throws IOException, Failure {
        inStep.settle();
        if (!control.discardStrayReplies()) {
            checked421(step, subject);
            throw new FTPConnectionClosedException("the control connection is closed");
        }
    }

    ServerReply checked421(Step step, String subject) throws Failure {
        ServerReply reply = control.reply();
        if (reply.code() == FTPReply.SERVICE_NOT_AVAILABLE) {
            throw ReplyFailures.of(step, subject, reply);
        }
        return reply;
    }

    /** What an exception on the control connection means; after it the connection is closed, because nobody knows what comes next. */
    private Failure broken(Step step, String subject, IOException e, Monitor monitor) {
        control.kill();
        return monitor.isCancelled() ? EngineFailures.cancelled(step, subject) : EngineFailures.broken(step, subject, e);
    }

    static Failure cancelled(Step step, String subject) {
        return EngineFailures.cancelled(step, subject);
    }

    /** Has data connections be protected, where the server did not want to hear of it before the login. */
    public void protectData(Monitor monitor) throws Failure {
        if (!control.lacksProtection()) {
            return;
        }
        String host = settings.host();
        checkUsable(Step.TLS, host, monitor);
        try (Work work = work(Step.TLS, host); CancelGuard guard = guard(monitor, () -> { })) {
            begin(Step.TLS, host);
            if (!control.protectData()) {
                throw ReplyFailures.of(Step.TLS, host, checked421(Step.TLS, host));
            }
        } catch (IOException e) {
            throw broken(Step.TLS, host, e, monitor);
        }
    }

    /** Refuses an argument of a later command now. */
    public void checkSendable(String argument, Step step) throws Failure {
        Sendable.checked(argument, step, names());
    }

    /** Has the server represent files as asked; sends {@code TYPE} only when it is another one. */
    public void ensureType(FtpSettings.FileType wanted, Step step, String subject, Monitor monitor) throws Failure {
        if (type != wanted) {
            require(step, subject, "TYPE", wanted == FtpSettings.FileType.BINARY ? "I" : "A", monitor);
            type = wanted;
        }
    }

    /** Brings a data connection about. */
    @FunctionalInterface
    private interface Preparation {
        void run() throws IOException, Failure;
    }

    /** Opens a data connection and starts a transfer on it. */
    public Transfer transfer(Order order, Monitor monitor) throws Failure {
        DataConnection data = new DataConnection(order.upload());
        return transfer(order, data, () -> {
            whereabouts.goHome(order.step(), order.subject(), order.verb(), order.argument());
            new DataOpener(this, control, plan, order, monitor).prepare(data);
        }, monitor);
    }

    /** The same in the directory in which the session stands, whether it is the user's or a visited one. */
    Transfer transferHere(Order order, Monitor monitor) throws Failure {
        DataConnection data = new DataConnection(order.upload());
        return transfer(order, data, () -> new DataOpener(this, control, plan, order, monitor).prepare(data), monitor);
    }

    /** Starts a transfer on a data connection that is connected, or listens; closes it when that fails, whatever the reason. */
    Transfer transfer(Order order, DataConnection prepared, Monitor monitor) throws Failure {
        return transfer(order, prepared, () -> { }, monitor);
    }

    private Transfer transfer(Order order, DataConnection data, Preparation preparation, Monitor monitor) throws Failure {
        Transfer started = null;
        try {
            Sendable.checked(order.argument(), order.step(), names());
            checkUsable(order.step(), order.subject(), monitor);
            started = start(order, data, preparation, monitor);
            return started;
        } finally {
            if (started == null) {
                data.close();
            }
        }
    }

    private Transfer start(Order order, DataConnection data, Preparation preparation, Monitor monitor) throws Failure {
        try (Work work = work(order.step(), order.subject()); CancelGuard guard = guard(monitor, data::close)) {
            preparation.run();
            active = new TransferStart(this, control, order, monitor).on(data);
            return active;
        } catch (DataProblem e) {
            throw monitor.isCancelled() ? cancelled(order.step(), order.subject()) : e.failure(order);
        } catch (IOException e) {
            throw broken(order.step(), order.subject(), e, monitor);
        }
    }

    boolean isActive() {
        return DataOpener.isActive(settings, plan);
    }

    /** What a refusal of a transfer means. */
    Failure refused(Order order, ServerReply reply) {
        Failure failure = control.dataProtection().explained(ReplyFailures.of(order.step(), order.subject(), reply));
        boolean general = failure.hint() == Hint.DATA_CONNECTION || failure.hint() == Hint.RUN_AGAIN;
        return isActive() && general && failure.kind() == FailureKind.DATA_CONNECTION
                ? failure.toBuilder().hint(Hint.USE_PASSIVE).build() : failure;
    }

    KeepAlive keepAlive() {
        return KeepAlive.start(control, settings.keepAlive());
    }

    /** So many {@code NOOP}s were said whose answers are not read. */
    void owe(int noops) {
        inStep.owe(noops);
    }

    /** Waits for the reply that ends a transfer. */
    ServerReply awaitEnd(Order order, Duration patience, Monitor monitor) throws Failure {
        try (CancelGuard guard = guard(monitor, () -> { })) {
            inStep.end(patience);
            return checked421(order.step(), order.subject());
        } catch (IOException e) {
            throw broken(order.step(), order.subject(), e, monitor);
        }
    }

    /** Brings the control connection back in step after a data connection was closed early, or closes it: within a second of a cancel. */
    Optional<ServerReply> resync(Monitor monitor) {
        if (monitor.isCancelled()) {
            return inStep.resync(true);
        }
        try (CancelGuard guard = guard(monitor, () -> { })) {
            return inStep.resync(false);
        }
    }

    /** The transfer is over, however it ended. */
    void ended(Transfer transfer) {
        if (active == transfer) {
            active = null;
        }
    }
}
