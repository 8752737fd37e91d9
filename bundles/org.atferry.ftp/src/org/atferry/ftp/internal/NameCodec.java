/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes of a control connection or a listing into text and back, so that no name is mangled: {@code encode(decode(b))} is
 * {@code b}, whatever the bytes are. A byte that is no part of a character of the character set becomes the lone surrogate U+DC80 to U+DCFF
 * that stands for it, which no character set has, and goes out as that very byte again. Nothing else is replaced: what the character set
 * does not have is refused. Holds no state; for any number of threads.
 */
public final class NameCodec {

    /** UTF-8 (RFC 2640). */
    public static final NameCodec UTF_8 = new NameCodec(StandardCharsets.UTF_8);

    private static final char REPLACEMENT = '\ufffd';
    private static final int ESCAPE = 0xdc00;
    private static final int LONGEST_CHARACTER = 4;

    private final Charset charset;
    private final boolean utf8;

    private NameCodec(Charset charset) {
        this.charset = charset;
        this.utf8 = charset.equals(StandardCharsets.UTF_8);
    }

    /**
     * The codec of a character set.
     *
     * @throws IllegalArgumentException when it writes the characters of ASCII in another way, or cannot write at all: then no command could
     *         be sent
     */
    public static NameCodec of(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return UTF_8;
        }
        StringBuilder ascii = new StringBuilder();
        for (char c = ' '; c < 0x7f; c++) {
            ascii.append(c);
        }
        byte[] wanted = ascii.toString().getBytes(StandardCharsets.US_ASCII);
        if (!charset.canEncode() || !Arrays.equals(ascii.toString().getBytes(charset), wanted)) {
            throw new IllegalArgumentException("a character set that does not contain ASCII: " + charset);
        }
        return new NameCodec(charset);
    }

    /** The character set. */
    public Charset charset() {
        return charset;
    }

    /** Whether a character stands for a byte that is no part of a character. */
    static boolean isEscape(char c) {
        return c >= 0xdc80 && c <= 0xdcff;
    }

    /** The text of bytes. */
    public String decode(byte[] bytes, int offset, int length) {
        if (utf8) {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            return text.indexOf(REPLACEMENT) < 0 ? text : decodeSlowly(bytes, offset, length);
        }
        if (isAscii(bytes, offset, length)) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        return decodeSlowly(bytes, offset, length);
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Character by character, each checked to come back as the bytes that it was. */
    private String decodeSlowly(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharsetEncoder encoder = encoder();
        StringBuilder text = new StringBuilder(length);
        int end = offset + length;
        for (int i = offset; i < end;) {
            int taken = bytes[i] >= 0 ? 1 : character(bytes, i, end, decoder, encoder, text);
            if (bytes[i] >= 0) {
                text.append((char) bytes[i]);
            } else if (taken == 0) {
                text.append((char) (ESCAPE | bytes[i] & 0xff));
                taken = 1;
            }
            i += taken;
        }
        return text.toString();
    }

    /** Appends the character that starts at a byte and says how many bytes it has; 0 when there is none. */
    private static int character(byte[] bytes, int start, int end, CharsetDecoder decoder, CharsetEncoder encoder, StringBuilder text) {
        for (int count = 1; count <= LONGEST_CHARACTER && start + count <= end; count++) {
            try {
                CharBuffer chars = decoder.decode(ByteBuffer.wrap(bytes, start, count));
                ByteBuffer back = encoder.encode(chars.duplicate());
                if (chars.hasRemaining() && back.equals(ByteBuffer.wrap(bytes, start, count))) {
                    text.append(chars);
                    return count;
                }
            } catch (CharacterCodingException e) {
                // not yet a whole character, or none
            }
        }
        return 0;
    }

    private CharsetEncoder encoder() {
        return charset.newEncoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * The bytes of a text.
     *
     * @throws CharacterCodingException when the character set has not all of it
     */
    public byte[] encode(String text) throws CharacterCodingException {
        int firstEscape = firstEscape(text, 0);
        if (firstEscape == text.length()) {
            return bytes(encoder().encode(CharBuffer.wrap(text)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * text.length());
        int start = 0;
        for (int next = firstEscape; start < text.length(); next = firstEscape(text, start)) {
            out.writeBytes(bytes(encoder().encode(CharBuffer.wrap(text, start, next))));
            start = next;
            while (start < text.length() && isEscape(text.charAt(start))) {
                out.write(text.charAt(start++));
            }
        }
        return out.toByteArray();
    }

    /** Whether {@link #encode} takes a text. */
    boolean canEncode(String text) {
        try {
            encode(text);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Where the next escape is, from a place on; the length when there is none. The second half of a whole pair is none. */
    private static int firstEscape(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                i++;
            } else if (isEscape(c)) {
                return i;
            }
        }
        return text.length();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
