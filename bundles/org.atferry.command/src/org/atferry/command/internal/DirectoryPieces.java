/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.util.ArrayList;
import java.util.List;

import org.atferry.command.qftp.QftpCommand;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;

/** Cuts a path into pieces that {@code AT+QFTPCWD} takes one after the other: it allows 128 bytes, the other commands 255. */
final class DirectoryPieces {

    private static final long MAXIMUM = QftpCommand.QFTPCWD.parameter("path_name").maximum();

    private DirectoryPieces() {
    }

    /**
     * The pieces in quotes, in order; one for a path that fits. Cut at slashes only: a single name that is too long stays too long.
     *
     * @throws Failure {@link FailureKind#MISUSE} when a piece cannot be sent; names the whole path
     */
    static List<String> of(String path) throws Failure {
        List<String> pieces = new ArrayList<>();
        String rest = path;
        try {
            while (Arguments.bytes(rest) > MAXIMUM && lastSlashWithin(rest) > 0) {
                int cut = lastSlashWithin(rest);
                pieces.add(Arguments.path(rest.substring(0, cut), MAXIMUM, Step.DIRECTORY));
                rest = withoutLeadingSlashes(rest.substring(cut));
            }
            if (!rest.isEmpty()) {
                pieces.add(Arguments.path(rest, MAXIMUM, Step.DIRECTORY));
            }
        } catch (Failure e) {
            throw e.during(Step.DIRECTORY, path);
        }
        return pieces;
    }

    /** Whether a path can be gone to. */
    static boolean fits(String path) {
        try {
            of(path);
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    private static String withoutLeadingSlashes(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }

    private static int lastSlashWithin(String path) {
        int cut = -1;
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (Arguments.bytes(path.substring(0, slash)) > MAXIMUM) {
                break;
            }
            cut = path.charAt(slash - 1) == '/' ? cut : slash;
        }
        return cut;
    }
}
