/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import org.atferry.remote.Sha256;

/** The format of {@code sha256sum} (GNU coreutils), so that {@code sha256sum -c} understands it. */
final class Sha256File {

    private Sha256File() {
    }

    /** The line for a file; a name with a backslash is escaped, which the line's first character says. */
    static String line(Sha256 hash, String name) {
        String escaped = name.replace("\\", "\\\\"); //$NON-NLS-1$ //$NON-NLS-2$
        return (escaped.equals(name) ? "" : "\\") + hash + "  " + escaped + "\n"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
    }
}
