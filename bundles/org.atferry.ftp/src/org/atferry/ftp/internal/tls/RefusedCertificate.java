/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.security.cert.CertificateException;

import org.atferry.remote.Hint;

/** A server's certificate is not believed; the message says why, for a person. */
final class RefusedCertificate extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final Hint hint;

    RefusedCertificate(String reason, Hint hint, Throwable cause) {
        super(reason, cause);
        this.hint = hint;
    }

    Hint hint() {
        return hint;
    }
}
