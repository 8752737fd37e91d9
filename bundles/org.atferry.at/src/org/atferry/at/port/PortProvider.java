/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.port;

import java.util.List;
import java.util.Set;

/** Opens ports of some kinds. A service; a provider that fails to load never keeps the others from working. */
public interface PortProvider {

    /** The schemes it serves, lower case. */
    Set<String> schemes();

    /** Opens a port. */
    Port open(PortAddress address) throws PortException;

    /** The ports that are there, without opening any; empty for kinds that cannot know. */
    List<PortDescription> list();
}
