/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * The one table between FTP replies, module codes and failures, both ways: the software module finds the code for what the server said, the
 * driver finds what a module's code and protocol code mean (Quectel FTP(S) manual, tables 3 and 4, section 4.4).
 */
public final class ReplyMapping {

    /**
     * What a module reports: {@code <err>,<protocol_error>}.
     *
     * @param code {@code <err>}
     * @param protocolError the server's reply; 0 when there is none
     */
    public record Result(QftpCode code, int protocolError) {
    }

    /**
     * What a module's result means to a caller.
     *
     * @param kind for decisions
     * @param hint for a person
     */
    public record Meaning(FailureKind kind, Hint hint) {
    }

    private ReplyMapping() {
    }

    /**
     * The module code for a reply of the server. Table 4 goes with table 3 row by row. *Chosen*, where the tables leave a gap: 553 is 627,
     * whose words it shares, because table 3 has no 630; 430 is 625 as a failed login; 332 is 626; 434 is 602; 554 (RFC 3659: bad restart
     * position) is 612; 431, 522 and 533-536 (RFC 4217) are 631; of the Winsock codes 10054 is 608, 10060 is 609, 10061 is 606 and 10068 is
     * 603; any other 4xx is 617 and everything else 627 (a module was seen to say {@code 627,150}).
     *
     * @param reply the reply code; 2xx is {@link QftpCode#OPERATION_SUCCESSFUL}
     */
    public static QftpCode codeFor(int reply) {
        return switch (reply) {
            case 421 -> QftpCode.SERVICE_NOT_AVAILABLE;
            case 425 -> QftpCode.OPEN_DATA;
            case 426 -> QftpCode.TRANSFER_ABORTED;
            case 450 -> QftpCode.FILE_ACTION;
            case 451 -> QftpCode.LOCAL_ERROR;
            case 452 -> QftpCode.NO_STORAGE;
            case 500 -> QftpCode.SYNTAX;
            case 501 -> QftpCode.PARAMETER_SYNTAX;
            case 502 -> QftpCode.NOT_IMPLEMENTED;
            case 503 -> QftpCode.BAD_SEQUENCE;
            case 504 -> QftpCode.PARAMETER_NOT_IMPLEMENTED;
            case 530 -> QftpCode.NOT_LOGGED_IN;
            case 532 -> QftpCode.NEED_ACCOUNT;
            case 550, 553 -> QftpCode.NOT_TAKEN;
            case 551 -> QftpCode.PAGE_TYPE;
            case 552 -> QftpCode.ACTION_ABORTED;
            default -> codeForUnlisted(reply);
        };
    }

    private static QftpCode codeForUnlisted(int reply) {
        return switch (reply) {
            case 332 -> QftpCode.NEED_ACCOUNT;
            case 430 -> QftpCode.NOT_LOGGED_IN;
            case 434 -> QftpCode.SERVER_BLOCKED;
            case 431, 522, 533, 534, 535, 536 -> QftpCode.SSL;
            case 554 -> QftpCode.FILE_POSITION;
            case 10054 -> QftpCode.CLOSED_BY_PEER;
            case 10060 -> QftpCode.TIMEOUT;
            case 10061 -> QftpCode.CONTROL_CLOSED;
            case 10068 -> QftpCode.SERVER_BUSY;
            default -> switch (reply / 100) {
                case 2 -> QftpCode.OPERATION_SUCCESSFUL;
                case 4 -> QftpCode.FILE_ACTION;
                default -> QftpCode.NOT_TAKEN;
            };
        };
    }

    /**
     * What a module reports for a failure of its FTP engine: the server's reply decides, except that a disk known to be full is 619 and a
     * refused start position 612 whatever reply said so; without a reply the kind and the step decide. A port on which nobody listens is
     * 606, as firmware was seen to say; a network that does not carry is 605.
     */
    public static Result resultFor(Failure failure) {
        int reply = failure.reply().map(ServerReply::code).orElse(0);
        QftpCode byKind = codeForKind(failure);
        if (reply == 0) {
            return new Result(byKind, 0);
        }
        QftpCode code = codeFor(reply);
        boolean full = failure.kind() == FailureKind.NO_SPACE && code != QftpCode.NO_STORAGE && code != QftpCode.ACTION_ABORTED;
        boolean keepsKind = full || failure.kind() == FailureKind.RESTART_REFUSED || code == QftpCode.OPERATION_SUCCESSFUL;
        return new Result(keepsKind ? byKind : code, reply);
    }

