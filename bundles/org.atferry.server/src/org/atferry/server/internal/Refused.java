/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

/** A command is not carried out: the reply that says so. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    Refused(int code, String words) {
        super(words, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    static Refused missing(String name) {
        return new Refused(550, name + ": No such file or directory.");
    }

    static Refused permission(String name) {
        return new Refused(550, name + ": Permission denied.");
    }

    static Refused syntax() {
        return new Refused(501, "Syntax error in parameters or arguments.");
    }
}
