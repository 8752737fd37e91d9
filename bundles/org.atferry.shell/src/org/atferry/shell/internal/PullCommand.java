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
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TransferResult;
import org.atferry.remote.transfer.TreeResult;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Printable;

/**
 * {@code ferry pull REMOTE [LOCAL]}: downloads a file into the current directory, a directory, or under another name; {@code ferry pull -r}
 * a whole directory, always under its own name into the directory LOCAL, so that a second run does the same as the first.
 */
final class PullCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.PULL;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        TransferOptions options = Transfers.options(invocation.line(), invocation.texts());
        List<String> operands = invocation.line().operands();
        try (Remote remote = Remote.open(invocation, operands.subList(0, 1), invocation.line().has(Option.RECURSIVE))) {
            String source = remote.path(operands.get(0));
            if (invocation.line().has(Option.RECURSIVE) && isDirectory(remote, source)) {
                tree(invocation, remote, source, options);
            } else {
                file(invocation, remote, source, options);
            }
        }
    }

    private static boolean isDirectory(Remote remote, String path) throws Failure {
        Optional<RemoteEntry> there = remote.files().stat(path, remote.monitor());
        return there.filter(RemoteEntry::isDirectory).isPresent();
    }

    private static void file(Invocation invocation, Remote remote, String source, TransferOptions options) throws Failure {
        Path target = target(invocation, RemotePaths.name(source));
        TransferResult result;
        try {
            result = new SafeTransfer(options, invocation.environment().nanoTime()).pull(remote.files(), source, target,
                    invocation.monitor());
        } catch (Failure e) {
            if (e.kind() == FailureKind.MISUSE && isDirectory(remote, source)) {
                throw Misuse.of(invocation.texts().get("misuse.directory-recursive", Printable.of(source), Option.RECURSIVE.word()));
            }
            throw e;
        }
        String url = remote.server().withPath(source).toString();
        invocation.output().result(Transfers.line(Printable.of(url), Printable.of(target), result, invocation.texts()),
                Transfers.json("pull", url, target.toString(), result));
    }

    private static void tree(Invocation invocation, Remote remote, String source, TransferOptions options) throws Failure {
        List<String> operands = invocation.line().operands();
        Path local = invocation.environment().path(operands.size() > 1 ? operands.get(1) : "");
        String name = RemotePaths.name(source);
        Path target = name.isEmpty() ? local : child(invocation, local, name);
        Trees trees = new Trees(invocation);
        TreeResult result = trees.transfer(remote, options).pull(source, target, trees.monitor());
        String url = remote.server().withPath(source).toString();
        trees.tell(url, url, target.toString(), result.directories(), result);
    }

    /** The name comes from the user, but what it makes of the local path must stay within the directory. */
    private static Path target(Invocation invocation, String name) throws Failure {
        List<String> operands = invocation.line().operands();
        Path local = invocation.environment().path(operands.size() > 1 ? operands.get(1) : "");
        boolean intoDirectory = operands.size() < 2 || Files.isDirectory(local) || operands.get(1).endsWith("/");
        return intoDirectory ? child(invocation, local, name) : local;
    }

    private static Path child(Invocation invocation, Path directory, String name) throws Failure {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw Misuse.of(invocation.texts().get("misuse.no-file-name"));
        }
        Path file = directory.resolve(invocation.environment().path(name).getFileName());
        if (!file.getFileName().toString().equals(name)) {
            throw Misuse.of(invocation.texts().get("misuse.no-file-name"));
        }
        return file;
    }
}
