/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

/** The suite over {@link ServerKind#PROFTPD}. */
class ProftpdTest extends BehaviourSuite {

    ProftpdTest() {
        super(ServerKind.PROFTPD, new DirectRoute());
    }
}
