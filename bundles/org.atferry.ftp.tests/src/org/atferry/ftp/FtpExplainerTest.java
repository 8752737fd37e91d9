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
import java.util.Optional;
import java.util.Set;

import org.atferry.ftp.internal.ServerWording;
import org.atferry.remote.CodeExplainer.Explanation;
import org.atferry.remote.Retry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ferry explain} says about FTP. */
class FtpExplainerTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final FtpExplainer explainer = new FtpExplainer();

    static Set<Integer> codes() {
        return FtpReplyTable.codes();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void knowsEachCodeInBothLanguages(int code) {
        Explanation english = explainer.explain(Integer.toString(code), Locale.ENGLISH).get(0);
        Explanation chinese = explainer.explain(Integer.toString(code), CHINESE).get(0);
        assertEquals(Integer.toString(code), english.code());
        assertFalse(english.meaning().isBlank());
        assertFalse(english.source().isBlank());
        assertTrue(chinese.meaning().codePoints().anyMatch(c -> c > 0x4e00), chinese.meaning());
        assertEquals(english.advice().isEmpty(), chinese.advice().isEmpty());
        assertEquals(english.source(), chinese.source());
        assertEquals(code >= 400 || code == 332, english.retry().isPresent());
    }

    @ParameterizedTest
    @EnumSource(ServerWording.class)
    void knowsEachWordingInBothLanguages(ServerWording wording) {
        String sentence = switch (wording) {
            case TLS_SESSION -> "522 SSL connection failed; session reuse required";
            case TLS_REQUIRED -> "530 must use encryption";
            case NO_PROTOCOL -> "522 Bad network protocol.";
            case BANNED -> "421 you have been banned";
            case ONE_SESSION -> "530 only one session from same IP";
            case TOO_MANY_USERS -> "421 too many users";
            case ADDRESS_REFUSED -> "530 Not logged in, unauthorized ip address";
            case ANONYMOUS_REFUSED -> "530 no anonymous access";
            case ANONYMOUS_ONLY -> "530 anonymous only";
            case ACCOUNT_DISABLED -> "530 account disabled";
            case WRONG_PASSWORD -> "530 Login incorrect.";
            case DATA_REFUSED -> "425 Connection refused";
            case DATA_SILENT -> "425 Connection timed out";
            case ACTIVE_REFUSED -> "500 Illegal PORT command.";
            case SERVER_REFUSED -> "10061 Connection refused";
            case SERVER_SILENT -> "10060 Connection timed out";
            case HUNG_UP -> "10054 disconnected from server";
            case IDLE -> "421 timeout";
            case NO_CREDIT -> "550 insufficient credit";
            case VIRUS -> "550 virus found";
            case DISK_FULL -> "552 disk full";
            case FILE_IN_USE -> "550 file in use";
            case NAME_PROHIBITED -> "553 prohibited file name";
            case NOT_EMPTY -> "550 not empty";
            case NOT_FOUND -> "550 no such file";
            case EXISTS -> "550 file exists";
            case NO_RIGHT -> "550 permission denied";
        };
        String code = sentence.substring(0, sentence.indexOf(' '));
        List<Explanation> english = explainer.explain(sentence, Locale.ENGLISH);
        assertEquals(2, english.size(), "the words first, then the code");
        assertEquals(sentence, english.get(0).code());
        assertEquals(code, english.get(1).code());
        assertFalse(english.get(0).advice().isBlank());
        assertEquals(Optional.of(wording.outcome().retry()), english.get(0).retry());
        List<Explanation> chinese = explainer.explain(sentence, CHINESE);
        assertTrue(chinese.get(0).advice().codePoints().anyMatch(c -> c > 0x4e00));
        String words = sentence.substring(code.length());
        assertEquals(Optional.of(wording), ServerWording.find(words, Integer.parseInt(code), Optional.empty(), ""));
    }

    @Test
    void explainsTheTwoOfTheIssue() {
        Explanation noData = explainer.explain("425", Locale.ENGLISH).get(0);
        assertEquals("No data connection came about.", noData.meaning());
        assertEquals(Retry.afterFix(), noData.retry().orElseThrow());
        List<Explanation> address = explainer.explain("530 Not logged in, unauthorized ip address", Locale.ENGLISH);
        assertEquals("The server does not let your network address in.", address.get(0).meaning());
        assertEquals("Ask the server's keeper to allow your address.", address.get(0).advice());
        assertEquals("530", address.get(1).code());
    }

    @Test
    void explainsACodeAtACommand() {
        for (String text : List.of("RETR 550", "retr 550", "550@RETR", "RETR 550 Failed")) {
            Explanation at = explainer.explain(text, Locale.ENGLISH).get(0);
            assertEquals("RETR 550", at.code(), text);
            assertEquals("The file is not there, is a directory, or may not be read.", at.meaning());
        }
        assertEquals("STOR 550", explainer.explain("APPE 550", Locale.ENGLISH).get(0).code());
    }

    @Test
    void explainsACommand() {
        Explanation command = explainer.explain("mlsd", Locale.ENGLISH).get(0);
        assertEquals("MLSD", command.code());
        assertEquals("RFC 3659", command.source());
        Explanation download = explainer.explain("RETR", Locale.ENGLISH).get(0);
        assertEquals("Sends a file to the client. In AT Ferry: Downloads.", download.meaning());
        assertEquals("To send it yourself: ferry quote --to URL \"RETR ...\"", download.advice());
        assertEquals("下载文件。在 AT Ferry 中：下载。", explainer.explain("RETR", CHINESE).get(0).meaning());
        assertEquals("", explainer.explain("PASS", Locale.ENGLISH).get(0).advice());
        assertEquals("A relic of messages to terminals from 1977; no server should obey it.",
                explainer.explain("XSEM", Locale.ENGLISH).get(0).advice());
    }

    @Test
    void explainsWhatClientsSayOfConnections() {
        assertEquals("Nothing answered on the data port: a firewall or NAT swallows it.",
                explainer.explain("ERROR: [Data]: Connection timed out", Locale.ENGLISH).get(0).meaning());
        assertTrue(explainer.explain("ERROR: [Data]: Connection refused", Locale.ENGLISH).get(0).meaning()
                .startsWith("The data port refused"));
        assertTrue(explainer.explain("ERROR: Connection refused", Locale.ENGLISH).get(0).meaning().startsWith("The machine answers, but"));
        assertTrue(explainer.explain("Connection timed out", Locale.ENGLISH).get(0).meaning().startsWith("The machine does not answer"));
        assertTrue(explainer.explain("Disconnected from server.", Locale.ENGLISH).get(0).meaning().contains("perhaps it banned"));
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
