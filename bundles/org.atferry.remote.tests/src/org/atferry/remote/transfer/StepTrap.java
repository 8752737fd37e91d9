/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import org.atferry.remote.Failure;

/** Does something before each step that begins like this. */
record StepTrap(String step, Action action) implements FolderFileSystem.Trap {

    /** What is done. */
    interface Action {
        Object run() throws Exception;
    }

    @Override
    public void before(int number, String what) throws Failure {
        if (what.startsWith(step)) {
            try {
                action.run();
            } catch (Failure e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void after(int number, String what) {
        // only before
    }
}
