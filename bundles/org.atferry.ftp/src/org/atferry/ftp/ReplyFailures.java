/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.util.Optional;
import java.util.Set;

import org.atferry.ftp.internal.ServerWording;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * What a server's refusal means: by its words where they are known, else by its code (RFC 959 section 4.2) and by what was tried. The one
 * mapping for everything that talks FTP.
 */
public final class ReplyFailures {

    private static final int SERVICE_CLOSING = 421;
    /** Codes that mean one thing, whatever the words are. */
    private static final Set<Integer> CERTAIN = Set.of(425, 426, 452, 552, 332, 430, 532, 522, 533, 534, 535, 536);

    private record Meaning(FailureKind kind, Hint hint) {
    }

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
        Meaning meaning = meaning(step, reply);
        return Failure.at(step).kind(meaning.kind()).subject(subject).reply(reply).hint(meaning.hint()).build();
    }

    private static Meaning meaning(Step step, ServerReply reply) {
        Optional<ServerWording> wording = ServerWording.find(reply.text());
        if (reply.code() == SERVICE_CLOSING) {
            return closing(step, wording);
        }
        if (wording.isPresent() && !CERTAIN.contains(reply.code()) && fits(step, reply.code(), wording.get())) {
            return new Meaning(wording.get().kind(), wording.get().hint());
        }
        return byCode(step, reply.code());
    }

    /** Words that speak of logins say nothing about a file, and the other way round. */
    private static boolean fits(Step step, int code, ServerWording wording) {
        boolean login = step == Step.CONNECT || step == Step.LOGIN || code == 530;
        if (wording == ServerWording.IDLE || code == 500 || code == 502 || code == 503 || code == 504) {
            return false;
        }
        return login == (wording.kind() == FailureKind.LOGIN_REFUSED) || wording == ServerWording.TLS_REQUIRED;
    }

    /** 421 may come at any time; after it the control connection is gone. */
    private static Meaning closing(Step step, Optional<ServerWording> wording) {
        if (wording.isPresent() && wording.get().kind() == FailureKind.LOGIN_REFUSED) {
            return new Meaning(FailureKind.REFUSED, wording.get().hint());
        }
        if (wording.isPresent() && wording.get() == ServerWording.IDLE) {
            return new Meaning(FailureKind.LOST, Hint.RUN_AGAIN);
        }
        boolean before = step == Step.CONNECT || step == Step.LOGIN;
        return new Meaning(before ? FailureKind.REFUSED : FailureKind.LOST, Hint.TRY_LATER);
    }

    private static Meaning byCode(Step step, int code) {
        return switch (code) {
            case 425 -> new Meaning(FailureKind.DATA_CONNECTION, Hint.DATA_CONNECTION);
            case 426 -> new Meaning(FailureKind.DATA_CONNECTION, Hint.RUN_AGAIN);
            case 332, 430, 530, 532 -> new Meaning(FailureKind.LOGIN_REFUSED, Hint.CREDENTIALS);
            case 434 -> new Meaning(FailureKind.UNREACHABLE, Hint.TRY_LATER);
            case 450, 451 -> new Meaning(FailureKind.REFUSED, Hint.TRY_LATER);
            case 452, 552 -> new Meaning(FailureKind.NO_SPACE, Hint.FREE_SPACE);
            case 500, 502, 504 -> new Meaning(FailureKind.UNSUPPORTED, Hint.NONE);
            case 501 -> new Meaning(FailureKind.REFUSED, Hint.CHECK_NAME);
            case 522, 533, 534, 535, 536 -> new Meaning(FailureKind.TLS, Hint.NONE);
            case 521 -> new Meaning(FailureKind.EXISTS, Hint.CHECK_NAME);
            case 550 -> unavailable(step);
            case 553 -> new Meaning(FailureKind.NAME_NOT_ALLOWED, Hint.CHECK_NAME);
            case 10054 -> new Meaning(FailureKind.LOST, Hint.RUN_AGAIN);
            case 10060 -> new Meaning(FailureKind.TIMEOUT, Hint.SERVER_SILENT);
            case 10061 -> new Meaning(FailureKind.UNREACHABLE, Hint.SERVER_PORT);
            case 10066 -> new Meaning(FailureKind.REFUSED, Hint.NOT_EMPTY);
            case 10068 -> new Meaning(FailureKind.REFUSED, Hint.TRY_LATER);
            default -> new Meaning(FailureKind.REFUSED, Hint.NONE);
        };
    }

    /** 550 stands for "not there" and "not allowed" alike; many servers say no more. */
    private static Meaning unavailable(Step step) {
        return switch (step) {
            case REMOVE_DIRECTORY -> new Meaning(FailureKind.REFUSED, Hint.NOT_EMPTY);
            case MAKE_DIRECTORY -> new Meaning(FailureKind.REFUSED, Hint.CHECK_RIGHTS);
            case CONNECT, LOGIN -> new Meaning(FailureKind.REFUSED, Hint.NONE);
            default -> new Meaning(FailureKind.NOT_FOUND, Hint.CHECK_PATH);
        };
    }
}
