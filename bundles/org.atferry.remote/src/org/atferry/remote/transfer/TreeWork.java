/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;

/** What is to be done with the directories and files of a tree, one way or the other. Its methods are called by several threads. */
interface TreeWork {

    /** Where what is found goes. */
    interface Found {
        /** A directory, to be entered later. */
        void folder(TreeFolder folder);

        /** A file, to be carried later. */
        void file(TreeFile file);
    }

    /** Makes a directory on the other side, and finds out what is in it; may be called again after it failed. */
    void enter(TreeFolder folder, RemoteFileSystem fs, Found found, Monitor monitor) throws Failure;

    /** Carries a file. */
    TransferResult carry(TreeFile file, RemoteFileSystem fs, Monitor monitor) throws Failure;

    /** The path by which a person knows what failed. */
    String shown(TreeTask task);

    /** Whether after this failure of one file the others need not be tried. */
    boolean endsAll(Failure failure);
}
