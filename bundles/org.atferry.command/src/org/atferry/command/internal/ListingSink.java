/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.atferry.remote.RemoteEntry;

/** Cuts the bytes of a listing into lines (UTF-8; CR LF or LF) and hands each entry on as soon as its line is whole. For one thread. */
final class ListingSink extends OutputStream {

    /** A longer line is no line of a listing. */
    private static final int MAXIMUM_LINE = 16 * 1024;

    private final Function<String, Optional<RemoteEntry>> parser;
    private final Consumer<RemoteEntry> entries;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    ListingSink(Function<String, Optional<RemoteEntry>> parser, Consumer<RemoteEntry> entries) {
        this.parser = parser;
        this.entries = entries;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i);
                endOfLine();
                start = i + 1;
            }
        }
        append(bytes, start, offset + length);
    }

    /** Ends the last line, should it have no line end. */
    void finish() {
        endOfLine();
    }

    private void append(byte[] bytes, int start, int end) throws IOException {
        if (line.size() + end - start > MAXIMUM_LINE) {
            throw new IOException("a line of the listing is longer than " + MAXIMUM_LINE + " bytes");
        }
        line.write(bytes, start, end - start);
    }

    private void endOfLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        if (end > 0) {
            parser.apply(text.substring(0, end)).ifPresent(entries);
        }
    }
}
