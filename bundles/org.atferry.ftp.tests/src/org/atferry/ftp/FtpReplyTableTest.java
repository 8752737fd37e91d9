/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.atferry.ftp.FtpReplyTable.Row;
import org.atferry.remote.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of replies. */
class FtpReplyTableTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    static Set<Integer> codes() {
        return FtpReplyTable.codes();
    }

    @Test
    void hasEveryCodeOfTheSeedsAndNoOther() {
        Set<Integer> expected = Seed.lines("replies.txt").stream().flatMap(line -> Arrays.stream(line.split(" "))).map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, new TreeSet<>(FtpReplyTable.codes()));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void eachRowSaysAllThatAPersonNeeds(int code) {
        Row row = FtpReplyTable.row(code).orElseThrow();
        assertEquals(code, row.code());
        for (Locale locale : new Locale[] { Locale.ENGLISH, CHINESE }) {
            assertFalse(row.meaning(locale).isBlank());
            assertFalse(row.series(locale).isBlank());
        }
        assertTrue(isChinese(row.meaning(CHINESE)));
        assertEquals(row.advice(Locale.ENGLISH).isEmpty(), row.advice(CHINESE).isEmpty());
        assertTrue(row.source().matches("RFC \\d+.*|practice|Winsock"), row.source());
        assertEquals(code >= 400 || code == 332, row.outcome().isPresent(), "a refusal comes to something");
        if (code >= 400) {
            assertFalse(row.advice(Locale.ENGLISH).isBlank(), "a refusal has an advice");
        }
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> c >= 0x4e00 && c < 0xa000);
    }

    @ParameterizedTest
    @CsvSource({ "550,RETR", "550,STOR", "550,CWD", "550,MKD", "550,RMD", "550,DELE", "550,RNFR", "550,RNTO", "550,SIZE", "553,STOR",
            "530,PASS", "530,USER", "530,RETR", "425,PASV", "500,PORT", "500,AUTH", "350,REST", "350,RNFR", "213,SIZE", "213,MDTM",
            "226,ABOR", "257,MKD", "257,PWD", "552,STOR", "450,RETR", "451,STOR", "522,EPRT", "522,RETR", "503,RNTO", "504,TYPE" })
    void aCodeMeansSomethingOfItsOwnAtACommand(int code, FtpCommand command) {
        Row at = FtpReplyTable.row(code, command).orElseThrow();
        Row general = FtpReplyTable.row(code).orElseThrow();
        assertEquals(Optional.of(command.family()), at.command());
        assertNotEquals(general.meaning(Locale.ENGLISH), at.meaning(Locale.ENGLISH));
        assertNotEquals(general.meaning(CHINESE), at.meaning(CHINESE));
        assertTrue(isChinese(at.meaning(CHINESE)));
    }

    @Test
    void whereItMeansTheSameItSaysTheSame() {
        Row at = FtpReplyTable.row(220, FtpCommand.RETR).orElseThrow();
        assertEquals(FtpReplyTable.row(220).orElseThrow(), at);
    }

    @ParameterizedTest
    @CsvSource({ "421,WAIT,300", "425,AFTER_FIX,0", "426,SOON,10", "450,SOON,10", "451,WAIT,60", "500,NEVER,0", "530,AFTER_FIX,0",
            "550,AFTER_FIX,0", "552,AFTER_FIX,0", "10068,WAIT,300", "10060,WAIT,60", "10061,AFTER_FIX,0", "499,WAIT,60", "599,NEVER,0" })
    void saysWhetherARetryHelpsAndHowSoon(int code, Retry.When when, int seconds) {
        Retry retry = FtpReplyTable.row(code).orElseThrow().outcome().orElseThrow().retry();
        assertEquals(when, retry.when());
        assertEquals(seconds, retry.after().toSeconds());
    }

    @Test
    void anUnknownCodeMeansWhatItsSeriesMeans() {
        assertEquals("Refused for now: the same may work later.", FtpReplyTable.row(499).orElseThrow().meaning(Locale.ENGLISH));
        assertEquals("Refused for now: the same may work later.", FtpReplyTable.row(450).orElseThrow().series(Locale.ENGLISH));
        assertEquals("A reply that is protected.", FtpReplyTable.row(631).orElseThrow().series(Locale.ENGLISH));
        assertEquals("An error of the Windows network library.", FtpReplyTable.row(10099).orElseThrow().meaning(Locale.ENGLISH));
        for (int code : new int[] { 0, 12, 99, 700, 999, 1000, 9999, 11000, 99999 }) {
            assertEquals(Optional.empty(), FtpReplyTable.row(code), Integer.toString(code));
        }
    }
}
