/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.atferry.at.AtText.Argument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quoting and taking apart, and what commands and responses tell of themselves. */
class AtTextTest {

    @Test
    void takesArgumentsApart() throws Exception {
        assertEquals(List.of(new Argument("0", false, true), new Argument("a,b", true, true), new Argument("", false, false),
                new Argument("3", false, true), new Argument("", true, true), new Argument("", false, false)),
                AtText.arguments(" 0 ,\"a,b\",, 3,\"\","));
        assertEquals(List.of(), AtText.arguments("  "));
        assertEquals(List.of(new Argument("", false, false), new Argument("", false, false)), AtText.arguments(","));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"open", "a\"b\"", "\"a\"b", "\"a\"\"b\"", "1,\"", "\"a\" \"b\"" })
    void refusesQuotesThatDoNotFit(String text) {
        assertThrows(ParseException.class, () -> AtText.arguments(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "plain.bin", "with space, and comma", "über/文件.bin", "\ud83d\ude80", "back\\slash", "semi;colon=?" })
    void whatIsQuotedComesBack(String argument) throws Exception {
        assertEquals(List.of(new Argument(argument, true, true)), AtText.arguments(AtText.quoted(argument)));
    }

    @Test
    void whatCannotBeSentIsRefusedWithoutBeingRepeated() {
        for (String argument : List.of("se\"cret", "se\ncret", "se\rcret", "se\0cret", "se\u001bcret", "se\u001acret", "se\u007fcret",
                "se\u0085cret", "secret\udc00", "\ud83dsecret")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> AtText.quoted(argument));
            assertFalse(refused.getMessage().contains("cret"), refused.getMessage());
        }
    }

    @Test
    void neitherCommandsNorResponsesNorFailuresShowTheirArguments() {
        AtCommand command = AtCommand.of("AT+QFTPCFG=\"account\",\"u\",\"s3cret\"", Duration.ofSeconds(1));
        assertEquals("AT+QFTPCFG", command.name());
        AtResponse response = new AtResponse(List.of("+QFTPCFG: \"account\",\"u\",\"s3cret\""),
                new AtResponse.FinalResult(AtResponse.FinalResult.Kind.OK, Optional.empty(), "OK"), Optional.empty(), 0);
        for (Object shown : List.of(command, response, new AtException(AtException.Kind.TIMEOUT, command.name(), 0, null))) {
            assertFalse(shown.toString().contains("s3cret"), shown.getClass().getName());
        }
        assertTrue(List.of("ATI", "AT+QIACT", "AT+CPIN", "ATD123").equals(List.of("ATI", "AT+QIACT?", "AT+CPIN=1234", "ATD123").stream()
                .map(line -> AtCommand.of(line, Duration.ofSeconds(1)).name()).toList()));
    }
}
