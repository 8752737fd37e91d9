/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/**
 * What comes over a data connection, to standard output: the lines of a listing made harmless for a terminal, the bytes of a file as they
 * are; for programs as objects.
 */
final class QuotedData extends OutputStream {

    /** A longer line is told in pieces: a server may send no line end at all. */
    static final int LONGEST_LINE = 64 * 1024;

    private final Invocation invocation;
    private final Charset names;
    private final boolean file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * Data of one command.
     *
     * @param names the character set of a listing that is not UTF-8
     * @param file whether it is a file and no listing
     */
    QuotedData(Invocation invocation, Charset names, boolean file) {
        this.invocation = invocation;
        this.names = names;
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (file) {
            invocation.output().bytes(bytes, offset, length,
                    () -> Json.event("data").put("base64", Base64.getEncoder().encodeToString(copy(bytes, offset, length))));
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                tell();
            } else {
                line.write(bytes[i]);
                if (line.size() == LONGEST_LINE) {
                    tell();
                }
            }
        }
    }

    private static byte[] copy(byte[] bytes, int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        return copy;
    }

    private void tell() {
        String text = text(line.toByteArray()).replaceFirst("\r$", "");
        line.reset();
        invocation.output().result(Printable.of(text), Json.event("data").put("text", text));
    }

    private String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, names);
        }
    }

    /** Tells what came after the last line end. */
    @Override
    public void close() {
        if (line.size() > 0) {
            tell();
        }
    }
}
