/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.nio.charset.StandardCharsets;

import org.atferry.at.AtText;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Step;

/** Quotes what goes between quotes on a command line, or says before a byte is sent why it cannot. */
final class Arguments {

    private Arguments() {
    }

    /**
     * A path or name.
     *
     * @param maximum in bytes of UTF-8
     * @throws Failure {@link FailureKind#MISUSE} that names the character, or the length
     */
    static String path(String path, long maximum, Step step) throws Failure {
        RemotePaths.checked(path, step);
        int quote = path.indexOf('"');
        if (quote >= 0) {
            throw notSendable(path, "the character \" at position " + (quote + 1) + " cannot be sent in an AT command", step);
        }
        int bytes = bytes(path);
        if (bytes > maximum) {
            throw notSendable(path, bytes + " bytes; the module takes at most " + maximum, step);
        }
        try {
            return AtText.quoted(path);
        } catch (IllegalArgumentException e) {
            throw notSendable(path, e.getMessage(), step);
        }
    }

    /** What must not be shown: a password; the failure says what is wrong, not what it is. */
    static String secret(String secret, long maximum, Step step) throws Failure {
        if (bytes(secret) > maximum) {
            throw notSendable("", "the password is longer than " + maximum + " bytes", step);
        }
        try {
            return AtText.quoted(secret);
        } catch (IllegalArgumentException e) {
            throw notSendable("", "the password has a quote or a control character in it, which an AT command cannot carry", step);
        }
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Failure notSendable(String subject, String detail, Step step) {
        return Failure.at(step).kind(FailureKind.MISUSE).subject(subject).detail(detail).hint(Hint.NAME_NOT_SENDABLE).build();
    }
}
