/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.line;

import java.util.Locale;
import java.util.Optional;

/** The commands, with the operands that each takes. What they do stands in the messages under {@code help.WORD}. */
public enum Verb {
    /** Uploads files and directories. */
    PUSH("FILE|DIR...", 1, Verb.MANY),
    /** Downloads a file or a directory. */
    PULL("REMOTE [LOCAL]", 1, 2),
    /** Lists a directory. */
    LS("[PATH]", 0, 1),
    /** Tells what is under a path. */
    STAT("PATH...", 1, Verb.MANY),
    /** Deletes files. */
    RM("PATH...", 1, Verb.MANY),
    /** Makes directories. */
    MKDIR("PATH...", 1, Verb.MANY),
    /** Removes directories. */
    RMDIR("PATH...", 1, Verb.MANY),
    /** Renames. */
    MV("FROM TO", 2, 2),
    /** Sends raw commands. */
    QUOTE("COMMAND...", 1, Verb.MANY),
    /** Is a module on a port. */
    EMULATE("", 0, 0),
    /** Serves a folder. */
    SERVE("[DIR]", 0, 1),
    /** Lists the ports. */
    PORTS("[PORT...]", 0, Verb.MANY),
    /** Explains a code or a sentence. */
    EXPLAIN("CODE|TEXT", 1, Verb.MANY),
    /** Takes commands until it is left. */
    SHELL("", 0, 0),
    /** Tells how to use the commands. */
    HELP("[COMMAND]", 0, 1),
    /** Tells the version. */
    VERSION("", 0, 0);

    private static final int MANY = Integer.MAX_VALUE;

    private final String operands;
    private final int minimum;
    private final int maximum;

    Verb(String operands, int minimum, int maximum) {
        this.operands = operands;
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the operands are written in a synopsis; empty when there are none. */
    public String operands() {
        return operands;
    }

    /** Whether it moves files, so that a person follows its steps. */
    public boolean isTransfer() {
        return this == PUSH || this == PULL;
    }

    /** Whether so many operands are right. */
    public boolean takes(int count) {
        return count >= minimum && count <= maximum;
    }

    /** Finds a command by its name; the case matters. */
    public static Optional<Verb> parse(String word) {
        for (Verb verb : values()) {
            if (verb.word().equals(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}
