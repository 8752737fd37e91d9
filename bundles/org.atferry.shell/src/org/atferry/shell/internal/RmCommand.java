/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry rm PATH...}: deletes files; {@code ferry rm --partials DIR...}: removes what transfers that never ended left there. */
final class RmCommand extends PathsCommand {

    RmCommand() {
        super(Verb.RM, "result.rm", RemoteFileSystem::delete);
    }

    @Override
    void apply(Invocation invocation, Remote remote, String path) throws Failure {
        if (!invocation.line().has(Option.PARTIALS)) {
            super.apply(invocation, remote, path);
            return;
        }
        SafeTransfer transfer = new SafeTransfer(TransferOptions.defaults(), invocation.environment().nanoTime());
        List<String> removed = transfer.removePartials(remote.files(), path, remote.monitor());
        removed.forEach(name -> tell(invocation, name));
        if (removed.isEmpty()) {
            invocation.output().line(invocation.texts().get("result.no-partials", Printable.of(path)));
        }
    }
}
