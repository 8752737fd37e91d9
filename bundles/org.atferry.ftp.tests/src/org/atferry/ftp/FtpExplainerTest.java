/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;

import org.atferry.ftp.internal.ServerWording;
import org.atferry.remote.CodeExplainer.Explanation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ferry explain} says about FTP. */
class FtpExplainerTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final FtpExplainer explainer = new FtpExplainer();

    @ParameterizedTest
    @ValueSource(ints = { 110, 120, 125, 150, 200, 202, 211, 212, 213, 214, 215, 220, 221, 225, 226, 227, 228, 229, 230, 231, 232, 250,
            257, 331, 332,
            350, 421, 425, 426, 430, 434, 450, 451, 452, 500, 501, 502, 503, 504, 530, 532, 550, 551, 552, 553, 631, 632, 633, 10054,
            10060, 10061,
            10066, 10068 })
    void knowsEachCodeInBothLanguages(int code) {
        Explanation english = explainer.explain(Integer.toString(code), Locale.ENGLISH).get(0);
        Explanation chinese = explainer.explain(Integer.toString(code), CHINESE).get(0);
        assertEquals(Integer.toString(code), english.code());
        assertFalse(english.meaning().isBlank());
        assertFalse(english.source().isBlank());
        assertTrue(chinese.meaning().codePoints().anyMatch(c -> c > 0x4e00), chinese.meaning());
        assertEquals(english.advice().isEmpty(), chinese.advice().isEmpty());
        assertEquals(english.source(), chinese.source());
    }

    @ParameterizedTest
    @EnumSource(ServerWording.class)
    void knowsEachWordingInBothLanguages(ServerWording wording) {
        String sentence = switch (wording) {
            case ONE_SESSION -> "530 only one session from same IP";
            case TOO_MANY_USERS -> "421 too many users";
            case ADDRESS_REFUSED -> "530 Not logged in, unauthorized ip address";
            case ANONYMOUS_REFUSED -> "530 no anonymous access";
            case ANONYMOUS_ONLY -> "530 anonymous only";
            case TLS_REQUIRED -> "530 must use encryption";
            case NO_CREDIT -> "550 insufficient credit";
            case DISK_FULL -> "552 disk full";
            case VIRUS -> "550 virus found";
            case FILE_IN_USE -> "550 file in use";
            case NAME_PROHIBITED -> "553 prohibited file name";
            case NOT_EMPTY -> "550 not empty";
            case NOT_FOUND -> "550 no such file";
            case EXISTS -> "550 file exists";
            case NO_RIGHT -> "550 permission denied";
            case IDLE -> "421 timeout";
        };
        List<Explanation> english = explainer.explain(sentence, Locale.ENGLISH);
        assertEquals(2, english.size(), "the words first, then the code");
        assertEquals(sentence, english.get(0).code());
        assertEquals(sentence.substring(0, 3), english.get(1).code());
        assertFalse(english.get(0).advice().isBlank());
        List<Explanation> chinese = explainer.explain(sentence, CHINESE);
        assertTrue(chinese.get(0).advice().codePoints().anyMatch(c -> c > 0x4e00));
        assertEquals(ServerWording.find(sentence).orElseThrow(), wording);
    }

    @Test
    void takesASentenceWithoutACode() {
        assertEquals("The server, or your group of users, is full.", explainer.explain("Too many users - please try again later.",
                Locale.ENGLISH).get(0)
                .meaning());
    }

    @Test
    void takesTheFormsInWhichAReplyIsTyped() {
        for (String text : List.of("550", " 550 ", "ftp:550", "FTP:550", "550 xyzzy", "550-xyzzy")) {
            assertEquals("550", explainer.explain(text, Locale.ENGLISH).get(0).code(), text);
        }
    }

    @Test
    void anUnknownCodeIsExplainedByItsSeries() {
        assertEquals("Refused for now: the same may work later.", explainer.explain("499", Locale.ENGLISH).get(0).meaning());
        assertEquals("An error of the Windows network library.", explainer.explain("10099", Locale.ENGLISH).get(0).meaning());
    }

    @Test
    void leavesToOthersWhatIsTheirs() {
        for (String text : List.of("qftp:627", "mftp:550", "cme:10", "", "hello", "12", "700", "99999")) {
            assertEquals(List.of(), explainer.explain(text, Locale.ENGLISH), text);
        }
    }
}
