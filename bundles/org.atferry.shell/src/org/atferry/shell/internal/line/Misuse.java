/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.line;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/** Failures of what was typed. */
public final class Misuse {

    private Misuse() {
    }

    /** Something is wrong with the command line; the sentence is in the user's language. */
    public static Failure of(String sentence) {
        return Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).detail(sentence).hint(Hint.SEE_HELP).build();
    }
}
