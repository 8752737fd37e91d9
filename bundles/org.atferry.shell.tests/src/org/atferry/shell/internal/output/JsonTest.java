/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @Test
    void aListIsAnArray() {
        assertEquals("{\"a\":[],\"b\":[\"x\",\"\\\"y\"]}", new Json().put("a", List.of()).put("b", List.of("x", "\"y")).toString());
    }

    @Test
    void writesEachKindOfValue() {
        Json json = Json.event("result").put("text", "a").put("number", Long.MAX_VALUE).put("yes", true)
                .put("inner", new Json().put("x", 1)).put("proof", StepEvent.Proof.READ_BACK);
        assertEquals("{\"event\":\"result\",\"text\":\"a\",\"number\":9223372036854775807,\"yes\":true,\"inner\":{\"x\":1},"
                + "\"proof\":\"read-back\"}", json.toString());
    }

    @Test
    void anEmptyObjectIsOne() {
        assertEquals("{}", new Json().toString());
    }

    @Test
    void escapesWhatWouldBreakTheLineOrAnEncoding() {
        assertEquals("{\"a\\\"\\\\\":\"\\n\\r\\t\\u0000\\u001b\\u007f\\u2028\\u56fa\\ud83d\\ude00/\"}",
                new Json().put("a\"\\", "\n\r\t\0\u001b\u007f\u2028\u56fa\ud83d\ude00/").toString());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1.5,1.5", "2.0,2", "0.0004,0", "12.3456,12.346", "100,100", "1e9,1000000000", "-0.25,-0.25"})
    void fractionsHaveThreePlacesAtMost(double value, String text) {
        assertEquals("{\"v\":" + text + "}", new Json().put("v", value).toString());
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertEquals("{\"b\":\"x\",\"d\":7}", new Json().putIfPresent("a", Optional.empty()).putIfPresent("b", Optional.of("x"))
                .putIfPresent("c", OptionalLong.empty()).putIfPresent("d", OptionalLong.of(7)).toString());
    }

    @ParameterizedTest
    @CsvSource({"READ_BACK,read-back", "PortOpened,port-opened", "SIZE,size", "NoSpace2Go,no-space2-go"})
    void namesAreWrittenInOneWay(String java, String json) {
        assertEquals(json, Json.word(java));
    }
}
