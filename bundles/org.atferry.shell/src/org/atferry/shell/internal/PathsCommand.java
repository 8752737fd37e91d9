/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry mkdir|rmdir|rm PATH...}: one operation of the server for each path, in order, up to the first failure. */
class PathsCommand implements Command {

    /** What is done with a path. */
    @FunctionalInterface
    interface Operation {
        void apply(RemoteFileSystem files, String path, Monitor monitor) throws Failure;
    }

    private final Verb verb;
    private final String resultKey;
    private final Operation operation;

    PathsCommand(Verb verb, String resultKey, Operation operation) {
        this.verb = verb;
        this.resultKey = resultKey;
        this.operation = operation;
    }

    @Override
    public Verb verb() {
        return verb;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        try (Remote remote = Remote.open(invocation, invocation.line().operands())) {
            for (String operand : invocation.line().operands()) {
                apply(invocation, remote, remote.path(operand));
            }
        }
    }

    /** Works on one path. */
    void apply(Invocation invocation, Remote remote, String path) throws Failure {
        operation.apply(remote.files(), path, remote.monitor());
        tell(invocation, path);
    }

    /** Tells what was done. */
    final void tell(Invocation invocation, String path) {
        invocation.output().result(invocation.texts().get(resultKey, Printable.of(path)),
                Json.event("result").put("command", verb.word()).put("path", path));
    }
}
