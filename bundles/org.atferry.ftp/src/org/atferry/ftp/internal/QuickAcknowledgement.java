/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;

/**
 * Has the system acknowledge at once what came on a control connection. A server says 150 and soon after 226 in two small packets; without
 * {@code TCP_NODELAY}, which many do not set, it holds the second back until the first is acknowledged, and this side holds that
 * acknowledgement back for 40 ms, because it has nothing to send: so a small file would take 40 ms, whatever the line is.
 */
final class QuickAcknowledgement {

    private static final String OPTION = "TCP_QUICKACK";

    private QuickAcknowledgement() {
    }

    /** The action for one socket; does nothing where the system has no such option. The option holds until the next packet is sent. */
    static Runnable of(Socket socket) {
        for (SocketOption<?> option : socket.supportedOptions()) {
            if (option.name().equals(OPTION) && option.type() == Boolean.class) {
                @SuppressWarnings("unchecked")
                SocketOption<Boolean> quick = (SocketOption<Boolean>) option;
                return () -> acknowledge(socket, quick);
            }
        }
        return () -> { };
    }

    private static void acknowledge(Socket socket, SocketOption<Boolean> quick) {
        try {
            socket.setOption(quick, true);
        } catch (IOException | UnsupportedOperationException e) {
            // it is only about speed
        }
    }
}
