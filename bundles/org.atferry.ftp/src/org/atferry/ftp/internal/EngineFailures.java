/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.SocketTimeoutException;

import org.apache.commons.net.MalformedServerReplyException;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/** What goes wrong with a control connection itself, as failures; what a server refuses is {@link org.atferry.ftp.ReplyFailures}. */
final class EngineFailures {

    private EngineFailures() {
    }

    /** Somebody closed the session. */
    static Failure closed(Step step, String subject) {
        return Failure.at(step).kind(FailureKind.LOST).subject(subject).detail("the session is closed").hint(Hint.RUN_AGAIN).build();
    }

    /** Somebody cancelled. */
    static Failure cancelled(Step step, String subject) {
        return Failure.at(step).kind(FailureKind.CANCELLED).subject(subject).build();
    }

    /** The server does not let the session back into the user's directory. */
    static Failure noWayBack(Step step, String subject, String home, ServerReply reply) {
        return Failure.at(step).kind(FailureKind.LOST).subject(subject).reply(reply).detail("no way back to " + home)
                .hint(Hint.RUN_AGAIN).build();
    }

    /** What an exception on the control connection means, when nobody cancelled. */
    static Failure broken(Step step, String subject, IOException e) {
        Failure.Builder failure = Failure.at(step).subject(subject).cause(e);
        if (e instanceof SocketTimeoutException) {
            return failure.kind(FailureKind.TIMEOUT).hint(Hint.SERVER_SILENT).build();
        }
        if (e instanceof MalformedServerReplyException || e instanceof ReplyReader.TooLongException) {
            return failure.kind(FailureKind.UNSUPPORTED).detail(e.getMessage()).build();
        }
        return failure.kind(FailureKind.LOST).detail(e.getMessage()).hint(Hint.RUN_AGAIN).build();
    }
}
