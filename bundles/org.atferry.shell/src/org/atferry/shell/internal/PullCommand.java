/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TransferResult;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry pull REMOTE [LOCAL]}: downloads a file into the current directory, a directory, or under another name. */
final class PullCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.PULL;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        TransferOptions options = Transfers.options(invocation.line(), invocation.texts());
        List<String> operands = invocation.line().operands();
        SafeTransfer transfer = new SafeTransfer(options, invocation.environment().nanoTime());
        try (Remote remote = Remote.open(invocation, operands.subList(0, 1))) {
            String source = remote.path(operands.get(0));
            Path target = target(invocation, RemotePaths.name(source));
            TransferResult result = transfer.pull(remote.files(), source, target, invocation.monitor());
            String url = remote.server().withPath(source).toString();
            invocation.output().result(Transfers.line(Printable.of(url), Printable.of(target), result, invocation.texts()),
                    Transfers.json("pull", url, target.toString(), result));
        }
    }

    /** The name comes from the user, but what it makes of the local path must stay within the directory. */
    private static Path target(Invocation invocation, String name) throws Failure {
        List<String> operands = invocation.line().operands();
        Path local = invocation.environment().path(operands.size() > 1 ? operands.get(1) : "");
        boolean intoDirectory = operands.size() < 2 || Files.isDirectory(local) || operands.get(1).endsWith("/");
        if (!intoDirectory) {
            return local;
        }
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw Misuse.of(invocation.texts().get("misuse.no-file-name"));
        }
        Path file = local.resolve(invocation.environment().path(name).getFileName());
        if (!file.getFileName().toString().equals(name)) {
            throw Misuse.of(invocation.texts().get("misuse.no-file-name"));
        }
        return file;
    }
}
