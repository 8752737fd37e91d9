/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;

/**
 * What a directory on the server held before files are uploaded into it, from one listing instead of three questions for each file. Keeps
 * in full only the temporary files and backups, of the rest no more than that it is there. Immutable once it is made.
 */
final class TreeListing {

    /** How much is known. */
    private enum Knowledge { NOTHING, WHAT_SERVERS_LIST, ALL }

    private final Knowledge knowledge;
    private final Map<String, RemoteEntry> ours = new HashMap<>();
    private final NameSet files = new NameSet();
    private final NameSet directories = new NameSet();

    private TreeListing(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** A directory that was just made. */
    static TreeListing empty() {
        return new TreeListing(Knowledge.ALL);
    }

    /** Lists a directory; one that may not be listed may still take files. */
    static TreeListing of(String directory, RemoteFileSystem fs, TransferOptions options, Monitor monitor) throws Failure {
        TreeListing listing = new TreeListing(Knowledge.WHAT_SERVERS_LIST);
        Pattern parts = UploadNames.partPattern(options.partialSuffix());
        try {
            fs.list(directory, entry -> listing.add(entry, parts), monitor);
        } catch (Failure e) {
            if (TransferFailures.isRefusal(e)) {
                return new TreeListing(Knowledge.NOTHING);
            }
            throw e;
        }
        return listing;
    }

    private void add(RemoteEntry entry, Pattern parts) {
        if (entry.isDirectory()) {
            directories.add(entry.name());
        } else if (entry.name().endsWith(UploadNames.BACKUP_SUFFIX) || parts.matcher(entry.name()).matches()) {
            ours.put(entry.name(), entry);
        } else {
            files.add(entry.name());
        }
    }

    /** Whether a directory of that name is known to be there. */
    boolean hasDirectory(String name) {
        return directories.contains(name);
    }

    /** Answers for the paths in this directory; what is not known is asked for in that session. */
    Lookup lookup(RemoteFileSystem fs) {
        return (path, monitor) -> find(RemotePaths.name(path), path, fs, monitor);
    }

    private Optional<RemoteEntry> find(String name, String path, RemoteFileSystem fs, Monitor monitor) throws Failure {
        boolean hidden = name.startsWith("."); // many servers do not list those //$NON-NLS-1$
        if (knowledge == Knowledge.NOTHING || hidden && knowledge != Knowledge.ALL) {
            return fs.stat(path, monitor);
        }
        if (directories.contains(name)) {
            return Optional.of(RemoteEntry.directory(name));
        }
        if (files.contains(name)) {
            return Optional.of(new RemoteEntry(name, RemoteEntry.Kind.FILE, OptionalLong.empty(), Optional.empty(), Optional.empty()));
        }
        return Optional.ofNullable(ours.get(name));
    }
}
