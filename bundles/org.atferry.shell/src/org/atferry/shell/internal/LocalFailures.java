/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/** Failures of files of this machine. */
final class LocalFailures {

    private LocalFailures() {
    }

    static Failure of(Path file, String detail) {
        return Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(file.toString()).detail(detail).hint(Hint.LOCAL_DISK).build();
    }

    static Failure of(Path file, IOException cause) {
        return of(file, reason(cause)).toBuilder().cause(cause).build();
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something else of that name is there";
        }
        if (cause instanceof FileSystemException exception && exception.getReason() != null) {
            return exception.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
