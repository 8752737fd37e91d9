/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.net.Inet4Address;
import java.util.Objects;
import java.util.Optional;

/**
 * Where passive data connections go.
 *
 * @param first the first port, 1-65535, or 0 for any free one
 * @param last the last port, not less than the first; 0 with 0
 * @param announced the address that {@code PASV} tells, when the server is behind address translation; empty for its own
 */
public record PassivePorts(int first, int last, Optional<Inet4Address> announced) {

    /** Checks the ranges. */
    public PassivePorts {
        Objects.requireNonNull(announced);
        if (first < 0 || last > 65535 || last < first || first == 0 && last != 0) {
            throw new IllegalArgumentException("ports out of range: " + first + "-" + last);
        }
    }

    /** Any free port, on the server's own address. */
    public static PassivePorts any() {
        return new PassivePorts(0, 0, Optional.empty());
    }
}
