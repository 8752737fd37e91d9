/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.io.OutputStream;

import org.atferry.ftp.internal.Transfer;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.ServerReply;

/**
 * An upload whose data connection is open. Any time may pass between writes. When {@link #stream} throws, {@link #finish} says why. Exactly
 * one of {@link #finish} and {@link #abort} must be called before the session is used for anything else; same thread as the session, except
 * that a cancel may come from any thread.
 */
public final class FtpUpload {

    private final Transfer transfer;

    FtpUpload(Transfer transfer) {
        this.transfer = transfer;
    }

    /** Where the bytes go; each write is sent at once. Closing it does nothing. */
    public OutputStream stream() {
        return transfer.output();
    }

    /**
     * Ends the data and waits for the server's word.
     *
     * @return the 2xx reply
     * @throws Failure the server's refusal; {@link FailureKind#INCOMPLETE} when the data connection broke and the server took what it had;
     *         {@link FailureKind#TIMEOUT} when it did not take the data in time; {@link FailureKind#CANCELLED}
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
