/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.util.Optional;

import org.atferry.ftp.FtpReplyTable.Outcome;
import org.atferry.ftp.internal.ServerWording;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Retry;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * What a server's refusal means: by its words where they are known, else by its code (RFC 959 section 4.2) and by what was tried. The one
 * mapping for everything that talks FTP; its tables are {@link FtpReplyTable} and {@link ServerWording}.
 */
public final class ReplyFailures {

    private static final int SERVICE_CLOSING = 421;
    private static final Outcome UNKNOWN = new Outcome(FailureKind.REFUSED, Hint.NONE, Retry.never());

    private ReplyFailures() {
    }

    /**
     * The failure that a reply stands for.
     *
     * @param step what was tried
     * @param subject the path, host or user that it was about
     * @param reply a refusal (4xx, 5xx, Winsock), or any reply that was not expected
     */
    public static Failure of(Step step, String subject, ServerReply reply) {
        return failure(step, subject, reply, outcome(step, command(step), subject, reply));
    }

    /** The same for who knows how data connections are made: a server that cannot connect to this machine is told apart. */
    public static Failure of(Step step, String subject, ServerReply reply, DataMode mode) {
        return failure(step, subject, reply, inMode(mode, outcome(step, command(step), subject, reply)));
    }

    /** The same for who knows the command that was answered. */
    public static Failure of(FtpCommand command, String subject, ServerReply reply, DataMode mode) {
        return failure(command.step(), subject, reply, inMode(mode, outcome(command.step(), Optional.of(command), subject, reply)));
    }

    /** Whether the same may be tried again after a refusal, and how soon. */
    public static Retry retry(Step step, String subject, ServerReply reply) {
        return outcome(step, command(step), subject, reply).retry();
    }

    private static Failure failure(Step step, String subject, ServerReply reply, Outcome outcome) {
        return Failure.at(step).kind(outcome.kind()).subject(subject).reply(reply).hint(outcome.hint()).build();
    }

    private static Outcome outcome(Step step, Optional<FtpCommand> command, String subject, ServerReply reply) {
        Optional<ServerWording> wording = ServerWording.find(reply.text(), reply.code(), Optional.of(step), subject);
        if (reply.code() == SERVICE_CLOSING) {
            return closing(step, wording);
        }
        return wording.map(ServerWording::outcome)
                .or(() -> command.flatMap(known -> FtpReplyTable.row(reply.code(), known)).or(() -> FtpReplyTable.row(reply.code()))
                        .flatMap(FtpReplyTable.Row::outcome))
                .orElse(UNKNOWN);
    }

    /** 421 may come at any time; after it the control connection is gone. */
    private static Outcome closing(Step step, Optional<ServerWording> wording) {
        boolean before = step == Step.CONNECT || step == Step.LOGIN;
        if (wording.isPresent()) {
            Outcome said = wording.get().outcome();
            return said.kind() == FailureKind.LOGIN_REFUSED ? new Outcome(FailureKind.REFUSED, said.hint(), said.retry()) : said;
        }
        Outcome outcome = FtpReplyTable.row(SERVICE_CLOSING).flatMap(FtpReplyTable.Row::outcome).orElse(UNKNOWN);
        return before ? outcome : new Outcome(FailureKind.LOST, outcome.hint(), outcome.retry());
    }

    private static Outcome inMode(DataMode mode, Outcome outcome) {
        boolean active = mode == DataMode.ACTIVE && outcome.kind() == FailureKind.DATA_CONNECTION;
        return active ? new Outcome(outcome.kind(), Hint.USE_PASSIVE, Retry.afterFix()) : outcome;
    }

    /** The command that stands for a step, where there is one: its replies tell more. */
    private static Optional<FtpCommand> command(Step step) {
        return switch (step) {
            case TLS -> Optional.of(FtpCommand.AUTH);
            case CONNECT, LOGIN -> Optional.of(FtpCommand.PASS);
            case DIRECTORY -> Optional.of(FtpCommand.CWD);
            case LIST -> Optional.of(FtpCommand.LIST);
            case STAT -> Optional.of(FtpCommand.SIZE);
            case VERIFY -> Optional.of(FtpCommand.HASH);
            case RENAME -> Optional.of(FtpCommand.RNTO);
            case DELETE -> Optional.of(FtpCommand.DELE);
            case MAKE_DIRECTORY -> Optional.of(FtpCommand.MKD);
            case REMOVE_DIRECTORY -> Optional.of(FtpCommand.RMD);
            default -> Optional.empty();
        };
    }
}
