/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/** Names that some file systems take for one, because they differ in case only, or in how accents are written. */
final class NameFolding {

    private NameFolding() {
    }

    /** The same text for all names that some file system takes for one. */
    static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Whether the file system of a directory does that; found out with a file that is there for a moment. When in doubt, yes. */
    static boolean isDoneIn(Path directory) {
        String name = ".ferry-" + UUID.randomUUID() + "-x"; //$NON-NLS-1$ //$NON-NLS-2$
        try {
            return isSeen(directory, name + "\u00e9"); //$NON-NLS-1$
        } catch (InvalidPathException e) {
            return isSeen(directory, name); // no accents at all here
        }
    }

    private static boolean isSeen(Path directory, String name) {
        Path probe = directory.resolve(name);
        try {
            Files.createFile(probe);
            try {
                return exists(directory.resolve(name.toUpperCase(Locale.ROOT)))
                        || !isAscii(name) && exists(directory.resolve(Normalizer.normalize(name, Normalizer.Form.NFD)));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
