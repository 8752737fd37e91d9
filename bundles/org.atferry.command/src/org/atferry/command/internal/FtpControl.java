/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.atferry.at.AtCommand;
import org.atferry.command.qftp.FtpStatus;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.QftpSetting;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/**
 * The FTP session on the module: settings, login, closing, and keeping in step. After a result that leaves the module's session out of step
 * the next command first closes it and logs in again; after a command without an answer it deactivates and activates the context, too, as
 * chapter 2 of the manual asks for.
 */
final class FtpControl {

    /** How the module's session stands. */
    private enum State {
        /** Not logged in yet. */
        NEW,
        /** In step. */
        READY,
        /** To be closed and opened again before the next command. */
        STALE,
        /** The same, and the context to be activated again. */
        STUCK
    }

    /** After these the module answers 603 until its session is closed, or has no session any more. */
    private static final Set<QftpCode> OUT_OF_STEP = EnumSet.of(QftpCode.SERVER_BUSY, QftpCode.NETWORK, QftpCode.CONTROL_CLOSED,
            QftpCode.DATA_CLOSED, QftpCode.CLOSED_BY_PEER, QftpCode.TIMEOUT, QftpCode.SERVICE_NOT_AVAILABLE, QftpCode.OPEN_DATA,
            QftpCode.TRANSFER_ABORTED);

    private static final Duration CLOSE_IN_PASSING = Duration.ofSeconds(3);
    /** The same when data mode has to be left before. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(6);
    private static final Duration CLOSE_IN_EARNEST = QftpCommand.QFTPCLOSE.maximumResponse(QftpCommands.RSPTIMEOUT)
            .plus(QftpCommands.GRACE);

    private final ModuleLink link;
    private final QftpCommands commands;
    private final ServerUrl server;
    private final int contextId;
    private State state = State.NEW;
    /** Where a new login must go to; empty for where the server puts the user. */
    private String directory = "";

    FtpControl(ModuleLink link, ServerUrl server, int contextId) {
        this.link = link;
        this.commands = new QftpCommands(link);
        this.server = server;
        this.contextId = contextId;
    }

    /**
     * Looks at what a login will send, before anything is opened.
     *
     * @throws Failure {@link FailureKind#MISUSE} when a part of it cannot be sent
     */
    static void check(ServerUrl server, Secret password) throws Failure {
        account(server, password);
        host(server);
        DirectoryPieces.of(server.path());
    }

    private static String account(ServerUrl server, Secret password) throws Failure {
        return Arguments.path(server.user(), QftpSetting.ACCOUNT.parameters().get(0).maximum(), Step.LOGIN) + ','
                + Arguments.secret(password.reveal(), QftpSetting.ACCOUNT.parameters().get(1).maximum(), Step.LOGIN);
    }

    private static String host(ServerUrl server) throws Failure {
        return Arguments.path(server.host(), QftpCommand.QFTPOPEN.parameter("hostname").maximum(), Step.CONNECT);
    }

    /** Settings, login, and the directory of the server's URL. */
    void login(Secret password, Monitor monitor) throws Failure {
        closeEarlierSession(monitor);
        configure(password, monitor);
        open(monitor);
        state = State.STALE;
        enter(server.path(), monitor);
        state = State.READY;
    }

    /** The directory that a new login must restore. */
    void remember(String workingDirectory) {
        directory = workingDirectory;
    }

    /** Runs a command on a session that is in step. */
    Outcome run(QftpCommand command, String arguments, Step step, String subject, Monitor monitor) throws Failure {
        ready(step, subject, monitor);
        return watched(() -> commands.run(command, arguments, step, subject, monitor));
    }

    /** The same for a command that moves data over the port. */
    Outcome transfer(QftpCommand command, String arguments, AtCommand.Data data, Step step, String subject, Monitor monitor)
            throws Failure {
        ready(step, subject, monitor);
        return watched(() -> commands.transfer(command, arguments, data, step, subject, monitor));
    }

    /** Has the next command close and log in first. */
    void distrust() {
        state = state == State.STUCK ? State.STUCK : State.STALE;
    }

    /** Logs out; tells nobody when that fails; a few seconds. */
    void close() {
        if (state == State.NEW || !link.isUsable()) {
            return;
        }
        try (Patience patience = new Patience(LONGEST_FAREWELL, Monitor.none())) {
            close(CLOSE_IN_PASSING, patience.monitor());
        } catch (Failure e) {
            // The port is closed next; whoever comes then finds the session and closes it first.
        }
    }

    @FunctionalInterface
    private interface Work {
        Outcome run() throws Failure;
    }

    private Outcome watched(Work work) throws Failure {
        Outcome outcome;
        try {
            outcome = work.run();
        } catch (Failure e) {
            state = e.kind() == FailureKind.TIMEOUT ? State.STUCK : State.STALE;
            throw e;
        }
        if (QftpCode.of(outcome.code()).filter(OUT_OF_STEP::contains).isPresent()) {
            distrust();
        }
        return outcome;
    }

