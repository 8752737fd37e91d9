/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import java.util.Optional;

/**
 * Who answers on a port.
 *
 * @param manufacturer as the module says it
 * @param model as the module says it
 * @param revision the firmware's revision, as the module says it
 * @param dialect the FTP command set that the module knows, if any
 */
public record ModuleIdentity(String manufacturer, String model, String revision, Optional<Dialect> dialect) {

    @Override
    public String toString() {
        return (manufacturer + " " + model + " " + revision).strip(); //$NON-NLS-1$ //$NON-NLS-2$
    }
}
