/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

/**
 * What a session can do.
 *
 * @param provider the provider's short name, for messages: {@code ftp}, {@code qftp}, {@code mftp}
 * @param maximumPathBytes the longest path that can be sent, in bytes
 * @param restart whether an upload or download may start at an offset; a server can still refuse one
 */
public record Capabilities(String provider, int maximumPathBytes, boolean restart) {
}
