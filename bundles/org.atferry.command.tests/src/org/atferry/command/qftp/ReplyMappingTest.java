/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyMappingTest {

    @ParameterizedTest
    @CsvSource({ "421,614", "425,615", "426,616", "450,617", "451,618", "452,619", "500,620", "501,621", "502,622", "503,623", "504,624",
            "530,625", "532,626", "550,627", "551,628", "552,629", "553,627" })
    void eachReplyOfTableFourHasItsCodeInTableThree(int reply, int code) {
        assertEquals(code, ReplyMapping.codeFor(reply).number());
        assertTrue(ProtocolCode.of(reply).isPresent());
    }

    @ParameterizedTest
    @CsvSource({ "332,626", "430,625", "434,602", "431,631", "522,631", "534,631", "554,612", "10054,608", "10060,609", "10061,606",
            "10066,627", "10068,603", "499,617", "599,627", "150,627", "226,0" })
    void everyOtherReplyHasAChosenCode(int reply, int code) {
        assertEquals(code, ReplyMapping.codeFor(reply).number());
    }

    @Test
    void theModuleNeverSaysACodeThatTheManualDoesNotHave() {
        for (int reply = 100; reply < 700; reply++) {
            assertTrue(ReplyMapping.codeFor(reply).inManual(), "reply " + reply);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfFailureHasACode(FailureKind kind) {
        ReplyMapping.Result result = ReplyMapping.resultFor(Failure.at(Step.TRANSFER).kind(kind).build());
        assertTrue(result.code() != QftpCode.OPERATION_SUCCESSFUL && result.code().inManual());
        assertEquals(0, result.protocolError());
    }

    @ParameterizedTest
    @CsvSource({ "UNREACHABLE,RESOLVE,UNKNOWN_HOST,604", "UNREACHABLE,CONNECT,SERVER_PORT,606", "UNREACHABLE,CONNECT,SERVER_SILENT,605",
            "TIMEOUT,CONNECT,SERVER_SILENT,609", "LOST,TRANSFER,NONE,606", "DATA_CONNECTION,TRANSFER,NONE,615", "TLS,TLS,CERTIFICATE,631",
            "BUSY,CONNECT,NONE,603" })
    void withoutAReplyTheKindAndTheStepDecide(FailureKind kind, Step step, Hint hint, int code) {
        assertEquals(code, ReplyMapping.resultFor(Failure.at(step).kind(kind).hint(hint).build()).code().number());
    }

    @ParameterizedTest
    @CsvSource({ "NOT_FOUND,550,627", "NO_SPACE,452,619", "NO_SPACE,552,629", "NO_SPACE,451,619", "NO_SPACE,550,619",
            "RESTART_REFUSED,502,612", "RESTART_REFUSED,554,612", "LOGIN_REFUSED,530,625", "INCOMPLETE,226,607", "NO_RIGHT,553,627" })
    void aReplyIsReportedBesideItsCode(FailureKind kind, int reply, int code) {
        Failure failure = Failure.at(Step.TRANSFER).kind(kind).reply(new ServerReply(reply, "words")).build();
        assertEquals(new ReplyMapping.Result(QftpCode.of(code).orElseThrow(), reply), ReplyMapping.resultFor(failure));
    }

    @ParameterizedTest
    @CsvSource({ "CONNECT,602,0,UNREACHABLE,SERVER_PORT", "CONNECT,604,0,UNREACHABLE,UNKNOWN_HOST",
            "CONNECT,605,0,UNREACHABLE,SERVER_SILENT",
            "CONNECT,606,0,UNREACHABLE,SERVER_PORT", "STAT,606,0,LOST,RUN_AGAIN", "CONNECT,614,421,REFUSED,TRY_LATER",
            "TRANSFER,614,421,LOST,RUN_AGAIN", "LOGIN,625,530,LOGIN_REFUSED,CREDENTIALS", "STAT,627,550,NOT_FOUND,CHECK_PATH",
            "TRANSFER,627,553,NAME_NOT_ALLOWED,CHECK_NAME", "TRANSFER,630,553,NAME_NOT_ALLOWED,CHECK_NAME",
            "TRANSFER,629,552,NO_SPACE,FREE_SPACE", "TRANSFER,619,451,NO_SPACE,FREE_SPACE", "TRANSFER,627,452,NO_SPACE,FREE_SPACE",
            "TRANSFER,618,451,REFUSED,FREE_SPACE", "TRANSFER,612,0,RESTART_REFUSED,RUN_AGAIN", "TRANSFER,627,150,REFUSED,NONE",
            "LIST,622,502,UNSUPPORTED,NONE", "TRANSFER,609,0,TIMEOUT,RUN_AGAIN", "LIST,615,425,DATA_CONNECTION,DATA_CONNECTION",
            "DELETE,603,0,BUSY,MODULE_STUCK", "CONNECT,631,0,TLS,CERTIFICATE", "DELETE,999,0,REFUSED,NONE",
            "DELETE,601,550,NOT_FOUND,CHECK_PATH", "STAT,627,0,NOT_FOUND,CHECK_PATH" })
    void aResultMeans(Step step, int code, int protocolError, FailureKind kind, Hint hint) {
        assertEquals(new ReplyMapping.Meaning(kind, hint), ReplyMapping.meaning(step, code, protocolError));
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeMeansSomethingAtEveryStep(QftpCode code) {
        for (Step step : Step.values()) {
            assertNotNull(ReplyMapping.meaning(step, code.number(), 0).kind());
        }
    }
}
