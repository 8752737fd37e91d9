/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What went wrong on the disk, as a reply: a full disk is 452, a quota or a size beyond the limit 552 (RFC 959 section 4.2). */
final class DiskFailures {

    private DiskFailures() {
    }

    /** The reply to a command on a name. */
    static Refused refused(IOException failure, String name) {
        String words = words(failure);
        return new Refused(code(failure, 550), name + ": " + words);
    }

    /** The reply to a transfer that broke because of the disk. */
    static Refused broken(IOException failure, String name) {
        return new Refused(code(failure, 451), name + ": " + words(failure));
    }

    private static int code(IOException failure, int otherwise) {
        String said = said(failure);
        if (said.contains("no space") || said.contains("not enough space")) {
            return 452;
        }
        return said.contains("quota") || said.contains("file too large") ? 552 : otherwise;
    }

    /** Words without paths of this machine. */
    static String words(IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "No such file or directory.";
        }
        if (failure instanceof AccessDeniedException) {
            return "Permission denied.";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "File exists.";
        }
        return switch (code(failure, 0)) {
            case 452 -> "No space left on device.";
            case 552 -> said(failure).contains("quota") ? "Quota exceeded." : "File too large, exceeded storage allocation.";
            default -> said(failure).contains("read-only") ? "Read-only file system, permission denied." : "Local error in processing.";
        };
    }

    private static String said(IOException failure) {
        String reason = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return String.valueOf(reason).toLowerCase(Locale.ROOT);
    }
}
