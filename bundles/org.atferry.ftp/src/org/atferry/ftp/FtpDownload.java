/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.io.InputStream;

import org.atferry.ftp.internal.Transfer;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.ServerReply;

/**
 * A download, of a file or a listing, whose data connection is open. When {@link #stream} throws, {@link #finish} says why. Exactly one of
 * {@link #finish} and {@link #abort} must be called before the session is used for anything else; same thread as the session, except that a
 * cancel may come from any thread.
 */
public final class FtpDownload {

    private final Transfer transfer;

    FtpDownload(Transfer transfer) {
        this.transfer = transfer;
    }

    /** Where the bytes come from; its end may come too early, which {@link #finish} finds out. Closing it does nothing. */
    public InputStream stream() {
        return transfer.input();
    }

    /**
     * Waits for the server's word after the end of the data, to which the stream must have been read.
     *
     * @return the 2xx reply
     * @throws Failure the server's refusal; {@link FailureKind#INCOMPLETE} when the number of bytes is not the size that the server had
     *         said; {@link FailureKind#TIMEOUT} when no data came in time; {@link FailureKind#CANCELLED}
     */
    public ServerReply finish() throws Failure {
        return transfer.finish();
    }

    /**
     * Ends the transfer early: closes the data connection, with a RST if the settings say so, and brings the control connection back in
     * step or closes it. Never throws; takes under a second when the monitor is cancelled, else some seconds at most. May be called twice.
     */
    public void abort() {
        transfer.abort();
    }
}
