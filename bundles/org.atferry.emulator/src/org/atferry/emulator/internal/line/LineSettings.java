/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

/** What {@code ATE} and the like set. Used by the thread that owns the line only. */
public final class LineSettings {

    /** The default for the longest command line in bytes (*chosen*: Quectel names no number). */
    public static final int LONGEST_LINE = 1024;

    private boolean echo = true;

    /** Whether received characters are sent back ({@code ATE}, default 1). */
    public boolean echo() {
        return echo;
    }

    /** Sets whether received characters are sent back. */
    public void echo(boolean on) {
        echo = on;
    }
}
