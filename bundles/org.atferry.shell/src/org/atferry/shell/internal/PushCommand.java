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
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry push FILE...}: uploads files. The directory of {@code --to} decides where to, as {@code cp} would. */
final class PushCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.PUSH;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        TransferOptions options = Transfers.options(invocation.line(), invocation.texts());
        List<Path> files = new ArrayList<>();
        for (String typed : invocation.line().operands()) {
            files.add(source(typed, invocation));
        }
        SafeTransfer transfer = new SafeTransfer(options, invocation.environment().nanoTime());
        try (Remote remote = Remote.open(invocation, List.of())) {
            Destination destination = destination(remote, files.size());
            for (int i = 0; i < files.size(); i++) {
                Path file = files.get(i);
                Monitor monitor = invocation.monitor();
                TransferResult result = transfer.push(remote.files(), file, destination.of(file), monitor);
                tell(invocation, remote, invocation.line().operands().get(i), result, monitor);
            }
        }
    }

    private static Path source(String typed, Invocation invocation) throws Failure {
        if (Remote.isUrl(typed)) {
            throw Misuse.of(invocation.texts().get("misuse.url-as-file"));
        }
        Path file = invocation.environment().path(typed);
        if (Files.isDirectory(file)) {
            throw Misuse.of(invocation.texts().get("misuse.directory-later", Printable.of(file)));
        }
        if (!Files.exists(file)) {
            throw LocalFailures.of(file, "no such file or directory");
        }
        RemotePaths.checked(file.getFileName().toString(), Step.ARGUMENTS);
        return file;
    }

    /**
     * Where the files go.
     *
     * @param directory into which they go
     * @param name the name of the only one, when it is not its own
     */
    private record Destination(String directory, Optional<String> name) {
        String of(Path file) {
            return RemotePaths.join(directory, name.orElse(file.getFileName().toString()));
        }
    }

    private static Destination destination(Remote remote, int count) throws Failure {
        String typed = remote.server().path();
        String path = remote.absolute(typed);
        if (typed.isEmpty() || path.endsWith("/")) {
            return new Destination(path, Optional.empty());
        }
        Optional<RemoteEntry> there = remote.files().stat(path, remote.monitor());
        if (there.isPresent() && there.get().kind() != RemoteEntry.Kind.FILE) {
            return new Destination(path, Optional.empty());
        }
        if (count > 1) {
            throw Failure.at(Step.DIRECTORY).kind(FailureKind.NOT_FOUND).subject(path).detail("several files need a directory")
                    .hint(Hint.CHECK_PATH).build();
        }
        return new Destination(RemotePaths.parent(path), Optional.of(RemotePaths.name(path)));
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
        boolean same = hash.equals(result.hash());
        invocation.output().line(invocation.texts().get(same ? "result.disk-same" : "result.disk-differs", Printable.of(disk), hash.hex()));
        if (!same) {
            throw Failure.at(Step.VERIFY).kind(FailureKind.DIFFERS).subject(disk.toString()).hint(Hint.DAMAGED).build();
        }
    }
}
