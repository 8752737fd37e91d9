/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.atferry.ftp.FtpWireListener;
import org.junit.jupiter.api.Test;

/** What is kept of the lines of a server. */
class WireLinesTest {

    @Test
    void anAnswerWithoutEndIsNotKeptWhole() {
        WireLines lines = new WireLines(FtpWireListener.none());
        lines.expect("STAT");
        lines.sent("STAT");
        String line = "150 " + "x".repeat(10_000);
        for (int i = 0; i < 2000; i++) {
            lines.received(line);
        }
        long kept = lines.answer().stream().mapToLong(String::length).sum();
        assertTrue(kept > WireLines.MOST / 2 && kept < WireLines.MOST + line.length(), () -> kept + " characters");
        lines.expect("NOOP");
        lines.sent("NOOP");
        lines.received("200 fine");
        assertEquals(List.of("200 fine"), lines.answer());
    }
}
