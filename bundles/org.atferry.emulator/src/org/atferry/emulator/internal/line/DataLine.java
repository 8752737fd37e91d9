/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.time.Duration;

/**
 * The line in data mode.
 *
 * @param input what the host sends
 * @param output what it receives
 * @param quiet how long a pause tells that the host has nothing more under way: a few characters, at least some milliseconds
 * @param slice how many bytes to write at once, so that leaving data mode never waits long for bytes already handed out
 */
public record DataLine(LineInput input, LineOutput output, Duration quiet, int slice) {
}
