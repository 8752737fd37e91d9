/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
/** Safe transfer: how a file gets whole, proven and under its name to a server or from it, whatever file system lies between. */
package org.atferry.remote.transfer;
