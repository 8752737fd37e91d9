/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.launcher;

/** Says in one line why the framework or the command line did not come up. The message is for a person and names no stack trace. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * A failure with what went wrong.
     *
     * @param message one line, without the program's name
     * @param cause the exception behind it, or {@code null}
     */
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The innermost message of an exception: what a person can use of it. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message.lines().findFirst().orElse(message);
    }
}
