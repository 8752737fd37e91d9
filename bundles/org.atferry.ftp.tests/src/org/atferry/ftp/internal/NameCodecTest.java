/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are never mangled: what came as bytes goes out as the same bytes. */
class NameCodecTest {

    private static String decoded(NameCodec codec, byte[] bytes) {
        return codec.decode(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-8", "GBK", "GB18030", "Big5", "Shift_JIS", "EUC-KR", "windows-1251", "ISO-8859-1", "US-ASCII" })
    void anyBytesComeBackAsTheyWere(String charset) throws Exception {
        NameCodec codec = NameCodec.of(Charset.forName(charset));
        Random random = new Random(42);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, codec.encode(decoded(codec, bytes)), () -> HexFormat.of().formatHex(bytes));
        }
    }

    @ParameterizedTest
    @CsvSource({ "UTF-8,固件 v1.bin", "GBK,固件 v1.bin", "Shift_JIS,ファーム.bin", "UTF-8,a\uD83D\uDE00b", "UTF-8,\uFFFD" })
    void charactersOfTheCharacterSetAreThemselves(String charset, String name) throws Exception {
        NameCodec codec = NameCodec.of(Charset.forName(charset));
        byte[] bytes = name.getBytes(charset);
        assertEquals(name, decoded(codec, bytes));
        assertArrayEquals(bytes, codec.encode(name));
    }

    @Test
    void aByteThatIsNoPartOfACharacterStandsForItself() throws Exception {
        byte[] gbk = "固件.bin".getBytes("GBK");
        String name = decoded(NameCodec.UTF_8, gbk);
        assertEquals(".bin", name.substring(name.length() - 4));
        assertEquals(0xdcb9, name.charAt(0));
        assertArrayEquals(gbk, NameCodec.UTF_8.encode(name));
        assertEquals("a\udcffb", decoded(NameCodec.UTF_8, new byte[] { 'a', (byte) 0xff, 'b' }));
    }

    @ParameterizedTest
    @CsvSource({ "US-ASCII,é", "GBK,\uD83D\uDE00", "ISO-8859-1,固" })
    void whatTheCharacterSetDoesNotHaveIsRefused(String charset, String name) {
        assertThrows(CharacterCodingException.class, () -> NameCodec.of(Charset.forName(charset)).encode(name));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0xd800, 0xdbff, 0xdc00, 0xdc7f, 0xdd00, 0xdfff })
    void otherHalvesOfCharactersAreRefused(int half) {
        assertThrows(CharacterCodingException.class, () -> NameCodec.UTF_8.encode("a" + (char) half + "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-16", "UTF-32", "IBM037" })
    void aCharacterSetWithoutAsciiIsRefused(String charset) {
        assertThrows(IllegalArgumentException.class, () -> NameCodec.of(Charset.forName(charset)));
        assertEquals(StandardCharsets.UTF_8, NameCodec.of(StandardCharsets.UTF_8).charset());
    }
}
