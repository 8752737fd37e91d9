/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.shell.internal.line.Verb;

/** {@code ferry ls [PATH]}: lists a directory, or tells of a single file. */
final class LsCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.LS;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        List<String> operands = invocation.line().operands();
        EntryText text = new EntryText(invocation.texts().locale(), invocation.environment().zone());
        try (Remote remote = Remote.open(invocation, operands)) {
            String path = operands.isEmpty() ? remote.absolute(remote.server().path()) : remote.path(operands.get(0));
            List<RemoteEntry> entries = new ArrayList<>();
            Optional<RemoteEntry> file = list(remote, path, entries);
            String directory = file.isPresent() ? RemotePaths.parent(path) : path;
            entries.sort(Comparator.comparing(RemoteEntry::name));
            int columns = entries.stream().mapToInt(entry -> text.size(entry).length()).max().orElse(0);
            for (RemoteEntry entry : entries) {
                invocation.output().result(text.line(entry, columns), EntryText.json(entry, RemotePaths.join(directory, entry.name())));
            }
        }
    }

    /** Lists; where that fails because it is a file, the file is the only entry and is returned. */
    private static Optional<RemoteEntry> list(Remote remote, String path, List<RemoteEntry> entries) throws Failure {
        try {
            remote.files().list(path, entries::add, remote.monitor());
            return Optional.empty();
        } catch (Failure e) {
            if (e.kind() != FailureKind.NOT_FOUND && e.kind() != FailureKind.REFUSED) {
                throw e;
            }
            Optional<RemoteEntry> there = remote.files().stat(path, remote.monitor()).filter(entry -> !entry.isDirectory());
            if (there.isEmpty()) {
                throw e;
            }
            entries.clear();
            entries.add(there.get());
            return there;
        }
    }
}
