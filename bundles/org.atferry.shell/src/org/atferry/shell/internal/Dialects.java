/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.output.Texts;

/** The command sets that may be named on the command line. */
final class Dialects {

    private Dialects() {
    }

    /** The one of that name. */
    static Dialect parse(String word, Option option, Texts texts) throws Failure {
        Dialect dialect = Dialect.parse(word).orElseThrow(() -> Misuse.of(texts.get("misuse.choice", option.word(), option.argument())));
        if (dialect == Dialect.MFTP) {
            throw Misuse.of(texts.get("misuse.dialect-later", word));
        }
        return dialect;
    }
}
