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
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the refusals of common servers mean. */
class ReplyFailuresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOGIN            | 530 | Login incorrect.                                       | LOGIN_REFUSED    | CREDENTIALS
            LOGIN            | 530 | Authentication failed.                                 | LOGIN_REFUSED    | CREDENTIALS
            LOGIN            | 530 | Sorry, no ANONYMOUS access allowed.                    | LOGIN_REFUSED    | CREDENTIALS
            LOGIN            | 530 | Anonymous connection is not allowed.                   | LOGIN_REFUSED    | CREDENTIALS
            LOGIN            | 530 | This FTP server is anonymous only.                     | LOGIN_REFUSED    | CREDENTIALS
            LOGIN            | 530 | Not logged in, unauthorized IP address                 | LOGIN_REFUSED    | CHECK_RIGHTS
            LOGIN            | 530 | No server access from the IP 10.0.0.1.                 | LOGIN_REFUSED    | CHECK_RIGHTS
            LOGIN            | 530 | Not logged in, only two session from same IP allowed   | LOGIN_REFUSED    | TRY_LATER
            LOGIN            | 530 | Maximum server connection has been reached.            | LOGIN_REFUSED    | TRY_LATER
            LOGIN            | 421 | There are too many connected users, please try later.  | REFUSED          | TRY_LATER
            CONNECT          | 421 | There are too many connections from your internet address. | REFUSED      | TRY_LATER
            LOGIN            | 530 | Non-anonymous sessions must use encryption.            | TLS              | NONE
            LOGIN            | 332 | Need account for login.                                | LOGIN_REFUSED    | CREDENTIALS
            LIST             | 530 | Please login with USER and PASS.                       | LOGIN_REFUSED    | CREDENTIALS
            TRANSFER         | 550 | Failed to open file.                                   | NOT_FOUND        | CHECK_PATH
            TRANSFER         | 550 | /x: No such file or directory.                         | NOT_FOUND        | CHECK_PATH
            TRANSFER         | 550 | 系统找不到指定的文件。                                    | NOT_FOUND        | CHECK_PATH
            TRANSFER         | 550 | Permission denied.                                     | NO_RIGHT         | CHECK_RIGHTS
            TRANSFER         | 550 | Access is denied.                                      | NO_RIGHT         | CHECK_RIGHTS
            TRANSFER         | 553 | Could not create file.                                 | NO_RIGHT         | CHECK_RIGHTS
            TRANSFER         | 553 | Prohibited file name                                   | NAME_NOT_ALLOWED | CHECK_NAME
            TRANSFER         | 553 | Requested action not taken.                            | NAME_NOT_ALLOWED | CHECK_NAME
            TRANSFER         | 550 | sorry, insufficient credit for download - upload first. | REFUSED         | CHECK_RIGHTS
            TRANSFER         | 550 | The process cannot access the file because it is being used by another process. | REFUSED | TRY_LATER
            TRANSFER         | 552 | Transfer aborted. Quota exceeded                       | NO_SPACE         | FREE_SPACE
            TRANSFER         | 452 | whatever                                               | NO_SPACE         | FREE_SPACE
            TRANSFER         | 550 | There is not enough space on the disk.                 | NO_SPACE         | FREE_SPACE
            TRANSFER         | 451 | Failure writing to local file.                         | NO_SPACE         | FREE_SPACE
            TRANSFER         | 551 | /x: Error on output file.                              | NO_SPACE         | FREE_SPACE
            TRANSFER         | 451 | Local error                                            | REFUSED          | TRY_LATER
            TRANSFER         | 425 | Failed to establish connection.                        | DATA_CONNECTION  | DATA_CONNECTION
            TRANSFER         | 426 | Failure writing network stream.                        | DATA_CONNECTION  | RUN_AGAIN
            TRANSFER         | 522 | SSL connection failed: session reuse required          | TLS              | NONE
            DELETE           | 550 | Delete operation failed.                               | NOT_FOUND        | CHECK_PATH
            REMOVE_DIRECTORY | 550 | Remove directory operation failed.                     | REFUSED          | NOT_EMPTY
            REMOVE_DIRECTORY | 550 | Directory not empty                                    | REFUSED          | NOT_EMPTY
            MAKE_DIRECTORY   | 550 | d: File exists                                         | EXISTS           | CHECK_NAME
            MAKE_DIRECTORY   | 521 | taboo                                                  | EXISTS           | CHECK_NAME
            MAKE_DIRECTORY   | 550 | Create directory operation failed.                     | REFUSED          | CHECK_RIGHTS
            DIRECTORY        | 550 | Failed to change directory.                            | NOT_FOUND        | CHECK_PATH
            STAT             | 502 | Command SIZE not implemented.                          | UNSUPPORTED      | NONE
            STAT             | 500 | Unknown command.                                       | UNSUPPORTED      | NONE
            STAT             | 504 | Command not implemented for that parameter             | UNSUPPORTED      | NONE
            DELETE           | 421 | Timeout.                                               | LOST             | RUN_AGAIN
            CONNECT          | 10061 | Connection refused                                   | UNREACHABLE      | SERVER_PORT
            CONNECT          | 10060 | Connection timed out                                 | TIMEOUT          | SERVER_SILENT
            REMOVE_DIRECTORY | 10066 | full                                                 | REFUSED          | NOT_EMPTY
            """)
    void eachHasItsKindAndItsHint(Step step, int code, String words, FailureKind kind, Hint hint) {
        Failure failure = ReplyFailures.of(step, "x", new ServerReply(code, words));
        assertEquals(kind, failure.kind());
        assertEquals(hint, failure.hint());
        assertEquals(step, failure.step());
        assertEquals("x", failure.subject());
        assertEquals(new ServerReply(code, words), failure.reply().orElseThrow());
    }
}
