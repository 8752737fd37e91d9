/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets never pass, and everything else does. */
class RedactorTest {

    private static String masked(String text, int split) {
        Redactor redactor = new Redactor();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += split) {
            out.writeBytes(redactor.mask(bytes, from, Math.min(split, bytes.length - from)));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
            "AT+QFTPCFG=\"account\",\"joe\",\"s3cret\" | AT+QFTPCFG=\"account\",\"joe\",\"***\"", //
            "at+qftpcfg=\"ACCOUNT\",joe,s3cret | at+qftpcfg=\"ACCOUNT\",joe,***", //
            "AT+QFTPCFG = \"account\" , \"joe\" , \"s3cret\" | AT+QFTPCFG = \"account\" , \"joe\" , \"***\"", //
            "+QFTPCFG: \"account\",\"joe\",\"s3cret\" | +QFTPCFG: \"account\",\"joe\",\"***\"", //
            "+QFTPCFG: \"data_address\",2,60 | +QFTPCFG: \"data_address\",2,60", //
            "AT+QFTPCFG=\"accoumt\",\"joe\",\"s3cret\" | AT+QFTPCFG=\"accoumt\",\"joe\",\"***\"", //
            "AT+QFTPCFG=\"account\",\"j,;o\",\"s3,;cret\" | AT+QFTPCFG=\"account\",\"j,;o\",\"***\"", //
            "AT+QICSGP=1,1,\"apn\",\"u\",\"s3cret\",1 | AT+QICSGP=1,1,\"apn\",\"u\",\"***\",1", //
            "+QICSGP: 1,\"apn\",\"u\",\"s3cret\",1 | +QICSGP: 1,\"apn\",\"u\",\"***\",1", //
            "AT+MFTPCONN=0,\"h\",\"u\",\"s3cret\",21 | AT+MFTPCONN=0,\"h\",\"u\",\"***\",21", //
            "AT+MFTPCFG=0,\"account\",\"u\",\"s3cret\" | AT+MFTPCFG=0,\"account\",\"u\",\"***\"", //
            "AT+MFTPCFG=0,\"ssl\",1,2 | AT+MFTPCFG=0,\"ssl\",1,2", //
            "AT+CGAUTH=1,1,\"u\",\"s3cret\" | AT+CGAUTH=1,1,\"u\",\"***\"", //
            "AT+CPIN=s3cret | AT+CPIN=***", //
            "AT+CPIN=\"s3cret\",\"s3cret2\" | AT+CPIN=\"***\",\"***\"", //
            "+CPIN: READY | +CPIN: READY", //
            "AT+CPWD=\"SC\",\"s3cret\",\"s3cret2\" | AT+CPWD=\"SC\",\"***\",\"***\"", //
            "AT+CLCK=\"SC\",1,\"s3cret\" | AT+CLCK=\"SC\",1,\"***\"", //
            "AT+CMEE=1;+CPIN=s3cret;+CSQ | AT+CMEE=1;+CPIN=***;+CSQ", //
            "ATE0+CPIN=s3cret | ATE0+CPIN=***", //
            "+++AT+CPIN=s3cret | +++AT+CPIN=***", //
            "something long without an end AT+CPIN=s3cret | something long without an end AT+CPIN=***", //
            "PASS s3cret with space | PASS ***", //
            "ACCT s3cret | ACCT ***", //
            "PASV | PASV", //
            "AT+QFTPPUT=\"PASS word\",\"COM:\" | AT+QFTPPUT=\"PASS word\",\"COM:\"" })
    void masksByCommandForEverySplit(String text, String expected) {
        for (int split = 1; split <= text.length() + 2; split++) {
            assertEquals(expected + "\r\nAT+CSQ\r", masked(text + "\r\nAT+CSQ\r", split), "in pieces of " + split);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
            "A~\"account\",\"u\",\"se<cret\"^Quectel^ | A~\"account\",\"u\",\"***<***\"^Quectel^", //
            "A~\"account\",\"u\",\"se<^OK^<^RDY^NO CARRIER^cret\"^EG25^ | A~\"account\",\"u\",\"***<^OK^<^RDY^NO CARRIER^***\"^EG25^", //
            "A~\"account\",\"u\",\"se<cr<et\"^EG25^ | A~\"account\",\"u\",\"***<***<***\"^EG25^", //
            "A~\"account\",\"u\",\"se<Oscar\"^ | A~\"account\",\"u\",\"***<***\"^", //
            "A~\"account\",\"u\",\"se<CONNEC^t\"^ | A~\"account\",\"u\",\"***<***^***\"^", //
            "A~\"account\",\"u\",<\"secret\"^ | A~\"account\",\"u\",<\"***\"^", //
            "A~\"acc<ount\",\"u\",\"secret\"^OK^EG25^ | A~\"acc<***\"***\"***\"***\"***\"^OK^EG25^", //
            "A~\"account\",\"u\",\"se^AT+CSQ^EG25^ | A~\"account\",\"u\",\"***^AT+CSQ^EG25^", //
            "A~\"account\",\"u\",\"se^ati^EG25^ | A~\"account\",\"u\",\"***^ati^EG25^", //
            "AT+CPIN=12<34^OK^EG25^ | AT+CPIN=***<***^OK^EG25^", //
            "AT+CPWD=\"SC\",\"old\"<,\"new\"^OK^EG25^ | AT+CPWD=\"SC\",\"***\"<***\"***\"^OK^EG25^", //
            "A~\"filetype\",1^EG25^ | A~\"filetype\",1^EG25^", //
            "A~\"account\",\"u\",\"secret\"^EG25^ | A~\"account\",\"u\",\"***\"^EG25^", //
            "AT+QFTPX#CFG=\"account\",\"u\",\"secret\"^ | AT+QFTPX#CFG=\"account\",\"u\",\"***\"^", //
            "AT+QFTPXY##CFG=\"account\",\"u\",\"secret\"^ | AT+QFTPXY##CFG=\"account\",\"u\",\"***\"^", //
            "AT+QFTPCFG #=\"account\",\"u\",\"secret\"^OK^ | AT+QFTPCFG ***^OK^", //
            "AT+QFTPCFG;#=\"account\",\"u\",\"secret\"^OK^ | AT+QFTPCFG;***^OK^", //
            "AT+QFTPCFG=#=\"account\",\"u\",\"secret\"^OK^ | AT+QFTPCFG=***^OK^", //
            "A~\"account\"\"#,\"u\",\"secret\"^OK^EG25^ | A~\"account\"\"***^OK^EG25^", //
            "AT+X=1#;+CPIN=1234^OK^EG25^ | AT+X=1***^OK^EG25^" })
    void masksInterruptedAndEditedCommandsForEverySplit(String text, String expected) {
        for (String backspace : List.of("\b", "\177")) {
            String given = written(text, backspace);
            for (int split = 1; split <= given.length(); split++) {
                assertEquals(written(expected, backspace), masked(given, split), "in pieces of " + split);
            }
            for (int at = 0; at <= given.length(); at++) {
                assertEquals(written(expected, backspace), maskedInTwo(given, at), "cut at " + at);
            }
        }
    }

    private static String written(String text, String backspace) {
        return text.replace("A~", "AT+QFTPCFG=").replace("<", "^+QIURC: \"pdpdeact\",1^").replace("^", "\r\n").replace("#", backspace);
    }

    private static String maskedInTwo(String text, int at) {
        Redactor redactor = new Redactor();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(redactor.mask(bytes, 0, at));
        out.writeBytes(redactor.mask(bytes, at, bytes.length - at));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void holdsNothingBackOfACommand() {
        Redactor redactor = new Redactor();
        for (char c : "AT+QFTPCFG=\"account\",\"joe\",\"".toCharArray()) {
            assertEquals(1, redactor.mask(new byte[] { (byte) c }, 0, 1).length);
        }
        assertEquals("***", new String(redactor.mask(new byte[] { 's' }, 0, 1), StandardCharsets.UTF_8));
        assertEquals(0, redactor.mask(new byte[] { '3' }, 0, 1).length);
        assertEquals("\"", new String(redactor.mask(new byte[] { '"' }, 0, 1), StandardCharsets.UTF_8));
    }

    @Test
    void doesNotTellHowLongASecretIs() {
        assertEquals(masked("AT+CPIN=1\r", 100), masked("AT+CPIN=12345678901234567890\r", 100));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 7, 1000 })
    void aTapLetsDataPassAsItIsBetweenMaskedText(int split) {
        List<TraceEvent> events = new ArrayList<>();
        Tap tap = new Tap("loop:x", events::add);
        tap.transferId("t1");
        byte[] command = "AT+CPIN=s3cret\r".getBytes(StandardCharsets.UTF_8);
        byte[] data = "AT+CPIN=data\r\nPASS data\0\377".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < command.length; i += split) {
            tap.text(TraceEvent.Direction.SENT, command, i, Math.min(split, command.length - i));
        }
        tap.data(TraceEvent.Direction.SENT, data, 0, data.length);
        tap.text(TraceEvent.Direction.RECEIVED, command, 0, command.length);
        events.stream().filter(event -> event.direction() == TraceEvent.Direction.SENT).forEach(event -> all.writeBytes(event.bytes()));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes("AT+CPIN=***\r".getBytes(StandardCharsets.UTF_8));
        expected.writeBytes(data);
        assertArrayEquals(expected.toByteArray(), all.toByteArray());
        assertEquals("AT+CPIN=***\r", new String(events.get(events.size() - 1).bytes(), StandardCharsets.UTF_8));
        assertEquals("t1", events.get(0).transferId());
        assertFalse(events.stream().anyMatch(event -> event.bytes().length == 0));
    }

    @Test
    void severalListenersAreOneAndNobodyIsNobody() {
        List<TraceEvent> a = new ArrayList<>();
        List<TraceEvent> b = new ArrayList<>();
        assertEquals(TraceListener.NONE, TraceListener.all(List.of()));
        assertEquals(TraceListener.NONE, TraceListener.all(List.of(TraceListener.NONE, TraceListener.NONE)));
        new Tap("x", TraceListener.all(List.of(a::add, TraceListener.NONE, b::add))).data(TraceEvent.Direction.SENT, new byte[1], 0, 1);
        assertEquals(1, a.size());
        assertEquals(1, b.size());
    }
}
