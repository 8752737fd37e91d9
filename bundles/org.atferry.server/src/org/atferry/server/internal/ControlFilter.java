/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.ssl.SslFilter;

/**
 * Sees what a client sends before the library does, on the thread that reads, and hands on whole lines only. Two commands cannot wait
 * until the one before is done: {@code ABOR}, and {@code AUTH}, behind which nothing may come that is not protected (CVE-2011-0411 and
 * its kin: what was sent in clear must not be taken for what came protected). Also drops Telnet's signals, and ends idle sessions in words.
 * One for each connection; used by its reading thread only.
 */
final class ControlFilter extends IoFilterAdapter {

    private static final int LONGEST_LINE = 8192;
    private static final int TELNET_COMMAND = 0xFF;
    private static final Set<Integer> TELNET_SIGNALS = Set.of(0xF2, 0xF4);
    private static final Set<String> MECHANISMS = Set.of("TLS", "SSL", "TLS-C", "TLS-P");

    private final ControlSession session;
    private final TlsIdentity explicit;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private boolean afterTelnetCommand;

    /**
     * The filter of one connection.
     *
     * @param explicit what {@code AUTH} begins to use, or null when it does not
     */
    ControlFilter(ControlSession session, TlsIdentity explicit) {
        this.session = session;
        this.explicit = explicit;
    }

    @Override
    public void messageReceived(NextFilter next, IoSession connection, Object message) {
        IoBuffer bytes = (IoBuffer) message;
        if (session.isOverdue()) {
            session.reply(421, "Timeout: nobody logged in.");
            connection.closeOnFlush();
            return;
        }
        while (bytes.hasRemaining() && !connection.isClosing()) {
            int value = bytes.get() & 0xFF;
            boolean signal = value == TELNET_COMMAND || afterTelnetCommand && TELNET_SIGNALS.contains(value);
            afterTelnetCommand = value == TELNET_COMMAND;
            if (signal) {
                continue;
            }
            if (length == LONGEST_LINE) {
                session.reply(500, "Command line too long.");
                connection.closeOnFlush();
                return;
            }
            line[length++] = (byte) value;
            if (value == '\n') {
                lineReceived(next, connection, bytes.hasRemaining());
            }
        }
    }

    private void lineReceived(NextFilter next, IoSession connection, boolean more) {
        String command = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        int end = command.indexOf(' ');
        String verb = (end < 0 ? command : command.substring(0, end)).toUpperCase(Locale.ROOT);
        String argument = end < 0 ? "" : command.substring(end + 1).strip().toUpperCase(Locale.ROOT);
        if (verb.equals("AUTH") && explicit != null && MECHANISMS.contains(argument) && !connection.isSecured()) {
            length = 0;
            secure(connection, more);
            return;
        }
        if (verb.equals("ABOR")) {
            session.data().abort();
        }
        IoBuffer whole = IoBuffer.allocate(length).put(line, 0, length).flip();
        length = 0;
        session.backlog().received();
        next.messageReceived(connection, whole);
    }

    private void secure(IoSession connection, boolean more) {
        if (more || connection.getFilterChain().contains(SslFilter.class)) {
            connection.closeNow();
            return;
        }
        session.backlog().protectedFromHere();
        DefaultFtpReply reply = new DefaultFtpReply(234, "Begin the TLS handshake.");
        SslFilter filter = new SslFilter(explicit.getSSLContext()) {
            @Override
            public void filterWrite(NextFilter next, IoSession target, WriteRequest request) throws Exception {
                if (request.getOriginalMessage() == reply) {
                    next.filterWrite(target, request);
                } else {
                    super.filterWrite(next, target, request);
                }
            }
        };
        filter.setEnabledProtocols(explicit.getEnabledProtocols());
        connection.getFilterChain().addFirst("atferry.tls", filter);
        session.logout();
        connection.write(reply);
    }

    @Override
    public void sessionIdle(NextFilter next, IoSession connection, IdleStatus status) {
        if (session.data().isTransferring()) {
            session.data().abortIfStuck();
        } else {
            session.reply(421, "Timeout: the session was idle for too long.");
            connection.closeOnFlush();
        }
    }
}
