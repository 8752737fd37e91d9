/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TransferResult;
import org.atferry.remote.transfer.TreeResult;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/**
 * {@code ferry push FILE|DIR...}: uploads files and directories. A single file goes where the path of {@code --to} says, as {@code cp}
 * would have it; several files and directories go into that directory, each under its own name.
 */
final class PushCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.PUSH;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        TransferOptions options = Transfers.options(invocation.line(), invocation.texts());
        List<Path> sources = new ArrayList<>();
        for (String typed : invocation.line().operands()) {
            sources.add(source(typed, invocation));
        }
        boolean single = sources.size() == 1 && !Files.isDirectory(sources.get(0));
        try (Remote remote = Remote.open(invocation, List.of(), true)) {
            if (single) {
                file(invocation, remote, sources.get(0), options);
            } else {
                tree(invocation, remote, sources, options);
            }
        }
    }

    private static Path source(String typed, Invocation invocation) throws Failure {
        if (Place.isUrl(typed)) {
            throw Misuse.of(invocation.texts().get("misuse.url-as-file"));
        }
        Path file = invocation.environment().path(typed);
        if (!Files.exists(file)) {
            throw LocalFailures.of(file, "no such file or directory");
        }
        Path named = Files.isDirectory(file) ? file.toAbsolutePath().normalize() : file;
        if (named.getFileName() == null) {
            throw Misuse.of(invocation.texts().get("misuse.no-name", Printable.of(named)));
        }
        RemotePaths.checked(named.getFileName().toString(), Step.ARGUMENTS);
        return named;
    }

    private static void file(Invocation invocation, Remote remote, Path file, TransferOptions options) throws Failure {
        Monitor monitor = invocation.monitor();
        TransferResult result = new SafeTransfer(options, invocation.environment().nanoTime()).push(remote.files(), file,
                target(remote, file), monitor);
        tell(invocation, remote, invocation.line().operands().get(0), result, monitor);
    }

    private static String target(Remote remote, Path file) throws Failure {
        String typed = remote.server().path();
        String path = remote.absolute(typed);
        boolean directory = typed.isEmpty() || path.endsWith("/")
                || remote.files().stat(path, remote.monitor()).filter(there -> there.kind() != RemoteEntry.Kind.FILE).isPresent();
        return directory ? RemotePaths.join(path, file.getFileName().toString()) : path;
    }

    private static void tree(Invocation invocation, Remote remote, List<Path> sources, TransferOptions options) throws Failure {
        String target = remote.absolute(remote.server().path());
        boolean filesOnly = sources.stream().noneMatch(Files::isDirectory);
        if (filesOnly && remote.files().stat(target, remote.monitor()).filter(there -> there.kind() != RemoteEntry.Kind.FILE).isEmpty()) {
            throw Failure.at(Step.DIRECTORY).kind(FailureKind.NOT_FOUND).subject(target).detail("several files need a directory")
                    .hint(Hint.CHECK_PATH).build();
        }
        Trees trees = new Trees(invocation);
        TreeResult result = trees.transfer(remote, options).push(sources, target, trees.monitor());
        String last = sources.size() > 1 ? "" : sources.get(0).getFileName().toString();
        String place = RemotePaths.join(target, last);
        String from = String.join(" ", invocation.line().operands());
        String shown = sources.size() > 3 ? invocation.texts().get("tree.sources", sources.size()) : from;
        trees.tell(from, shown, remote.server().withPath(place).toString(), Math.max(0, result.directories() - 1), result);
        remote.builtInServer().ifPresent(server ->
                invocation.output().line(invocation.texts().get("result.disk", Printable.of(server.onDisk(place)))));
    }

    private static void tell(Invocation invocation, Remote remote, String typed, TransferResult result, Monitor monitor) throws Failure {
        String url = remote.server().withPath(result.target()).toString();
        Json json = Transfers.json("push", typed, url, result).put("path", result.target());
        String line = Transfers.line(Printable.of(typed), Printable.of(url), result, invocation.texts());
        if (remote.builtInServer().isEmpty()) {
            invocation.output().result(line, json);
            return;
        }
        Path disk = remote.builtInServer().get().onDisk(result.target());
        Sha256 hash = BuiltInServer.hash(disk, monitor);
        invocation.output().result(line, json.put("disk", disk.toString()).put("diskSha256", hash.hex()));
        boolean same = result.hash().equals(Optional.of(hash));
        invocation.output().line(invocation.texts().get(same ? "result.disk-same" : "result.disk-differs", Printable.of(disk), hash.hex()));
        if (!same) {
            throw Failure.at(Step.VERIFY).kind(FailureKind.DIFFERS).subject(disk.toString()).hint(Hint.DAMAGED).build();
        }
    }
}
