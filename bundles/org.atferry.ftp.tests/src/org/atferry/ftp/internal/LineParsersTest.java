/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.ContentHash;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.RemoteEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small readers of what servers say. */
class LineParsersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static RemoteEntry unix(String line) {
        return new UnixLine(NOW).parse(line);
    }

    @Test
    void theUsualUnixLineIsReadWhole() {
        assertEquals(new RemoteEntry(" two  spaces ", RemoteEntry.Kind.FILE, OptionalLong.of(4096),
                Optional.of(Instant.parse("2024-01-05T00:00:00Z")), Optional.of("-rw-r--r--")),
                unix("-rw-r--r--    1 ftp      ftp          4096 Jan 05  2024  two  spaces "));
        assertEquals(new RemoteEntry("link", RemoteEntry.Kind.LINK, OptionalLong.empty(),
                Optional.of(Instant.parse("2026-02-28T23:59:00Z")), Optional.of("lrwxrwxrwx")),
                unix("lrwxrwxrwx 1 0 0 3 Feb 28 23:59 link -> to"));
    }

    @ParameterizedTest
    @CsvSource({ "Mar 02 11:00,2026-03-02T11:00:00Z", "Mar 03 11:00,2025-03-03T11:00:00Z", "Dec 31 00:00,2025-12-31T00:00:00Z",
            "Feb 29  2024,2024-02-29T00:00:00Z" })
    void aTimeWithoutAYearIsOfTheLastTwelveMonths(String shown, String time) {
        assertEquals(Optional.of(Instant.parse(time)), unix("-rw-r--r-- 1 a b 1 " + shown + " f").modified());
    }

    @ParameterizedTest
    @ValueSource(strings = { "total 12", "-rw-r--r-- 1 a b 1 Jan 05 2024", "-rw-r--r-- 1 a b c d 1 Jan 05 2024 f",
            "-rw-r--r-- 1 a 1 Jan 05 2024 f", "-rw-r--r-- 1 a b 1 5月 17 2020 f", "crw-r--r-- 1 a b 1, 5 Jan 05 2024 f",
            "-rw-r--r-- 1 a b 1 Feb 30 2024 f", "-rw-r--r--+1 a b 1 Jan 05 2024 f",
            "-rw-r--r-- 1 a b 1 Jan 05 25:00 f", "-rw-r--r-- 1 a b 99999999999999999999 Jan 05 2024 f", "" })
    void anotherFormIsLeftToOthers(String line) {
        assertNull(unix(line));
    }

    @ParameterizedTest
    @ValueSource(strings = { "-rw-r--r--    1 ftp      ftp          4096 Jan 05  2024 name", "drwxr-xr-x 2 1000 1000 4096 Nov 30 2020 a b",
            "lrwxrwxrwx 1 root root 7 Aug 9 2019 a -> b/c", "-rwsr-xr-t 12 u g 0 Sep 1 1999 x" })
    void quickAndSlowParsersAgree(String line) {
        RemoteEntry quick = new ListLine("UNIX", NOW).parse(line).orElseThrow();
        RemoteEntry other = new ListLine("UNIX", NOW).parse(line.replaceFirst(" ", "+ ")).orElseThrow();
        assertEquals(other.name(), quick.name());
        assertEquals(other.kind(), quick.kind());
        assertEquals(other.size(), quick.size());
        assertEquals(other.modified(), quick.modified());
    }

    @Test
    void linesAreTheSameHoweverTheyArrive() throws Exception {
        byte[] bytes = ("one\r\n\r\ntwo\nthree\r" + "x".repeat(40_000) + "\r\n固件").getBytes(StandardCharsets.UTF_8);
        List<String> expected = List.of("one", "", "two", "three\r" + "x".repeat(40_000), "固件");
        for (int size : new int[] { 1, 2, 3, 7, 1000, 100_000 }) {
            assertEquals(expected, lines(bytes, size));
        }
    }

    private static List<String> lines(byte[] bytes, int size) throws IOException {
        InputStream pieces = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(size, length));
            }
        };
        List<String> lines = new ArrayList<>();
        Lines reader = new Lines(pieces, NameCodec.UTF_8);
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "\"/a\" is here|/a", "\"/a\"\"b\" is here|/a\"b", "\"/a\"b\" is here|/a\"b", "\"\"|''", "\"/a|",
            "\"/a\"|/a", "\"\"\"\"|\"" })
    void theWorkingDirectoryStandsBetweenQuotes(String text, String directory) {
        assertEquals(Optional.ofNullable(directory), Place.read(text));
    }

    @Test
    void aVeryLongWorkingDirectoryIsReadWhole() {
        String path = "/" + "ab\"\"".repeat(20_000);
        assertEquals(Optional.of(path.replace("\"\"", "\"")), Place.read('"' + path + "\" is here"));
    }

    @Test
    void featuresAreFoundHoweverTheServerIndentsThem() {
        Features features = Features.of(List.of("211-Features:", " SIZE", "211-MLST type*;size*;", "rest STREAM", "  UTF8", "211 End"));
        assertEquals(Optional.of(""), features.value("SIZE"));
        assertEquals(Optional.of("type*;size*;"), features.value("MLST"));
        assertEquals(Optional.of("STREAM"), features.value("REST"));
        assertEquals(Optional.empty(), features.value("END"));
        assertEquals(Optional.empty(), Features.of(List.of("211 none")).value("NONE"));
    }

    private static final String MD5 = "900150983cd24fb0d6963f7d28e17f72";

    @ParameterizedTest
    @ValueSource(strings = { "MD5 0-2 " + MD5 + " /d/f", MD5, "/d/f " + MD5, "\"/d/f\" " + MD5, "f 900150983CD24FB0D6963F7D28E17F72",
            "Computing MD5 digest " + MD5, "0x" + MD5 })
    void oneHashInAnAnswerIsFound(String answer) {
        assertEquals(Optional.of(new ContentHash(HashAlgorithm.MD5, MD5)), ContentHashes.read(HashAlgorithm.MD5, "/d/f", answer));
    }

    @ParameterizedTest
    @ValueSource(strings = { "done", "MD5 5-9 " + MD5 + " f", MD5 + " 00000000000000000000000000000000", MD5 + "00",
            "SHA-1 0-1 a9993e364706816aba3e25717850c26c9cd0d89d" })
    void anAnswerInDoubtIsNone(String answer) {
        assertEquals(Optional.empty(), ContentHashes.read(HashAlgorithm.MD5, "/d/f", answer));
    }

    @Test
    void aNameThatLooksLikeAHashIsNotTakenForIt() {
        String name = "00000000000000000000000000000000";
        assertEquals(Optional.of(new ContentHash(HashAlgorithm.MD5, MD5)), ContentHashes.read(HashAlgorithm.MD5, "/d/" + name,
                "/d/" + name + " " + MD5));
        assertEquals(Optional.of(new ContentHash(HashAlgorithm.MD5, MD5)), ContentHashes.read(HashAlgorithm.MD5, "/d/" + name,
                "MD5 0-2 " + MD5 + " " + name));
    }
}
