/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Monitor;
import org.atferry.remote.TransferId;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.output.Texts;

/**
 * One run of a command.
 *
 * @param line what was asked for
 * @param environment what surrounds the run
 * @param services what the floors below offer
 * @param output where results go
 * @param cancellation ends the run
 * @param secrets the passwords of the run
 * @param trace where the wires are written down
 */
record Invocation(CommandLine line, Environment environment, Services services, Output output, Cancellation cancellation,
        RunSecrets secrets, Trace trace) {

    /** The texts in the user's language. */
    Texts texts() {
        return output.texts();
    }

    /** A monitor for a piece of work of its own. */
    Monitor monitor() {
        TransferId id = TransferId.next();
        return new Monitor(id, cancellation, output.listener(id));
    }
}