    private void ready(Step step, String subject, Monitor monitor) throws Failure {
        if (monitor.isCancelled()) {
            throw Failure.at(step).kind(FailureKind.CANCELLED).subject(subject).build();
        }
        if (state == State.READY) {
            return;
        }
        putInStep(monitor);
        open(monitor);
        enter(directory.isEmpty() ? server.path() : directory, monitor);
        state = State.READY;
    }

    /** Closes; and when that has no answer, or had none before, deactivates and activates (manual 2.3-2.18). */
    private void putInStep(Monitor monitor) throws Failure {
        try {
            close(CLOSE_IN_EARNEST, monitor);
        } catch (Failure e) {
            if (e.kind() != FailureKind.TIMEOUT) {
                throw e;
            }
            state = State.STUCK;
        }
        if (state == State.STUCK) {
            try {
                new ContextStart(link, contextId, monitor).restart();
            } catch (Failure e) {
                if (e.kind() == FailureKind.TIMEOUT) {
                    link.lose("the module does not answer any more");
                }
                throw e;
            }
            state = State.STALE;
        }
    }

    private void closeEarlierSession(Monitor monitor) throws Failure {
        Outcome outcome = commands.run(QftpCommand.QFTPSTAT, "", Step.CONNECT, server.host(), monitor);
        Optional<FtpStatus> status = outcome.ok() ? outcome.number().flatMap(number -> FtpStatus.of(number.intValue())) : Optional.empty();
        if (status.isPresent() && status.get() != FtpStatus.CLOSED) {
            close(CLOSE_IN_EARNEST, monitor);
        }
    }

    /** Closes the session and waits until the module says that it is closed; 603 means that it is closing already. */
    private void close(Duration within, Monitor monitor) throws Failure {
        link.expectClose();
        Outcome outcome = commands.run(QftpCommand.QFTPCLOSE, "", within, Step.CLOSE, server.host(), monitor);
        if (outcome.is(QftpCode.SERVER_BUSY)) {
            link.awaitClose(within, QftpCommands.GRACE, Step.CLOSE, monitor);
        }
    }

    private void configure(Secret password, Monitor monitor) throws Failure {
        String context = Integer.toString(contextId);
        commands.set(QftpSetting.CONTEXTID, context, Step.CONTEXT, context, monitor);
        commands.set(QftpSetting.ACCOUNT, account(server, password), Step.LOGIN, server.user(), monitor);
        commands.set(QftpSetting.FILETYPE, "0", Step.CONNECT, server.host(), monitor);
        commands.set(QftpSetting.TRANSMODE, "1", Step.CONNECT, server.host(), monitor);
        commands.set(QftpSetting.RSPTIMEOUT, Long.toString(QftpCommands.RSPTIMEOUT.toSeconds()), Step.CONNECT, server.host(), monitor);
        commands.set(QftpSetting.SSLTYPE, "0", Step.CONNECT, server.host(), monitor);
    }

    private void open(Monitor monitor) throws Failure {
        String arguments = host(server) + ',' + server.port();
        String subject = server.host() + ':' + server.port();
        Outcome outcome = commands.run(QftpCommand.QFTPOPEN, arguments, Step.CONNECT, subject, monitor);
        if (outcome.is(QftpCode.SERVER_BUSY)) {
            close(CLOSE_IN_EARNEST, monitor);
            outcome = commands.run(QftpCommand.QFTPOPEN, arguments, Step.CONNECT, subject, monitor);
        }
        if (!outcome.ok()) {
            throw refusedAt(outcome, subject);
        }
        monitor.report(new StepEvent.Connected(server.host(), server.port()));
        monitor.report(new StepEvent.LoggedIn(server.user()));
    }

    /** Which step of logging in a code of {@code QFTPOPEN} belongs to. */
    private Failure refusedAt(Outcome outcome, String subject) {
        Failure failure = Failures.of(outcome, Step.CONNECT, subject);
        return switch (failure.kind()) {
            case LOGIN_REFUSED, NO_RIGHT -> failure.during(Step.LOGIN, server.user() + '@' + server.host());
            case TLS -> failure.during(Step.TLS, subject);
            default -> outcome.is(QftpCode.DNS) ? failure.during(Step.RESOLVE, server.host()) : failure;
        };
    }

    private void enter(String path, Monitor monitor) throws Failure {
        if (path.isEmpty()) {
            return;
        }
        for (String piece : DirectoryPieces.of(path)) {
            Outcome outcome = commands.run(QftpCommand.QFTPCWD, piece, Step.DIRECTORY, path, monitor);
            if (!outcome.ok()) {
                throw Failures.of(outcome, Step.DIRECTORY, path);
            }
        }
    }
}
