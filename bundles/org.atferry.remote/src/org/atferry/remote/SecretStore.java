/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Optional;

/** Where passwords come from. Several stores may be there; the first that knows the server answers. */
public interface SecretStore {

    /**
     * The password for a server. For {@link ServerUrl#ANONYMOUS} a store tells only what it was given: no person is asked.
     *
     * @return a fresh secret that the caller closes, or empty when this store does not know it
     */
    Optional<Secret> password(ServerUrl server) throws Failure;
}
