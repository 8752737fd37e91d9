/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/** The one place that every argument passes on its way into a command. */
public final class Sendable {

    private Sendable() {
    }

    /**
     * Lets text through that a server can get: no control character, which could start another command, and nothing that the character set
     * does not have; a lone surrogate that stands for a byte of a name ({@link NameCodec}) passes.
     *
     * @param text null when there is no argument
     * @throws Failure {@link FailureKind#MISUSE}; not a byte was sent
     */
    static void checked(String text, Step step, NameCodec names) throws Failure {
        if (text == null) {
            return;
        }
        checkControl(text, step);
        if (!names.canEncode(text)) {
            throw refused(text, step, "a character that " + names.charset().name() + " does not have");
        }
    }

    /** The same without the character set, for what goes to the server later. */
    public static void checkControl(String text, Step step) throws Failure {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7f) {
                throw refused(text, step, String.format("control character 0x%02x at position %d", (int) c, i + 1));
            }
        }
    }

    private static Failure refused(String text, Step step, String detail) {
        return Failure.at(step).kind(FailureKind.MISUSE).subject(text).detail(detail).hint(Hint.NAME_NOT_SENDABLE).build();
    }
}