    private static QftpCode codeForKind(Failure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE -> failure.step() == Step.RESOLVE ? QftpCode.DNS
                    : failure.hint() == Hint.SERVER_PORT ? QftpCode.CONTROL_CLOSED : QftpCode.NETWORK;
            case BUSY -> QftpCode.SERVER_BUSY;
            case TLS -> QftpCode.SSL;
            case LOGIN_REFUSED -> QftpCode.NOT_LOGGED_IN;
            case NO_SPACE -> QftpCode.NO_STORAGE;
            case RESTART_REFUSED -> QftpCode.FILE_POSITION;
            case UNSUPPORTED -> QftpCode.NOT_IMPLEMENTED;
            case DATA_CONNECTION -> QftpCode.OPEN_DATA;
            case TIMEOUT -> QftpCode.TIMEOUT;
            case LOST -> QftpCode.CONTROL_CLOSED;
            case INCOMPLETE, DIFFERS -> QftpCode.DATA_CLOSED;
            case CANCELLED -> QftpCode.TRANSFER_ABORTED;
            case MISUSE -> QftpCode.INVALID_PARAMETER;
            case LOCAL -> QftpCode.FILE_ERROR;
            case NOT_FOUND, EXISTS, NO_RIGHT, NAME_NOT_ALLOWED, REFUSED -> QftpCode.NOT_TAKEN;
            case INTERNAL -> QftpCode.UNKNOWN;
        };
    }

    /**
     * What a module's result means. The code decides; where it says little (601, 613, 617, 627) the protocol code does.
     *
     * @param step what was tried: the same code means another thing while the session is being opened
     * @param code {@code <err>}; a number outside the table is a refusal
     * @param protocolError {@code <protocol_error>}; 0 when there is none
     */
    public static Meaning meaning(Step step, int code, int protocolError) {
        QftpCode known = QftpCode.of(code).orElse(QftpCode.UNKNOWN);
        if (protocolError != 0 && saysLittle(known)) {
            if (protocolError == 553) {
                return new Meaning(FailureKind.NAME_NOT_ALLOWED, Hint.CHECK_NAME);
            }
            QftpCode better = codeFor(protocolError);
            if (better == QftpCode.NOT_TAKEN || better == QftpCode.OPERATION_SUCCESSFUL) {
                return protocolError == 550 ? new Meaning(FailureKind.NOT_FOUND, Hint.CHECK_PATH)
                        : new Meaning(FailureKind.REFUSED, Hint.NONE);
            }
            known = better;
        }
        return meaning(step, known);
    }

    private static boolean saysLittle(QftpCode code) {
        return code == QftpCode.UNKNOWN || code == QftpCode.FILE_ERROR || code == QftpCode.FILE_ACTION || code == QftpCode.NOT_TAKEN;
    }

    private static Meaning meaning(Step step, QftpCode code) {
        boolean opening = step == Step.RESOLVE || step == Step.CONNECT || step == Step.LOGIN;
        return switch (code) {
            case SERVER_BLOCKED -> new Meaning(FailureKind.UNREACHABLE, Hint.SERVER_PORT);
            case SERVER_BUSY -> new Meaning(FailureKind.BUSY, Hint.MODULE_STUCK);
            case DNS -> new Meaning(FailureKind.UNREACHABLE, Hint.UNKNOWN_HOST);
            case NETWORK -> new Meaning(FailureKind.UNREACHABLE, Hint.SERVER_SILENT);
            case CONTROL_CLOSED, CLOSED_BY_PEER -> opening ? new Meaning(FailureKind.UNREACHABLE, Hint.SERVER_PORT)
                    : new Meaning(FailureKind.LOST, Hint.RUN_AGAIN);
            case SERVICE_NOT_AVAILABLE -> opening ? new Meaning(FailureKind.REFUSED, Hint.TRY_LATER)
                    : new Meaning(FailureKind.LOST, Hint.RUN_AGAIN);
            case TIMEOUT -> opening ? new Meaning(FailureKind.UNREACHABLE, Hint.SERVER_SILENT)
                    : new Meaning(FailureKind.TIMEOUT, Hint.RUN_AGAIN);
            case OPEN_DATA -> new Meaning(FailureKind.DATA_CONNECTION, Hint.DATA_CONNECTION);
            case DATA_CLOSED, TRANSFER_ABORTED -> new Meaning(FailureKind.DATA_CONNECTION, Hint.RUN_AGAIN);
            case FILE_POSITION -> new Meaning(FailureKind.RESTART_REFUSED, Hint.RUN_AGAIN);
            case NO_STORAGE, ACTION_ABORTED -> new Meaning(FailureKind.NO_SPACE, Hint.FREE_SPACE);
            case LOCAL_ERROR -> new Meaning(FailureKind.REFUSED, step == Step.TRANSFER ? Hint.FREE_SPACE : Hint.TRY_LATER);
            case FILE_ACTION -> new Meaning(FailureKind.REFUSED, Hint.TRY_LATER);
            case SYNTAX, NOT_IMPLEMENTED, PARAMETER_NOT_IMPLEMENTED -> new Meaning(FailureKind.UNSUPPORTED, Hint.NONE);
            case INVALID_PARAMETER, PARAMETER_SYNTAX -> new Meaning(FailureKind.REFUSED, Hint.CHECK_NAME);
            case OPEN_FILE, FILE_ERROR -> new Meaning(FailureKind.REFUSED, Hint.CHECK_PATH);
            case NOT_LOGGED_IN -> new Meaning(FailureKind.LOGIN_REFUSED, Hint.CREDENTIALS);
            case NEED_ACCOUNT -> new Meaning(FailureKind.NO_RIGHT, Hint.CHECK_RIGHTS);
            case NOT_TAKEN -> new Meaning(FailureKind.NOT_FOUND, Hint.CHECK_PATH);
            case NAME_NOT_ALLOWED -> new Meaning(FailureKind.NAME_NOT_ALLOWED, Hint.CHECK_NAME);
            case SSL -> new Meaning(FailureKind.TLS, Hint.CERTIFICATE);
            case OPERATION_SUCCESSFUL, UNKNOWN, BAD_SEQUENCE, PAGE_TYPE -> new Meaning(FailureKind.REFUSED, Hint.NONE);
        };
    }
}
