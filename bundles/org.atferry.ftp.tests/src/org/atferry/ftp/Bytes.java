/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.io.IOException;
import java.util.Random;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;

/** Bytes that go and come. */
final class Bytes {

    private Bytes() {
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static void store(FtpSession session, String path, long offset, byte[] bytes) throws Failure, IOException {
        FtpUpload upload = session.store(path, offset, Monitor.none());
        upload.stream().write(bytes);
        upload.finish();
    }

    static byte[] retrieve(FtpSession session, String path, long offset) throws Failure, IOException {
        FtpDownload download = session.retrieve(path, offset, Monitor.none());
        byte[] bytes = download.stream().readAllBytes();
        download.finish();
        return bytes;
    }
}
