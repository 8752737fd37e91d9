/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/** Failures of files on this machine. */
final class LocalFailures {

    private LocalFailures() {
    }

    static Failure of(String file, IOException cause) {
        return Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(file).detail(reason(cause)).hint(Hint.LOCAL_DISK).cause(cause)
                .build();
    }

    static Failure changed(String file, String how) {
        return Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(file).detail(how).hint(Hint.SOURCE_CHANGED).build();
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory"; //$NON-NLS-1$
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied"; //$NON-NLS-1$
        }
        if (cause instanceof FileSystemException exception && exception.getReason() != null) {
            return exception.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
