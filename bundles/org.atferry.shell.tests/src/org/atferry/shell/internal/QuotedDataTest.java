/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;

import org.atferry.shell.internal.output.Terminal;
import org.atferry.shell.internal.output.Texts;
import org.junit.jupiter.api.Test;

class QuotedDataTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String told(byte[]... pieces) throws IOException {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Environment environment = new Environment(InputStream.nullInputStream(), print, print, Terminal.NONE, Prompt.NOBODY, Path.of(""),
                name -> null, Locale.ENGLISH, ZoneOffset.UTC, () -> 0, "1");
        Output output = new Output(environment, new Texts(Locale.ENGLISH), false, false, false);
        Invocation invocation = new Invocation(null, environment, null, output, null, null, null);
        try (QuotedData data = new QuotedData(invocation, Charset.forName("GBK"), false)) {
            for (byte[] piece : pieces) {
                data.write(piece);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aListingIsToldLineByLineWhateverItsPiecesAndItsCharacterSet() throws IOException {
        byte[] gbk = "\u56fa\u4ef6\r\n".getBytes("GBK");
        assertEquals("a\n\u56fa\u4ef6\nlast\n", told("a\r".getBytes(), "\n".getBytes(), gbk, "last".getBytes()));
    }

    @Test
    void aLineWithoutEndIsToldInPieces() throws IOException {
        String told = told(new byte[3 * QuotedData.LONGEST_LINE / 2], "b".repeat(QuotedData.LONGEST_LINE).getBytes(), "c\n".getBytes());
        assertEquals(3, told.lines().count());
        assertEquals("c", told.substring(told.length() - 2).strip());
    }
}
