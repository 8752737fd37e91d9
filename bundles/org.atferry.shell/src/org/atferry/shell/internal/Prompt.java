/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.Optional;

/** Asks the person at the terminal for something that is not shown. */
@FunctionalInterface
interface Prompt {

    /** Nobody is there to be asked. */
    Prompt NOBODY = question -> Optional.empty();

    /** What was typed; empty when nobody is there. The caller wipes it. */
    Optional<char[]> ask(String question);
}
