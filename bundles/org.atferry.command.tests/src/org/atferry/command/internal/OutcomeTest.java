/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.atferry.at.AtException;
import org.atferry.at.AtResponse;
import org.atferry.at.AtResponse.FinalResult;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {

    private static final FinalResult OK = new FinalResult(FinalResult.Kind.OK, Optional.empty(), "OK");

    private static Outcome result(String text) {
        return Outcome.of(new AtResponse(List.of(), OK, Optional.of(text), 0));
    }

    @ParameterizedTest
    @CsvSource({ "'0,0',0,0,0", "'627,550',627,'550',550", "'627, 550 ',627,550,550", "'0,\"/a,b\"',0,'\"/a,b\"',0", "'609',609,'',0",
            "'627,10060',627,10060,10060", "'x,1',-1,'',0", "'0, 1000',0,1000,0" })
    void aResultLineIsTakenApart(String text, int code, String value, int reply) {
        Outcome outcome = result(text);
        assertEquals(code + "|" + value + "|" + reply, outcome.code() + "|" + outcome.value() + "|" + outcome.protocolError());
    }

    @Test
    void aCmeErrorIsItsNumberOrItsWords() {
        AtResponse number = new AtResponse(List.of(), new FinalResult(FinalResult.Kind.CME_ERROR, Optional.of(603), "+CME ERROR: 603"),
                Optional.empty(), 7);
        assertEquals(new Outcome(603, "", "", 7), Outcome.of(number));
        AtResponse words = new AtResponse(List.of(),
                new FinalResult(FinalResult.Kind.CME_ERROR, Optional.empty(), "+CME ERROR: file already exist"), Optional.empty(), 0);
        assertEquals(new Outcome(-1, "", "file already exist", 0), Outcome.of(words));
    }

    @Test
    void anErrorBesideAResultOfZeroIsAnError() {
        FinalResult error = new FinalResult(FinalResult.Kind.ERROR, Optional.empty(), "ERROR");
        assertEquals(-1, Outcome.of(new AtResponse(List.of(), error, Optional.of("0,12"), 0)).code());
        assertEquals(627, Outcome.of(new AtResponse(List.of(), error, Optional.of("627,550"), 0)).code());
    }

    @Test
    void aFailureCarriesBothNumbersAndTheManualsWords() {
        Failure failure = Failures.of(result("627,550"), Step.STAT, "f");
        assertEquals("qftp:627 Requested action not taken", failure.moduleCode().orElseThrow().toString());
        assertEquals(550, failure.reply().orElseThrow().code());
        Failure cme = Failures.of(new Outcome(3, "", "", 0), Step.STAT, "f");
        assertEquals("cme:3", cme.moduleCode().orElseThrow().toString());
        assertEquals(FailureKind.REFUSED, cme.kind());
        assertEquals(FailureKind.REFUSED, Failures.of(new Outcome(700, "", "", 0), Step.STAT, "f").kind());
    }

    @ParameterizedTest
    @EnumSource
    void everyTroubleOfTheChannelIsAFailureAtItsStep(AtException.Kind kind) {
        Failure failure = Failures.of(new AtException(kind, "AT+QFTPGET", 5, null), Step.TRANSFER, "f");
        FailureKind expected = switch (kind) {
            case TIMEOUT, RESULT_TIMEOUT, DATA_TIMEOUT, SEND_TIMEOUT -> FailureKind.TIMEOUT;
            case LOST, CLOSED -> FailureKind.LOST;
            case CANCELLED -> FailureKind.CANCELLED;
            case OVERFLOW -> FailureKind.INCOMPLETE;
            case LOCAL -> FailureKind.LOCAL;
        };
        assertEquals(expected, failure.kind());
        assertEquals("f", failure.subject());
    }
}
