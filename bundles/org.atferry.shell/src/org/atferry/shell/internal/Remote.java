/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerUrl;
import org.atferry.shell.internal.line.Misuse;

/** The file system that a command works on, at a {@link Place}. Closing it ends both. */
final class Remote implements AutoCloseable {

    private final Invocation invocation;
    private final Monitor monitor;
    private final Place place;
    private final RemoteFileSystem files;

    private Remote(Invocation invocation, Monitor monitor, Place place, RemoteFileSystem files) {
        this.invocation = invocation;
        this.monitor = monitor;
        this.place = place;
        this.files = files;
    }

    /**
     * Opens it.
     *
     * @param paths the operands that are paths on the server; one of them may be a URL instead of {@code --to}
     */
    static Remote open(Invocation invocation, List<String> paths) throws Failure {
        return open(invocation, paths, false);
    }

    /** The same for a transfer that may take several sessions, which is checked before anything is started. */
    static Remote open(Invocation invocation, List<String> paths, boolean tree) throws Failure {
        if (tree) {
            Trees.jobs(invocation, Place.isDirect(invocation));
        }
        Monitor monitor = invocation.monitor();
        Place place = Place.of(invocation, paths);
        try {
            return new Remote(invocation, monitor, place, place.connections().open(place.spec(), monitor));
        } catch (Failure | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    /** The open file system. */
    RemoteFileSystem files() {
        return files;
    }

    /** Another session with the same server, which the caller closes; through a module there is none. */
    RemoteFileSystem another(Monitor its) throws Failure {
        return place.connections().open(place.spec(), its);
    }

    /** Whether no module is between. */
    boolean isDirect() {
        return place.spec().port().isEmpty();
    }

    /** The server, with the directory that {@code --to} named. */
    ServerUrl server() {
        return place.spec().server();
    }

    /** The server of this run, if there is one. */
    Optional<BuiltInServer> builtInServer() {
        return place.builtInServer();
    }

    /** The path on the server of what was typed: as it is when it is absolute or a URL, else seen from the directory of {@code --to}. */
    String path(String typed) throws Failure {
        if (!Place.isUrl(typed)) {
            return absolute(RemotePaths.join(server().path(), typed));
        }
        ServerUrl url = ServerUrl.parse(typed);
        if (!url.authority().equals(server().authority())) {
            throw Misuse.of(invocation.texts().get("misuse.two-servers"));
        }
        return absolute(url.path());
    }

    /** An absolute path; a relative one and the empty one are seen from the directory after login. */
    String absolute(String path) throws Failure {
        return path.startsWith("/") ? path : path.isEmpty() ? files.workingDirectory(monitor)
                : RemotePaths.join(files.workingDirectory(monitor), path);
    }

    /** The monitor of what is done besides transfers. */
    Monitor monitor() {
        return monitor;
    }

    @Override
    public void close() {
        files.close();
        place.close();
    }
}
