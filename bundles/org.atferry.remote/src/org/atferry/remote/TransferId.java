/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.UUID;

/**
 * Names one piece of work in traces, events and logs.
 *
 * @param value short and unique enough to find its lines again
 */
public record TransferId(String value) {

    /** A new one. */
    public static TransferId next() {
        return new TransferId(UUID.randomUUID().toString().substring(0, 8));
    }

    @Override
    public String toString() {
        return value;
    }
}
