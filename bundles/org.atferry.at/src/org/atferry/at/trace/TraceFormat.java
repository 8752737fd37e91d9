/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The text form of a trace, one event a line: time, link, transfer id ({@code -} for none), direction and bytes, separated by tabs. Bytes
 * outside printable ASCII are written as in C. Lines that begin with {@code #} are remarks.
 */
final class TraceFormat {

    static final String REMARK = "#"; //$NON-NLS-1$
    private static final String NO_ID = "-"; //$NON-NLS-1$
    private static final String SENT = ">"; //$NON-NLS-1$
    private static final String RECEIVED = "<"; //$NON-NLS-1$
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII); //$NON-NLS-1$
    private static final int COLUMNS = 5;

    private TraceFormat() {
    }

    /** One line with its end. */
    static byte[] line(TraceEvent event) {
        String head = event.time() + "\t" + event.link().replaceAll("\\p{Cntrl}", " ") + "\t" //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
                + (event.transferId().isEmpty() ? NO_ID : event.transferId()) + "\t" //$NON-NLS-1$
                + (event.direction() == TraceEvent.Direction.SENT ? SENT : RECEIVED) + "\t"; //$NON-NLS-1$
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + 2 * event.bytes().length + 1);
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        for (byte b : event.bytes()) {
            escape(b & 0xff, out);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void escape(int b, ByteArrayOutputStream out) {
        switch (b) {
            case '\r' -> escape('r', '\\', out);
            case '\n' -> escape('n', '\\', out);
            case '\t' -> escape('t', '\\', out);
            case '\\' -> escape('\\', '\\', out);
            default -> {
                if (b >= 0x20 && b < 0x7f) {
                    out.write(b);
                } else {
                    out.write('\\');
                    out.write('x');
                    out.write(HEX[b >> 4]);
                    out.write(HEX[b & 15]);
                }
            }
        }
    }

    private static void escape(char letter, char backslash, ByteArrayOutputStream out) {
        out.write(backslash);
        out.write(letter);
    }

    /**
     * Reads a line back.
     *
     * @return empty for remarks and empty lines
     * @throws IllegalArgumentException for anything else that is no line of a trace
     */
    static Optional<TraceEvent> parse(String line) {
        if (line.isBlank() || line.startsWith(REMARK)) {
            return Optional.empty();
        }
        String[] columns = line.split("\t", COLUMNS); //$NON-NLS-1$
        if (columns.length < COLUMNS || !columns[3].equals(SENT) && !columns[3].equals(RECEIVED)) {
            throw new IllegalArgumentException("not a line of a trace"); //$NON-NLS-1$
        }
        try {
            return Optional.of(new TraceEvent(Instant.parse(columns[0]), columns[1], columns[2].equals(NO_ID) ? "" : columns[2], //$NON-NLS-1$
                    columns[3].equals(SENT) ? TraceEvent.Direction.SENT : TraceEvent.Direction.RECEIVED, unescaped(columns[4])));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            char letter = ++i < text.length() ? text.charAt(i) : 0;
            switch (letter) {
                case 'r' -> out.write('\r');
                case 'n' -> out.write('\n');
                case 't' -> out.write('\t');
                case '\\' -> out.write('\\');
                case 'x' -> {
                    if (i + 2 >= text.length()) {
                        throw new IllegalArgumentException("cut off: \\x"); //$NON-NLS-1$
                    }
                    out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException("unknown escape at " + i); //$NON-NLS-1$
            }
        }
        return out.toByteArray();
    }
}
