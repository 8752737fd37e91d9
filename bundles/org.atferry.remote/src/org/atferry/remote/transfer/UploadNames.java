/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.atferry.remote.Capabilities;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;

/**
 * The names on the server that a safe upload uses; all beside the target, so that a rename moves no bytes.
 *
 * @param target the path of the file itself
 * @param part the temporary file: it names the content that it will hold, so that no other content is ever put behind it
 * @param backup where the old file waits while the new one takes its name, on servers that do not rename over a file
 */
record UploadNames(String target, String part, String backup) {

    static final String BACKUP_SUFFIX = ".ferry-old"; //$NON-NLS-1$
    static final String HASH_SUFFIX = ".sha256"; //$NON-NLS-1$

    /** What most file systems allow for one path element. */
    static final int MAXIMUM_NAME_BYTES = 255;

    static UploadNames of(String target, Sha256 content, TransferOptions options) {
        return new UploadNames(target, options.inPlace() ? target : target + '.' + content.prefix() + options.partialSuffix(),
                target + BACKUP_SUFFIX);
    }

    /** Recognises the names of temporary files; none of ours holds a slash or a control character. */
    static Pattern partPattern(String suffix) {
        return Pattern.compile("[^/\\p{Cntrl}]+\\.[0-9a-f]{12}" + Pattern.quote(suffix)); //$NON-NLS-1$
    }

    /** Recognises the names of backups. */
    static Pattern backupPattern() {
        return Pattern.compile("[^/\\p{Cntrl}]+" + Pattern.quote(BACKUP_SUFFIX)); //$NON-NLS-1$
    }

    /**
     * Makes sure that every name is short enough, and that the target is not what is taken for a backup of ours.
     *
     * @throws Failure {@link FailureKind#MISUSE}
     */
    void check(Capabilities capabilities) throws Failure {
        if (target.endsWith(BACKUP_SUFFIX)) {
            throw misuse("names that end in " + BACKUP_SUFFIX + " are kept for backups"); //$NON-NLS-1$ //$NON-NLS-2$
        }
        check(target, capabilities);
        if (!part.equals(target)) {
            check(part, capabilities);
            check(backup, capabilities);
        }
    }

    /** Whether there can be a backup at all: one with a name that is too long cannot. */
    boolean backupFits(Capabilities capabilities) {
        return bytes(RemotePaths.name(backup)) <= MAXIMUM_NAME_BYTES && bytes(backup) <= capabilities.maximumPathBytes();
    }

    private void check(String path, Capabilities capabilities) throws Failure {
        int nameBytes = bytes(RemotePaths.name(path));
        int pathBytes = bytes(path);
        String what = path.equals(target) ? "the name" : "the temporary name " + RemotePaths.name(path); //$NON-NLS-1$ //$NON-NLS-2$
        if (nameBytes > MAXIMUM_NAME_BYTES) {
            throw misuse(String.format("%s has %d bytes, at most %d are possible", what, nameBytes, MAXIMUM_NAME_BYTES)); //$NON-NLS-1$
        }
        if (pathBytes > capabilities.maximumPathBytes()) {
            throw misuse(String.format("%s makes a path of %d bytes, %s can send at most %d", //$NON-NLS-1$
                    what, pathBytes, capabilities.provider(), capabilities.maximumPathBytes()));
        }
    }

    private Failure misuse(String detail) {
        return Failure.at(Step.ARGUMENTS).kind(FailureKind.MISUSE).subject(target).detail(detail).hint(Hint.NAME_NOT_SENDABLE).build();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
