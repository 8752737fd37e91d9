/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpFile;

/** What the library gets for a view of the files: nothing. It is never asked, for every command on files is carried out here. */
final class NoView implements FileSystemView {

    @Override
    public FtpFile getHomeDirectory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FtpFile getWorkingDirectory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean changeWorkingDirectory(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FtpFile getFile(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isRandomAccessible() {
        return true;
    }

    @Override
    public void dispose() {
        // nothing is held
    }
}
