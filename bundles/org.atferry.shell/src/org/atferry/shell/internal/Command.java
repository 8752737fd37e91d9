/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.remote.Failure;
import org.atferry.shell.internal.line.Verb;

/** A command of the command line. Has no state: one object serves every run. */
interface Command {

    /** Which it is. */
    Verb verb();

    /**
     * Does it; returning means exit status 0.
     *
     * @throws Failure says by {@link ExitStatus} how the run ends
     */
    void run(Invocation invocation) throws Failure;
}
