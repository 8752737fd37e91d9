/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Retry;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What the refusals of common servers mean. */
class ReplyFailuresTest {

    @ParameterizedTest
    @CsvFileSource(resources = "seed/refusals.csv", delimiter = '|')
    void eachHasItsKindAndItsHint(String server, Step step, int code, String words, FailureKind kind, Hint hint) {
        Failure failure = ReplyFailures.of(step, "x", new ServerReply(code, words));
        assertEquals(kind + " " + hint, failure.kind() + " " + failure.hint(), words);
        assertEquals(step, failure.step());
        assertEquals("x", failure.subject());
        assertEquals(new ServerReply(code, words), failure.reply().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout.bin          | 550 | timeout.bin: No such file or directory              | NOT_FOUND | CHECK_PATH
            quota.txt            | 550 | No such file or directory: quota.txt                | NOT_FOUND | CHECK_PATH
            quota exceeded       | 550 | quota exceeded: Permission denied                   | NO_RIGHT  | CHECK_RIGHTS
            virus                | 550 | Can't open virus: No such file or directory         | NOT_FOUND | CHECK_PATH
            /virus found/a b.txt | 550 | /virus found/a b.txt: Access is denied.             | NO_RIGHT  | CHECK_RIGHTS
            disk full            | 550 | disk full: Is a directory                           | EXISTS    | CHECK_NAME
            in use               | 550 | "in use" does not exist.                            | NOT_FOUND | CHECK_PATH
            too many users.txt   | 550 | Could not open too many users.txt                   | NOT_FOUND | CHECK_PATH
            upload first         | 550 | Could not open upload first                         | NOT_FOUND | CHECK_PATH
            banned               | 550 | banned: not found                                   | NOT_FOUND | CHECK_PATH
            read-only            | 550 | Cannot open <read-only>                             | NOT_FOUND | CHECK_PATH
            不存在               | 550 | 不存在: 权限不够                                     | NO_RIGHT  | CHECK_RIGHTS
            x                    | 550 | Cannot open C:\\virus\\infected by virus.bin        | NOT_FOUND | CHECK_PATH
            x                    | 550 | `no space left': not found                          | NOT_FOUND | CHECK_PATH
            ratio.xls            | 550 | Failed to open ratio.xls: file is locked            | REFUSED   | FILE_IN_USE
            """)
    void aNameInTheWordsDecidesNothing(String subject, int code, String words, FailureKind kind, Hint hint) {
        Failure failure = ReplyFailures.of(Step.TRANSFER, subject, new ServerReply(code, words));
        assertEquals(kind + " " + hint, failure.kind() + " " + failure.hint());
    }

    @Test
    void theExamplesInTheWordsOfTheRfcAreNoReason() {
        ServerReply busy = new ServerReply(450, "Requested file action not taken. File unavailable (e.g., file not found, no access).");
        assertEquals(Hint.FILE_IN_USE, ReplyFailures.of(Step.TRANSFER, "x", busy).hint());
    }

    @Test
    void whoKnowsThatTheServerConnectsIsToldToUsePassiveMode() {
        ServerReply closed = new ServerReply(426, "data connection closed, transfer aborted.");
        assertEquals(Hint.USE_PASSIVE, ReplyFailures.of(Step.LIST, "", closed, DataMode.ACTIVE).hint());
        assertEquals(Hint.RUN_AGAIN, ReplyFailures.of(Step.LIST, "", closed, DataMode.PASSIVE).hint());
        assertEquals(Hint.FREE_SPACE,
                ReplyFailures.of(Step.TRANSFER, "", new ServerReply(552, "disk full"), DataMode.ACTIVE).hint());
    }

    @Test
    void whoKnowsTheCommandIsToldMore() {
        ServerReply restart = new ServerReply(501, "No.");
        assertEquals(FailureKind.RESTART_REFUSED, ReplyFailures.of(FtpCommand.REST, "5", restart, DataMode.PASSIVE).kind());
        assertEquals(FailureKind.REFUSED, ReplyFailures.of(FtpCommand.RETR, "x", restart, DataMode.PASSIVE).kind());
        assertEquals(Hint.NOT_EMPTY, ReplyFailures.of(FtpCommand.XRMD, "x", new ServerReply(550, "no"), DataMode.PASSIVE).hint());
        assertEquals(Hint.TLS_REFUSED, ReplyFailures.of(Step.TLS, "h", new ServerReply(502, "no")).hint());
    }

    @Test
    void aQuickRetryIsAdvisedAgainstWhereItGetsOneBanned() {
        assertEquals(Retry.inMinutes(5),
                ReplyFailures.retry(Step.LOGIN, "", new ServerReply(421, "too many users - please try again later.")));
        assertEquals(Retry.inMinutes(1),
                ReplyFailures.retry(Step.LOGIN, "", new ServerReply(530, "Not logged in, only one session from same IP allowed.")));
        assertEquals(Retry.inMinutes(15), ReplyFailures.retry(Step.CONNECT, "", new ServerReply(421, "Your address is banned.")));
        assertEquals(Retry.soon(), ReplyFailures.retry(Step.TRANSFER, "x", new ServerReply(550, "file is locked")));
        assertEquals(Retry.afterFix(), ReplyFailures.retry(Step.LOGIN, "", new ServerReply(530, "Not logged in.")));
        assertEquals(Retry.never(), ReplyFailures.retry(Step.STAT, "", new ServerReply(502, "no")));
    }
}
