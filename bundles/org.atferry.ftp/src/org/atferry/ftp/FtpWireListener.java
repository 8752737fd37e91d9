/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.util.List;

/**
 * Is told every line of the control connection, without its line end. Secrets are masked before they come here. Called in the thread that
 * sends or reads; must be quick and must not throw.
 */
public interface FtpWireListener {

    /** A command was sent; the argument of {@code PASS} and {@code ACCT} is {@code ***}. */
    void sent(String lineMasked);

    /** A line of a reply was received. */
    void received(String line);

    /** A listener that keeps nothing. */
    static FtpWireListener none() {
        return all(List.of());
    }

    /** One listener that tells several. */
    static FtpWireListener all(List<FtpWireListener> listeners) {
        List<FtpWireListener> told = List.copyOf(listeners);
        return new FtpWireListener() {
            @Override
            public void sent(String lineMasked) {
                told.forEach(listener -> listener.sent(lineMasked));
            }

            @Override
            public void received(String line) {
                told.forEach(listener -> listener.received(line));
            }
        };
    }
}
