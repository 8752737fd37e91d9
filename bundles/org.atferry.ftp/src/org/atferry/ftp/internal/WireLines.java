/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.ArrayList;
import java.util.List;

import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.ServerReply;

/**
 * Keeps the lines that a server sent: those before anything was said to it, and those after the last command that was expected. Passes all
 * of them on, also of an answer that is too long to keep. Any thread.
 */
public final class WireLines implements FtpWireListener {

    /** The most characters that are kept of an answer: a server may send preliminary replies without end. */
    static final int MOST = 4 * 1024 * 1024;

    private final FtpWireListener next;
    /** Guarded by {@code this}. */
    private final List<String> greeting = new ArrayList<>();
    /** Guarded by {@code this}. */
    private final List<String> answer = new ArrayList<>();
    /** Guarded by {@code this}. */
    private boolean spoken;
    /** Guarded by {@code this}: how many characters are kept, and a few for each line. */
    private int kept;
    /** Guarded by {@code this}: the line after which the answer begins. */
    private String expected = "";

    /** Lines that are passed on to a listener. */
    public WireLines(FtpWireListener next) {
        this.next = next;
    }

    /** The answer begins after this line is sent. */
    public synchronized void expect(String lineMasked) {
        expected = lineMasked;
        clear();
    }

    private synchronized void clear() {
        answer.clear();
        kept = 0;
    }

    private synchronized void keep(String line) {
        if (kept < MOST) {
            kept += line.length() + 64;
            (spoken ? answer : greeting).add(line);
        }
    }

    /** The lines before anything was said. */
    public synchronized List<String> greeting() {
        return List.copyOf(greeting);
    }

    /** The lines after the expected one. */
    public synchronized List<String> answer() {
        return List.copyOf(answer);
    }

    /** The reply of which these are the lines; code 0 when there are none. */
    public static ServerReply reply(List<String> lines) {
        StringBuilder text = new StringBuilder();
        int code = 0;
        for (String line : lines) {
            boolean coded = line.matches("\\d{3}([ -].*)?");
            code = coded ? Integer.parseInt(line.substring(0, 3)) : code;
            String words = (coded ? line.substring(Math.min(line.length(), 4)) : line).strip();
            text.append(text.isEmpty() || words.isEmpty() ? "" : " ").append(words);
        }
        return new ServerReply(code, text.toString());
    }

    @Override
    public void sent(String lineMasked) {
        synchronized (this) {
            spoken = true;
            if (lineMasked.equals(expected)) {
                clear();
            }
        }
        next.sent(lineMasked);
    }

    @Override
    public void received(String line) {
        synchronized (this) {
            keep(line);
        }
        next.received(line);
    }
}
