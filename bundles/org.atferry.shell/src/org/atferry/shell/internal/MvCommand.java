/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry mv FROM TO}: renames a file or directory, or moves it into a directory. */
final class MvCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.MV;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        List<String> operands = invocation.line().operands();
        try (Remote remote = Remote.open(invocation, operands)) {
            String from = remote.path(operands.get(0));
            String to = remote.path(operands.get(1));
            boolean intoDirectory = to.endsWith("/")
                    || remote.files().stat(to, remote.monitor()).filter(RemoteEntry::isDirectory).isPresent();
            String target = intoDirectory ? RemotePaths.join(to, RemotePaths.name(from)) : to;
            remote.files().rename(from, target, remote.monitor());
            invocation.output().result(invocation.texts().get("result.mv", Printable.of(from), Printable.of(target)),
                    Json.event("result").put("command", "mv").put("from", from).put("to", target));
        }
    }
}
