/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.time.Instant;

/**
 * Bytes that passed, with secrets masked.
 *
 * @param time when the first of them passed
 * @param link which connection: a port's address, or {@code ftp} and a host
 * @param transferId the piece of work that they belong to; empty when none
 * @param direction seen from this program
 * @param bytes masked; not to be changed
 */
public record TraceEvent(Instant time, String link, String transferId, Direction direction, byte[] bytes) {

    /** Seen from this program. */
    public enum Direction { SENT, RECEIVED }
}
