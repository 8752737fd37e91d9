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

import javax.net.ssl.SSLException;

import org.apache.commons.net.MalformedServerReplyException;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpWireListener;
import org.atferry.ftp.ReplyFailures;
import org.atferry.ftp.internal.tls.TlsClient;
import org.atferry.ftp.internal.tls.TlsProblem;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** Brings a control connection about: name, connection, greeting, TLS. */
final class Connector {

    private static final int LOGGED_IN = 230;

    private final FtpSettings settings;
    private final FtpWireListener wire;
    private final Monitor monitor;

    Connector(FtpSettings settings, FtpWireListener wire, Monitor monitor) {
        this.settings = settings;
        this.wire = wire;
        this.monitor = monitor;
    }

    /** A connection whose server has greeted, protected when the settings say so: never in the clear what was asked to be secure. */
    ControlConnection connect() throws Failure {
        RemotePaths.checked(settings.host(), Step.RESOLVE);
        monitor.checkCancelled(Step.RESOLVE);
        TlsClient tls = settings.security() == ServerUrl.Security.PLAIN ? null
                : TlsClient.of(settings.access().tls(), settings.host(), settings.port());
        List<InetAddress> addresses = Resolver.resolve(settings.host(), settings.connectTimeout(), monitor);
        monitor.report(new StepEvent.NameResolved(settings.host(), addresses.get(0).getHostAddress()));
        ControlConnection control = connectToOneOf(addresses, tls);
        monitor.report(new StepEvent.Connected(settings.host(), settings.port()));
        return control;
    }

    private ControlConnection connectToOneOf(List<InetAddress> addresses, TlsClient tls) throws Failure {
        long deadline = System.nanoTime() + settings.connectTimeout().toNanos();
        Failure failure = null;
        for (int i = 0; i < addresses.size(); i++) {
            long share = Math.max(1_000_000, (deadline - System.nanoTime()) / (addresses.size() - i));
            try {
                return connectTo(addresses.get(i), Duration.ofNanos(share), tls);
            } catch (Failure e) {
                failure = e;
                if (e.kind() != FailureKind.UNREACHABLE && e.kind() != FailureKind.TIMEOUT) {
                    break;
                }
            }
        }
        throw failure;
    }

    private ControlConnection connectTo(InetAddress address, Duration timeout, TlsClient tls) throws Failure {
        NameCodec names = NameCodec.of(settings.access().names());
        ControlConnection control = new ControlConnection(wire, names, settings.replyTimeout(), System::nanoTime);
        try (CancelGuard guard = new CancelGuard(monitor, control::kill, control::kill, () -> { })) {
            greet(control, address, timeout, tls);
            if (tls != null) {
                secure(control, tls);
            }
            return control;
        } catch (Failure e) {
            control.kill();
            throw monitor.isCancelled() ? FtpEngine.cancelled(e.step(), e.subject()) : e;
        }
    }

    private void greet(ControlConnection control, InetAddress address, Duration timeout, TlsClient tls) throws Failure {
        String subject = settings.host() + ":" + settings.port();
        try {
            if (settings.security() == ServerUrl.Security.IMPLICIT_TLS) {
                control.openProtected(address, settings.port(), timeout, tls, settings.connectTimeout());
            } else {
                control.open(address, settings.port(), timeout);
            }
        } catch (IOException e) {
            if (!control.isRefused()) {
                throw isOfTls(e) ? tls.problem(e).failure(settings.host()) : unreachable(subject, e);
            }
        }
        ServerReply greeting = control.reply();
        if (!FTPReply.isPositiveCompletion(greeting.code())) {
            throw ReplyFailures.of(Step.CONNECT, subject, greeting);
        }
    }

    private static boolean isOfTls(IOException e) {
        return e instanceof TlsProblem || e instanceof SSLException;
    }

    /** TLS on the control connection, if it is not there yet, and for data connections; nothing else was sent before. */
    private void secure(ControlConnection control, TlsClient tls) throws Failure {
        try {
            if (settings.security() == ServerUrl.Security.EXPLICIT_TLS) {
                change(control, tls);
            }
            tls.remember();
            if (!control.protectData() && control.isDead()) {
                throw ReplyFailures.of(Step.TLS, settings.host(), control.reply());
            }
        } catch (IOException e) {
            throw tls.problem(e).failure(settings.host());
        }
    }

    private void change(ControlConnection control, TlsClient tls) throws IOException, Failure {
        if (control.reply().code() == LOGGED_IN) {
            throw refused(control.reply(), "the server let us in before the connection was secure");
        }
        boolean usable = control.discardStrayReplies();
        if (!usable || !control.changeToTls(tls, settings.connectTimeout())) {
            throw control.isDead() ? ReplyFailures.of(Step.CONNECT, settings.host(), control.reply())
                    : refused(control.reply(), "the server has no TLS on this port; ftp:// would send the password unprotected");
        }
    }

    private Failure refused(ServerReply reply, String detail) {
        return Failure.at(Step.TLS).kind(FailureKind.TLS).subject(settings.host()).reply(reply).detail(detail).hint(Hint.TLS_REFUSED)
                .build();
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
            return failure.detail("the server closed the connection without a greeting").hint(Hint.BANNED).build();
        }
        if (e instanceof MalformedServerReplyException || e instanceof ReplyReader.TooLongException) {
            return failure.kind(FailureKind.UNSUPPORTED).detail(words).hint(Hint.SERVER_PORT).build();
        }
        return failure.detail(words).build();
    }
}
