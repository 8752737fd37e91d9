/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

import org.atferry.command.qftp.QftpCode;
import org.atferry.remote.CodeExplainer.Explanation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QftpExplainerTest {

    private final QftpExplainer explainer = new QftpExplainer();

    @ParameterizedTest
    @EnumSource
    void everyCodeIsExplainedInBothLanguages(QftpCode code) {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            Explanation explanation = explainer.explain("qftp:" + code.number(), locale).get(0);
            assertEquals("qftp:" + code.number(), explanation.code());
            assertEquals(code.text(locale), explanation.meaning());
            assertFalse(explanation.source().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "627", "qftp:627", "QFTP: 627", "+CME ERROR: 627", "cme error: 627", " 627 ", "Requested action not taken",
            "请求失败" })
    void aCodeIsKnownInAllItsSpellings(String text) {
        assertEquals("qftp:627", explainer.explain(text, Locale.ENGLISH).get(0).code());
    }

    @ParameterizedTest
    @ValueSource(strings = { "600", "632", "550", "226", "qftp:999", "mftp:801", "+QFTPNIX: 627,550", "hello", "", "6270", "+CME ERROR: 0",
            "+CME ERROR: 999" })
    void whatIsNotOursIsLeftToOthers(String text) {
        assertEquals(List.of(), explainer.explain(text, Locale.ENGLISH));
    }

    @Test
    void aResultLineIsExplainedByBothNumbersAndAtItsCommand() {
        List<Explanation> explanations = explainer.explain("+QFTPPUT: 627,550", Locale.ENGLISH);
        assertEquals(List.of("qftp:627", "550"), explanations.stream().map(Explanation::code).toList());
        assertEquals("Requested action not taken: file unavailable", explanations.get(1).meaning());
        assertEquals("Quectel FTP(S) manual, table 4", explanations.get(1).source());
        assertTrue(explanations.get(0).advice().contains("path"));
        assertTrue(explainer.explain("+QFTPOPEN: 625,530", Locale.ENGLISH).get(0).advice().contains("password"));
        assertEquals(1, explainer.explain("+QFTPGET: 627,150", Locale.ENGLISH).size());
        assertEquals("", explainer.explain("+QFTPPUT: 0,1000", Locale.ENGLISH).get(0).advice());
    }

    @ParameterizedTest
    @CsvSource({ "cme:10,SIM not inserted", "+CME ERROR: 3,operation not allowed" })
    void theCommonErrorsOfTheModuleItselfAreKnown(String text, String meaning) {
        assertEquals(meaning, explainer.explain(text, Locale.ENGLISH).get(0).meaning());
    }

    @Test
    void theAdviceIsInTheAskedLanguage() {
        assertTrue(explainer.explain("604", Locale.ENGLISH).get(0).advice().contains("AT+QIACT?"));
        assertTrue(explainer.explain("604", Locale.SIMPLIFIED_CHINESE).get(0).advice().contains("域名"));
        assertTrue(explainer.explain("604", Locale.FRENCH).get(0).advice().contains("spelling"));
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertEquals(keys("messages.properties"), keys("messages_zh_CN.properties"));
    }

    private static java.util.Set<Object> keys(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = QftpExplainer.class.getResourceAsStream(file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties.keySet();
    }
}
