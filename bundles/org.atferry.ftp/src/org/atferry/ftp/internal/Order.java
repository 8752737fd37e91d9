/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.util.OptionalLong;

import org.atferry.remote.Step;

/**
 * A transfer to be made.
 *
 * @param step what it is for
 * @param subject what it is about, for messages
 * @param verb the FTP command
 * @param argument its argument; null for none
 * @param offset where to start; 0 sends no {@code REST}
 * @param upload which way the bytes go
 * @param ascii whether line ends are converted
 * @param expected how many bytes a download must bring, when that is known
 */
public record Order(Step step, String subject, String verb, String argument, long offset, boolean upload, boolean ascii,
        OptionalLong expected) {
}
