/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

import org.apache.commons.net.MalformedServerReplyException;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpWireListener;
import org.atferry.ftp.ReplyFailures;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** Brings a control connection about: name, connection, greeting. */
final class Connector {

    private final FtpSettings settings;
    private final FtpWireListener wire;
    private final Monitor monitor;

    Connector(FtpSettings settings, FtpWireListener wire, Monitor monitor) {
        this.settings = settings;
        this.wire = wire;
        this.monitor = monitor;
    }

    /** A connection whose server has greeted. */
    ControlConnection connect() throws Failure {
        if (settings.security() != ServerUrl.Security.PLAIN) {
            throw Failure.at(Step.TLS).kind(FailureKind.UNSUPPORTED).subject(settings.host())
                    .detail("this version speaks no TLS to the server; ftp:// would send the password unprotected").build();
        }
        RemotePaths.checked(settings.host(), Step.RESOLVE);
        monitor.checkCancelled(Step.RESOLVE);
        List<InetAddress> addresses = Resolver.resolve(settings.host(), settings.connectTimeout(), monitor);
        monitor.report(new StepEvent.NameResolved(settings.host(), addresses.get(0).getHostAddress()));
        ControlConnection control = connectToOneOf(addresses);
        monitor.report(new StepEvent.Connected(settings.host(), settings.port()));
        return control;
    }

    private ControlConnection connectToOneOf(List<InetAddress> addresses) throws Failure {
        long deadline = System.nanoTime() + settings.connectTimeout().toNanos();
        Failure failure = null;
        for (int i = 0; i < addresses.size(); i++) {
            long share = Math.max(1_000_000, (deadline - System.nanoTime()) / (addresses.size() - i));
            try {
                return connectTo(addresses.get(i), Duration.ofNanos(share));
            } catch (Failure e) {
                failure = e;
                if (e.kind() != FailureKind.UNREACHABLE && e.kind() != FailureKind.TIMEOUT) {
                    break;
                }
            }
        }
        throw failure;
    }

    private ControlConnection connectTo(InetAddress address, Duration timeout) throws Failure {
        String subject = settings.host() + ":" + settings.port();
        ControlConnection control = new ControlConnection(wire, settings.replyTimeout(), System::nanoTime);
        try (CancelGuard guard = new CancelGuard(monitor, control::kill, control::kill, () -> { })) {
            control.open(address, settings.port(), timeout);
        } catch (IOException e) {
            control.kill();
            if (!control.isRefused()) {
                throw monitor.isCancelled() ? FtpEngine.cancelled(Step.CONNECT, subject) : unreachable(subject, e);
            }
        }
        ServerReply greeting = control.reply();
        if (!FTPReply.isPositiveCompletion(greeting.code())) {
            control.kill();
            throw ReplyFailures.of(Step.CONNECT, subject, greeting);
        }
        return control;
    }

    private static Failure unreachable(String subject, IOException e) {
        String words = e.getMessage() == null ? "" : e.getMessage();
        Failure.Builder failure = Failure.at(Step.CONNECT).subject(subject).cause(e).kind(FailureKind.UNREACHABLE).hint(Hint.SERVER_SILENT);
        if (e.getCause() instanceof SocketTimeoutException) {
            return failure.kind(FailureKind.TIMEOUT).detail("connected, but no greeting").build();
        }
        if (e instanceof SocketTimeoutException || e instanceof ConnectException && words.contains("timed out")) {
            return failure.kind(FailureKind.TIMEOUT).build();
        }
        if (e instanceof ConnectException && words.contains("refused")) {
            return failure.detail(words).hint(Hint.SERVER_PORT).build();
        }
        if (e instanceof FTPConnectionClosedException || e instanceof SocketException && words.contains("reset")) {
            return failure.detail("the server closed the connection without a greeting").hint(Hint.TRY_LATER).build();
        }
        if (e instanceof MalformedServerReplyException || e instanceof ReplyReader.TooLongException) {
            return failure.kind(FailureKind.UNSUPPORTED).detail(words).hint(Hint.SERVER_PORT).build();
        }
        return failure.detail(words).build();
    }
}
