/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What Linux says about mounted file systems. */
final class Mounts {

    private static final Path TABLE = Path.of("/proc/self/mounts"); //$NON-NLS-1$

    private Mounts() {
    }

    /** Whether native code cannot be loaded from a folder; false where the system does not say. */
    static boolean forbidsCode(Path folder) {
        try {
            return Files.isReadable(TABLE) && forbidsCode(folder.toRealPath(), Files.readAllLines(TABLE));
        } catch (IOException e) {
            return false;
        }
    }

    /** The same by the lines of that table: device, mount point, type, options. The longest mount point counts, of equal ones the last. */
    static boolean forbidsCode(Path folder, List<String> table) {
        int longest = -1;
        boolean forbidden = false;
        for (String line : table) {
            String[] fields = line.split(" "); //$NON-NLS-1$
            if (fields.length > 3) {
                Path point = Path.of(fields[1].replace("\\040", " ")); //$NON-NLS-1$ //$NON-NLS-2$
                if (folder.startsWith(point) && point.getNameCount() >= longest) {
                    longest = point.getNameCount();
                    forbidden = Arrays.asList(fields[3].split(",")).contains("noexec"); //$NON-NLS-1$ //$NON-NLS-2$
                }
            }
        }
        return forbidden;
    }
}
