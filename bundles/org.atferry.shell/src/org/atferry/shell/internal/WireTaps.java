/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import org.atferry.at.trace.TraceListener;
import org.atferry.ftp.FtpWireListener;

/** Has listeners told what passes between this program and the modules and servers that it talks to. */
@FunctionalInterface
interface WireTaps {

    /** Takes the listeners off again. */
    @FunctionalInterface
    interface Tap extends AutoCloseable {
        @Override
        void close();
    }

    /** Adds listeners until the tap is closed. */
    Tap add(TraceListener at, FtpWireListener ftp);
}
