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
import java.util.function.Consumer;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;

/**
 * {@code ferry ls [PATH]}: lists a directory, or tells of a single file. Sorted by name; what comes after the first {@value #SORTED}
 * entries of a larger directory is told as it comes, so that no directory is too large for the memory.
 */
final class LsCommand implements Command {

    static final int SORTED = 50_000;

    private static final int BLOCK = 500;

    @Override
    public Verb verb() {
        return Verb.LS;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        List<String> operands = invocation.line().operands();
        try (Remote remote = Remote.open(invocation, operands)) {
            String path = operands.isEmpty() ? remote.absolute(remote.server().path()) : remote.path(operands.get(0));
            Listing listing = new Listing(invocation, path);
            try {
                remote.files().list(path, listing, remote.monitor());
            } catch (Failure e) {
                listing = new Listing(invocation, RemotePaths.parent(path));
                listing.accept(file(remote, path, e));
            }
            listing.end();
        }
    }

    /** Where a listing fails because it is a file, the file is the only entry. */
    private static RemoteEntry file(Remote remote, String path, Failure failure) throws Failure {
        if (failure.kind() != FailureKind.NOT_FOUND && failure.kind() != FailureKind.REFUSED) {
            throw failure;
        }
        return remote.files().stat(path, remote.monitor()).filter(entry -> !entry.isDirectory()).orElseThrow(() -> failure);
    }

    /** Entries on their way to the output. */
    private static final class Listing implements Consumer<RemoteEntry> {
        private final Invocation invocation;
        private final String directory;
        private final boolean json;
        private final EntryText text;
        private final List<RemoteEntry> entries = new ArrayList<>();
        private int columns;
        private boolean sorted = true;

        Listing(Invocation invocation, String directory) {
            this.invocation = invocation;
            this.directory = directory;
            this.json = invocation.line().has(Option.JSON);
            this.text = new EntryText(invocation.texts().locale(), invocation.environment().zone());
        }

        @Override
        public void accept(RemoteEntry entry) {
            entries.add(entry);
            if (entries.size() >= (sorted ? SORTED : BLOCK)) {
                tell();
            }
        }

        void end() {
            tell();
        }

        private void tell() {
            if (sorted) {
                entries.sort(Comparator.comparing(RemoteEntry::name));
                columns = entries.stream().mapToInt(entry -> text.size(entry).length()).max().orElse(0);
                sorted = false;
            }
            for (int from = 0; from < entries.size(); from += BLOCK) {
                List<RemoteEntry> block = entries.subList(from, Math.min(from + BLOCK, entries.size()));
                invocation.output().results(block.stream().map(this::line).toList());
            }
            entries.clear();
        }

        private String line(RemoteEntry entry) {
            return json ? EntryText.json(entry, RemotePaths.join(directory, entry.name())).toString() : text.line(entry, columns);
        }
    }
}
