/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.base;

import org.atferry.emulator.internal.line.Answer;

/**
 * How errors are reported ({@code AT+CMEE}, 3GPP TS 27.007 section 9.1): 0 {@code ERROR}, 1 the number (default), 2 words. The codes of the
 * FTP commands stay numbers in mode 2 (*chosen*, as firmware was seen to do). Used by the thread that owns the line only.
 */
public final class ErrorReport {

    /** The default of {@code AT+CMEE}. */
    static final int DEFAULT_MODE = 1;
    /** {@code operation not allowed}. */
    static final int NOT_ALLOWED = 3;

    private int mode = DEFAULT_MODE;

    /** 0, 1 or 2. */
    int mode() {
        return mode;
    }

    /** Sets 0, 1 or 2. */
    void mode(int value) {
        mode = value;
    }

    /** An error of the device itself, with the words of mode 2. */
    Answer device(int code, String words) {
        return report(mode == 2 ? words : Integer.toString(code));
    }

    /** An error of an application, such as FTP. */
    public Answer application(int code) {
        return report(Integer.toString(code));
    }

    private Answer report(String what) {
        return Answer.error(mode == 0 ? Answer.Result.ERROR : new Answer.Result("+CME ERROR: " + what, ""));
    }
}
