/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

/**
 * What is known of the place where progress is shown.
 *
 * @param present whether it is a terminal, where a line can be drawn again
 * @param columns how wide it is
 * @param unicode whether it can show a check mark
 */
public record Terminal(boolean present, int columns, boolean unicode) {

    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, 80, false);

    /** What stands before a step that is done. */
    public String tick() {
        return unicode ? "\u2713 " : "+ ";
    }
}
