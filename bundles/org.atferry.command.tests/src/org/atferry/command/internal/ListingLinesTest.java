/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingLinesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -rw-r--r--    1 1000     1000         1234 Jan  1 12:34 fw.bin|fw.bin|FILE|1234
            -rw-r--r--   1 ftp ftp   0 Feb 29  2024  two spaces|' two spaces'|FILE|0
            drwxrwxr-x+   2 user group 4096 Dec 31 23:59 dir|dir|DIRECTORY|-
            lrwxrwxrwx    1 user group   11 Jan  1 12:34 link -> ../x y|link|LINK|-
            -rw-r--r--    1 user     5 Jan  1 12:34 no-group|no-group|FILE|5
            -rw-r--r--    1 user group 5 1 Jan 12:34 day-first|day-first|FILE|5
            -rw-r--r--    1 user group 5 2024-01-31 12:34 iso|iso|FILE|5
            -rw-r--r--    1 user group 5 1月 31 12:34 中文|中文|FILE|5
            crw-rw-rw-    1 root root  1 Jan  1 12:34 null|null|OTHER|-
            01-31-24  12:34PM       <DIR>          My Dir|My Dir|DIRECTORY|-
            01-31-2024  12:34                 1234 a b.txt|a b.txt|FILE|1234
            """)
    void aLineOfListIsRead(String line, String name, Kind kind, Long size) {
        RemoteEntry entry = ListLine.parse(line).orElseThrow();
        assertEquals(name, entry.name());
        assertEquals(kind, entry.kind());
        assertEquals(size == null ? OptionalLong.empty() : OptionalLong.of(size), entry.size());
        assertEquals(Optional.empty(), entry.modified(), "no zone, often no year");
    }

    @ParameterizedTest
    @ValueSource(strings = { "total 12", "", "OK", "drwxr-xr-x 2 u g 4096 Jan  1 12:34 .", "drwxr-xr-x 2 u g 4096 Jan  1 12:34 ..",
            "01-31-24  12:34PM <DIR> .", "-rw-r--r-- 1 u g", "+QFTPLIST: 0,12" })
    void whatIsNoEntryIsLeftOut(String line) {
        assertEquals(Optional.empty(), ListLine.parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "type=file;", "type=cdir; .", "type=pdir; ..", "type=dir; ..", "nospace", "type=cdir; /home" })
    void aMachineLineWithoutAnEntryIsLeftOut(String line) {
        assertEquals(Optional.empty(), MlsdLine.parse(line));
    }

    @Test
    void factsThatAreNoneAreLeftOut() {
        assertEquals(Optional.of(new RemoteEntry("a;b=c d", Kind.FILE, OptionalLong.empty(), Optional.empty(), Optional.empty())),
                MlsdLine.parse("size=-1;modify=20241331000000;=x; a;b=c d"));
        assertEquals(Kind.OTHER, MlsdLine.parse("type=OS.unix=chr-1/3; null").orElseThrow().kind());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 1000 })
    void linesAreCutWhereverThePiecesEnd(int piece) throws IOException {
        List<String> names = new ArrayList<>();
        byte[] bytes = "type=file; 模块\r\n\r\ntype=file; b\ntype=file; last".getBytes(StandardCharsets.UTF_8);
        try (ListingSink sink = new ListingSink(MlsdLine::parse, entry -> names.add(entry.name()))) {
            for (int i = 0; i < bytes.length; i += piece) {
                sink.write(bytes, i, Math.min(piece, bytes.length - i));
            }
            assertEquals(List.of("模块", "b"), names, "each as soon as its line is whole");
            sink.finish();
        }
        assertEquals(List.of("模块", "b", "last"), names);
    }

    @Test
    void aLineWithoutEndIsNoLine() throws IOException {
        try (ListingSink sink = new ListingSink(MlsdLine::parse, entry -> { })) {
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    sink.write(new byte[1024]);
                }
            });
        }
    }
}
