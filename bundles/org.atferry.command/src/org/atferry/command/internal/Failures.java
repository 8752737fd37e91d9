/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import org.atferry.at.AtException;
import org.atferry.at.port.PortException;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.ReplyMapping;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ModuleCode;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/** The one place where troubles of the port, the channel and the module become {@link Failure}s. */
final class Failures {

    private Failures() {
    }

    /** A port that could not be opened. */
    static Failure of(PortException e, String port) {
        Failure.Builder failure = Failure.at(Step.PORT).subject(port).detail(e.getMessage()).cause(e);
        return switch (e.kind()) {
            case ADDRESS -> failure.kind(FailureKind.MISUSE).hint(Hint.PORT_SYNTAX).build();
            case MISSING -> failure.kind(FailureKind.UNREACHABLE).hint(Hint.PORT_MISSING).build();
            case RIGHTS -> failure.kind(FailureKind.UNREACHABLE).hint(Hint.PORT_RIGHTS).build();
            case IN_USE -> failure.kind(FailureKind.BUSY).hint(Hint.PORT_IN_USE).build();
            case REFUSED -> failure.kind(FailureKind.UNREACHABLE).hint(Hint.PORT_REFUSED).build();
            case LOST -> failure.kind(FailureKind.LOST).hint(Hint.PORT_PULLED).build();
            case SEND_TIMEOUT -> failure.kind(FailureKind.TIMEOUT).hint(Hint.MODULE_STUCK).build();
            case CLOSED -> failure.kind(FailureKind.LOST).build();
        };
    }

    /** An exchange that did not come to its end. */
    static Failure of(AtException e, Step step, String subject) {
        Failure.Builder failure = Failure.at(step).subject(subject).cause(e);
        return switch (e.kind()) {
            case TIMEOUT -> failure.kind(FailureKind.TIMEOUT).detail(e.command() + " was not answered").hint(Hint.MODULE_STUCK).build();
            case RESULT_TIMEOUT -> failure.kind(FailureKind.TIMEOUT).detail(e.command() + " had no result").hint(Hint.MODULE_STUCK).build();
            case DATA_TIMEOUT -> failure.kind(FailureKind.TIMEOUT).detail("no more data after " + e.transferred() + " bytes")
                    .hint(Hint.FLOW_CONTROL).build();
            case SEND_TIMEOUT -> failure.kind(FailureKind.TIMEOUT).detail("the module takes no more data").hint(Hint.MODULE_STUCK).build();
            case LOST -> failure.kind(FailureKind.LOST).detail(causeOf(e)).hint(Hint.PORT_PULLED).build();
            case CLOSED -> failure.kind(FailureKind.LOST).detail("the session was closed").build();
            case CANCELLED -> failure.kind(FailureKind.CANCELLED).build();
            case OVERFLOW -> failure.kind(FailureKind.INCOMPLETE).detail("the module sent more than can be right").hint(Hint.FLOW_CONTROL)
                    .build();
            case LOCAL -> failure.kind(FailureKind.LOCAL).detail(causeOf(e)).hint(Hint.LOCAL_DISK).build();
        };
    }

    private static String causeOf(AtException e) {
        return e.getCause() == null ? "" : e.getCause().getMessage();
    }

    /** A command that the module refused. */
    static Failure of(Outcome outcome, Step step, String subject) {
        int reply = outcome.protocolError();
        Failure.Builder failure = Failure.at(step).subject(subject).moduleCode(moduleCode(outcome));
        if (reply != 0) {
            failure.reply(new ServerReply(reply, ""));
        }
        if (outcome.code() < QftpCode.UNKNOWN.number()) {
            return failure.kind(FailureKind.REFUSED).build();
        }
        ReplyMapping.Meaning meaning = ReplyMapping.meaning(step, outcome.code(), reply);
        return failure.kind(meaning.kind()).hint(meaning.hint()).build();
    }

    private static ModuleCode moduleCode(Outcome outcome) {
        if (outcome.code() < 0) {
            return new ModuleCode("module", -1, outcome.words());
        }
        boolean qftp = outcome.code() >= QftpCode.UNKNOWN.number();
        String text = QftpCode.of(outcome.code()).map(QftpCode::english).orElse(outcome.words());
        return new ModuleCode(qftp ? "qftp" : "cme", outcome.code(), text);
    }

    /** A session that cannot be used any more. */
    static Failure lost(String why, Step step, String subject) {
        return Failure.at(step).kind(FailureKind.LOST).subject(subject).detail(why).hint(Hint.RUN_AGAIN).build();
    }
}
