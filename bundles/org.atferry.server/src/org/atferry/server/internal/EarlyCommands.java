/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.nio.charset.CharacterCodingException;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderException;

/**
 * The last to see a line before the library. Answers before a login what clients ask before a login; the library would refuse it all. Ends
 * connections that break, which is the client's affair; the library would log stacks, and what it could not decode, passwords too.
 */
final class EarlyCommands extends IoFilterAdapter {

    private final ControlSession session;
    private final Gatekeeper gatekeeper;

    EarlyCommands(ControlSession session, Gatekeeper gatekeeper) {
        this.session = session;
        this.gatekeeper = gatekeeper;
    }

    @Override
    public void messageReceived(NextFilter next, IoSession connection, Object message) {
        if (session.account() != null || !gatekeeper.answersEarly(session, message.toString())) {
            next.messageReceived(connection, message);
        }
    }

    @Override
    public void exceptionCaught(NextFilter next, IoSession connection, Throwable cause) {
        if (cause instanceof ProtocolDecoderException && cause.getCause() instanceof CharacterCodingException) {
            session.reply(501, "Invalid character in command: names are UTF-8.");
        } else {
            connection.closeNow();
        }
    }
}
