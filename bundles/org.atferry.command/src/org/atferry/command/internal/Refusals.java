/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * Finds out what a bare 550 or 553 meant: a module passes the number on and keeps the server's words for itself, so that one or two short
 * questions must tell a missing directory from a missing right. When the questions fail, the first failure stands as it is.
 */
final class Refusals {

    private final QftpSession session;

    Refusals(QftpSession session) {
        this.session = session;
    }

    @FunctionalInterface
    private interface Questions {
        Failure ask() throws Failure;
    }

    Failure ofUpload(Failure failure, String path, Monitor monitor) {
        return explained(failure, () -> {
            String parent = RemotePaths.parent(path);
            if (!parent.isEmpty() && !session.isDirectory(parent, Step.TRANSFER, monitor)) {
                return as(failure, FailureKind.NOT_FOUND, Hint.CHECK_PATH, "there is no directory " + parent);
            }
            FailureKind kind = failure.kind() == FailureKind.NOT_FOUND ? FailureKind.NO_RIGHT : failure.kind();
            return as(failure, kind, Hint.CHECK_RIGHTS, "");
        });
    }

    Failure ofDownload(Failure failure, String path, long offset, Monitor monitor) {
        return explained(failure, () -> {
            Outcome size = session.size(path, Step.TRANSFER, monitor);
            if (!size.ok() || size.number().isEmpty()) {
                return failure;
            }
            if (offset == 0) {
                return as(failure, FailureKind.NO_RIGHT, Hint.CHECK_RIGHTS, "the file is there");
            }
            long length = size.number().get();
            return length <= offset ? as(failure, FailureKind.INCOMPLETE, Hint.RUN_AGAIN, "the file has " + length + " bytes")
                    : as(failure, FailureKind.RESTART_REFUSED, Hint.NONE, "");
        });
    }

    Failure ofDelete(Failure failure, String path, Monitor monitor) {
        return explained(failure, () -> {
            if (session.size(path, Step.DELETE, monitor).ok()) {
                return as(failure, FailureKind.NO_RIGHT, Hint.CHECK_RIGHTS, "");
            }
            return session.isDirectory(path, Step.DELETE, monitor) ? as(failure, FailureKind.REFUSED, Hint.CHECK_PATH, "it is a directory")
                    : failure;
        });
    }

    Failure ofRename(Failure failure, String from, String to, Monitor monitor) {
        return explained(failure, () -> {
            if (session.stat(from, monitor).isEmpty()) {
                return as(failure, FailureKind.NOT_FOUND, Hint.CHECK_PATH, "");
            }
            if (session.stat(to, monitor).isPresent()) {
                return as(failure, FailureKind.EXISTS, Hint.CHECK_NAME, to + " is there already");
            }
            String parent = RemotePaths.parent(to);
            if (!parent.isEmpty() && !session.isDirectory(parent, Step.RENAME, monitor)) {
                return as(failure, FailureKind.NOT_FOUND, Hint.CHECK_PATH, "there is no directory " + parent);
            }
            FailureKind kind = failure.kind() == FailureKind.NOT_FOUND ? FailureKind.NO_RIGHT : failure.kind();
            return as(failure, kind, Hint.CHECK_RIGHTS, "");
        });
    }

    Failure ofMakeDirectory(Failure failure, String path, Monitor monitor) {
        return explained(failure, () -> {
            if (session.stat(path, monitor).isPresent()) {
                return as(failure, FailureKind.EXISTS, Hint.CHECK_NAME, "");
            }
            String parent = RemotePaths.parent(path);
            if (!parent.isEmpty() && !session.isDirectory(parent, Step.MAKE_DIRECTORY, monitor)) {
                return as(failure, FailureKind.NOT_FOUND, Hint.CHECK_PATH, "there is no directory " + parent);
            }
            FailureKind kind = failure.kind() == FailureKind.NOT_FOUND ? FailureKind.NO_RIGHT : failure.kind();
            return as(failure, kind, Hint.CHECK_RIGHTS, "");
        });
    }

    Failure ofRemoveDirectory(Failure failure, String path, Monitor monitor) {
        return explained(failure, () -> session.isDirectory(path, Step.REMOVE_DIRECTORY, monitor)
                ? as(failure, FailureKind.REFUSED, Hint.NOT_EMPTY, "") : failure);
    }

    private static Failure explained(Failure failure, Questions questions) {
        int reply = failure.reply().map(ServerReply::code).orElse(0);
        boolean says = failure.kind() != FailureKind.NOT_FOUND && failure.kind() != FailureKind.NAME_NOT_ALLOWED;
        if (says || reply != 550 && reply != 553 && reply != 0) {
            return failure;
        }
        try {
            return questions.ask();
        } catch (Failure e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private static Failure as(Failure failure, FailureKind kind, Hint hint, String detail) {
        return failure.toBuilder().kind(kind).hint(hint).detail(detail).build();
    }
}
