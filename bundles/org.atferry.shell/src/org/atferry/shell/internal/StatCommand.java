/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.Step;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry stat PATH...}: tells what is under a path. */
final class StatCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.STAT;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        EntryText text = new EntryText(invocation.texts().locale(), invocation.environment().zone());
        try (Remote remote = Remote.open(invocation, invocation.line().operands())) {
            for (String operand : invocation.line().operands()) {
                String path = remote.path(operand);
                RemoteEntry entry = remote.files().stat(path, remote.monitor()).orElseThrow(() -> Failure.at(Step.STAT)
                        .kind(FailureKind.NOT_FOUND).subject(path).hint(Hint.CHECK_PATH).build());
                String permissions = entry.permissions().map(words -> "  " + Printable.of(words)).orElse("");
                invocation.output().result(text.line(entry, 1) + "  " + Printable.of(path) + permissions, EntryText.json(entry, path));
            }
        }
    }
}
