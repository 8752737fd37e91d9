/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.util.List;

import org.atferry.at.AtText;

/**
 * A command of the module in its four forms (Quectel FTP(S) manual 1.2.2); a form that it does not have is an {@code ERROR}. Runs in the
 * thread that owns the line and is quick, unless it is about to enter data mode.
 */
public interface Command {

    /** {@code AT+X=?}. */
    default Answer test() {
        return Answer.error();
    }

    /** {@code AT+X?}. */
    default Answer read() {
        return Answer.error();
    }

    /** {@code AT+X=...}, or the number of a basic command ({@code ATE0}). */
    default Answer set(List<AtText.Argument> arguments) {
        return Answer.error();
    }

    /** {@code AT+X}. */
    default Answer execute() {
        return Answer.error();
    }
}
