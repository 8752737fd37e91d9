/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SystemEnvironmentTest {

    private static Locale language(Map<String, String> variables) {
        return SystemEnvironment.language(variables::get, Locale.GERMAN);
    }

    @Test
    void chineseIsReadFromTheEnvironmentWhereTheSystemHasNoLocaleForIt() {
        assertEquals(Locale.SIMPLIFIED_CHINESE, language(Map.of("LANG", "zh_CN.UTF-8")));
        assertEquals(Locale.SIMPLIFIED_CHINESE, language(Map.of("LANG", "en_US.UTF-8", "LC_MESSAGES", "zh_CN")));
        assertEquals(Locale.SIMPLIFIED_CHINESE, language(Map.of("LC_ALL", "zh_CN.GB18030", "LANG", "C")));
    }

    @Test
    void theStrongestVariableDecidesAndJavaKnowsTheRest() {
        assertEquals(Locale.GERMAN, language(Map.of("LC_ALL", "C.UTF-8", "LANG", "zh_CN.UTF-8")));
        assertEquals(Locale.GERMAN, language(Map.of("LC_ALL", "", "LANG", "fr_FR.UTF-8")));
        assertEquals(Locale.GERMAN, language(Map.of()));
    }
}
