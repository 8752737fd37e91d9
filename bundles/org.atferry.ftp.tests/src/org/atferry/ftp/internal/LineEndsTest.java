/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line ends of ASCII transfers, in pieces of every size. */
class LineEndsTest {

    private static byte[] bytes(String visible) {
        return visible.replace("N", "\n").replace("R", "\r").getBytes(StandardCharsets.US_ASCII);
    }

    private static String visible(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII).replace("\n", "N").replace("\r", "R");
    }

    @ParameterizedTest
    @CsvSource({ "aNb,aRNb", "aRNb,aRNb", "N,RN", "NN,RNRN", "RN,RN", "R,R", "aRb,aRb", "RRN,RRN", "'',''", "abc,abc" })
    void lfBecomesCrLfOnce(String in, String out) throws IOException {
        for (int piece = 1; piece <= 4; piece++) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            try (LineEnds.ToNetwork stream = new LineEnds.ToNetwork(sink)) {
                byte[] all = bytes(in);
                for (int i = 0; i < all.length; i += piece) {
                    stream.write(all, i, Math.min(piece, all.length - i));
                }
            }
            assertEquals(out, visible(sink.toByteArray()), "pieces of " + piece);
        }
    }

    @ParameterizedTest
    @CsvSource({ "aRNb,aNb", "aNb,aNb", "RN,N", "RNRN,NN", "R,R", "RR,RR", "aRb,aRb", "RRN,RN", "aR,aR", "'',''", "abc,abc" })
    void crLfBecomesLf(String in, String out) throws IOException {
        for (int piece = 1; piece <= 4; piece++) {
            InputStream dripping = dripping(bytes(in), piece);
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            try (LineEnds.FromNetwork stream = new LineEnds.FromNetwork(dripping)) {
                byte[] buffer = new byte[piece];
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    sink.write(buffer, 0, count);
                }
            }
            assertEquals(out, visible(sink.toByteArray()), "pieces of " + piece);
            assertEquals(out, visible(new LineEnds.FromNetwork(dripping(bytes(in), piece)).readAllBytes()));
        }
    }

    private static InputStream dripping(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(piece, length));
            }
        };
    }
}
