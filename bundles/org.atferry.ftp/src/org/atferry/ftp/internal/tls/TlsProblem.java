/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.IOException;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/** No secure connection came about, or it broke; the message says why, for a person. */
public final class TlsProblem extends IOException {

    private static final long serialVersionUID = 1L;

    private final Hint hint;

    /** A problem that a person can do something about. */
    public TlsProblem(String reason, Hint hint, Throwable cause) {
        super(reason, cause);
        this.hint = hint;
    }

    /** The failure that it is, with a host. */
    public Failure failure(String host) {
        return Failure.at(Step.TLS).kind(FailureKind.TLS).subject(host).detail(getMessage()).hint(hint).cause(this).build();
    }
}
