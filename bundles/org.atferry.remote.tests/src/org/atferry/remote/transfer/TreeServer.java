/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/** A folder that stands for a server which takes several sessions, or not as many as somebody wants. */
final class TreeServer implements TreeTransfer.Sessions {

    private final Path root;
    /** Each session that ever was. */
    final List<FolderFileSystem> sessions = Collections.synchronizedList(new ArrayList<>());
    /** What listings of a directory say besides what is there. */
    final Map<String, List<RemoteEntry>> additions = new ConcurrentHashMap<>();
    /** Makes a new session what it is to be. */
    volatile Consumer<FolderFileSystem> preparation = session -> { };
    /** Thrown instead of opening one when so many are open. */
    volatile int limit = Integer.MAX_VALUE;
    private int open;

    TreeServer(Path root) {
        this.root = root;
    }

    @Override
    public FolderFileSystem open(Monitor monitor) throws Failure {
        monitor.checkCancelled(Step.CONNECT);
        synchronized (this) {
            if (open >= limit) {
                throw Failure.at(Step.LOGIN).kind(FailureKind.LOGIN_REFUSED).reply(new ServerReply(530, "Only one session per IP")).build();
            }
            open++;
        }
        FolderFileSystem session = new Session(root);
        preparation.accept(session);
        sessions.add(session);
        return session;
    }

    /** How many are open now. */
    synchronized int open() {
        return open;
    }

    private synchronized void closed() {
        open--;
    }

    /** What all sessions were asked that begins so, each session for itself. */
    List<String> steps(String beginning) {
        synchronized (sessions) {
            return sessions.stream().flatMap(session -> session.steps.stream()).filter(step -> step.startsWith(beginning)).toList();
        }
    }

    private final class Session extends FolderFileSystem {
        private boolean closed;

        Session(Path folder) {
            super(folder);
        }

        @Override
        public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
            List<RemoteEntry> more = additions.getOrDefault(directory, List.of());
            super.list(directory, entry -> {
                if (more.stream().noneMatch(other -> other.name().equals(entry.name()))) {
                    sink.accept(entry);
                }
            }, monitor);
            more.forEach(sink);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                closed();
            }
        }
    }
}
