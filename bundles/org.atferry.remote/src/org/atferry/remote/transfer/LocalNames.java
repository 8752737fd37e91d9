/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.Locale;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Step;

/**
 * Names that come from a server and are to become names of files on this machine. A server can send anything; what is let through is one
 * plain path element on every operating system.
 */
public final class LocalNames {

    private static final Pattern DEVICE = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|COM[0-9\u00b9\u00b2\u00b3]|LPT[0-9\u00b9\u00b2\u00b3])( *\\..*| *)"); //$NON-NLS-1$
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL); //$NON-NLS-1$

    private LocalNames() {
    }

    /**
     * Lets a harmless name through.
     *
     * @param step what a failure names
     * @throws Failure {@link FailureKind#MISUSE} for an empty name, {@code .} and {@code ..}, a separator of either system, a drive letter,
     *         a dot or a space at the end (Windows drops them, and so makes it another name), a control character, half a surrogate pair
     *         (which stands for a byte that is no text), and the device names of Windows, with or without an extension
     */
    public static String checked(String name, Step step) throws Failure {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) { //$NON-NLS-1$ //$NON-NLS-2$
            throw refused(name, step, "names no file"); //$NON-NLS-1$
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw refused(name, step, "holds a path separator"); //$NON-NLS-1$
        }
        if (DRIVE.matcher(name).matches()) {
            throw refused(name, step, "begins with a drive letter"); //$NON-NLS-1$
        }
        if (DEVICE.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            throw refused(name, step, "names a device of Windows"); //$NON-NLS-1$
        }
        if (name.endsWith(".") || name.endsWith(" ")) { //$NON-NLS-1$ //$NON-NLS-2$
            throw refused(name, step, "ends in a dot or a space"); //$NON-NLS-1$
        }
        return RemotePaths.checked(name, step);
    }

    private static Failure refused(String name, Step step, String detail) {
        return Failure.at(step).kind(FailureKind.MISUSE).subject(name).detail(detail).hint(Hint.NONE).build();
    }
}
