/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;

import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpCommand;
import org.atferry.ftp.FtpWireListener;
import org.atferry.ftp.internal.tls.TlsClient;
import org.atferry.ftp.internal.tls.TlsProblem;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerReply;

/**
 * The control connection: Commons Net's client with every command and every reply passing through this class. Guarded here, once: control
 * characters in arguments (they would start another command), replies without end, replies that nobody asked for, a 421 at any time, and
 * secrets on their way to the listener. Protected by TLS from the start, or later in place (RFC 4217). One thread at a time, except
 * {@link #kill}.
 */
public final class ControlConnection extends FTPClient {

    private static final int LOWEST_FAILURE = 400;

    private static final int READY_FOR_TLS = 234;
    /** Seconds without traffic until TCP asks whether the peer is there, between questions, and how many go unanswered. */
    private static final Map<String, Integer> PROBES = Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

    private final FtpWireListener wire;
    private final LongSupplier nanoTime;
    private NameCodec names;
    private Duration replyTimeout;
    private Duration handshakeTimeout;
    private ReplyReader reader;
    private ReplyReader.Reply last;
    /** TLS that starts with the connection; null for none. */
    private TlsClient implicit;
    /** How data connections are protected, once the control connection is. */
    private DataProtection dataProtection = DataProtection.NONE;
    private boolean lacksProtection;
    /** Guarded by {@code lock}: the socket to close, and whether it must not be used (any more). */
    private final Object lock = new Object();
    private Socket current;
    private boolean dead;

    /** A connection that is not open yet. */
    public ControlConnection(FtpWireListener wire, NameCodec names, Duration replyTimeout, LongSupplier nanoTime) {
        this.wire = wire;
        this.names = names;
        this.replyTimeout = replyTimeout;
        this.nanoTime = nanoTime;
        setSocketFactory(new TrackingFactory());
    }

    /** Connects and waits for the greeting, whichever it is. */
    void open(InetAddress address, int port, Duration timeout) throws IOException {
        setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        connect(address, port);
    }

    /** Connects, protects the connection, and waits for the greeting, whichever it is. */
    void openProtected(InetAddress address, int port, Duration timeout, TlsClient tls, Duration handshake) throws IOException {
        implicit = tls;
        handshakeTimeout = handshake;
        open(address, port, timeout);
    }

    /**
     * Has the server change over to TLS, and does it. Afterwards nothing is believed that came before.
     *
     * @param handshake the longest time for the handshake
     * @return whether the server was ready; when it was not, {@link #reply} says why
     * @throws TlsProblem when no secure connection came about
     */
    boolean changeToTls(TlsClient tls, Duration handshake) throws IOException {
        if (command("AUTH", "TLS") != READY_FOR_TLS) {
            return false;
        }
        if (reader.hasInput()) {
            kill();
            throw new TlsProblem("the server, or somebody in between, sent more before the connection was secure", Hint.TLS_REFUSED, null);
        }
        handshakeTimeout = handshake;
        layer(tls);
        return true;
    }

    private void layer(TlsClient tls) throws IOException {
        Socket below = _socket_;
        SSLSocket secure = tls.protectControl(below, handshakeTimeout);
        _socket_ = secure;
        _input_ = secure.getInputStream();
        _output_ = secure.getOutputStream();
        reader = new ReplyReader(secure, tls.input(below), names, nanoTime, wire::received);
        dataProtection = new TlsDataProtection(tls, this::kill);
        lacksProtection = true;
    }

    /** Asks the server to protect data connections ({@code PBSZ}, {@code PROT}, RFC 4217 section 9); {@link #reply} is its answer. */
    boolean protectData() throws IOException {
        command("PBSZ", "0");
        if (!isDead()) {
            lacksProtection = !FTPReply.isPositiveCompletion(command("PROT", "P"));
        }
        return !lacksProtection;
    }

    /** Whether this connection is protected and the server does not protect its data connections yet: then none comes about. */
    boolean lacksProtection() {
        return lacksProtection;
    }

    /** Sends a command and waits for the reply that ends it. */
    private int command(String verb, String argument) throws IOException {
        long start = now();
        return finalReply(sendCommand(verb, argument), start);
    }

    /** How names are written, from now on. */
    void names(NameCodec codec) {
        names = codec;
        reader.names(codec);
    }

    /** How names are written. */
    NameCodec names() {
        return names;
    }

    /** The longest wait for a reply, from now on. */
    void replyTimeout(Duration timeout) {
        this.replyTimeout = timeout;
    }

    /** Closes the connection at once. Any thread; whoever waits on it gets an exception. */
    void kill() {
        Socket toClose;
        synchronized (lock) {
            dead = true;
            toClose = current;
        }
        closeQuietly(toClose);
    }

    /** How data connections are protected. */
    DataProtection dataProtection() {
        return dataProtection;
    }

    boolean isDead() {
        synchronized (lock) {
            return dead;
        }
    }

    static void closeQuietly(Closeable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** The last reply. */
    ServerReply reply() {
        return new ServerReply(last.code(), text(last));
    }

    /** Whether the last reply, if there was one, is a refusal. */
    boolean isRefused() {
        return last != null && isRefusal(last.code());
    }

    /** The lines of the last reply, as they came. */
    List<String> replyLines() {
        return last.lines();
    }

    private static String text(ReplyReader.Reply reply) {
        int digits = Integer.toString(reply.code()).length();
        StringBuilder text = new StringBuilder();
        for (String line : reply.lines()) {
            boolean coded = line.startsWith(Integer.toString(reply.code()))
                    && (line.length() == digits || line.charAt(digits) == ' ' || line.charAt(digits) == '-');
            String words = (coded ? line.substring(Math.min(line.length(), digits + 1)) : line).strip();
            if (!words.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ").append(words);
            }
        }
        return text.toString();
    }

    /**
     * Reads away what the server sent without being asked, so that the next reply belongs to the next command.
     *
     * @return whether the connection can be used
     * @throws SocketTimeoutException when the server does not stop within the time for a reply
     */
    boolean discardStrayReplies() throws IOException {
        long start = now();
        while (!isDead() && reader.hasInput()) {
            getReply(left(start));
        }
        return !isDead();
    }

    /** Whether the server said something that nobody waits for yet. */
    boolean hasInput() throws IOException {
        return reader.hasInput();
    }

    /** The time that {@link #finalReply} counts from, in nanoseconds. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** What is left of the time for a reply. */
    private Duration left(long start) throws SocketTimeoutException {
        Duration left = replyTimeout.minusNanos(now() - start);
        if (left.isNegative() || left.isZero()) {
            throw new SocketTimeoutException("no end of replies");
        }
        return left;
    }

    /** Reads on while replies are preliminary; all of them together may take the time for a reply, counted from {@code start}. */
    int finalReply(int first, long start) throws IOException {
        int code = first;
        while (FTPReply.isPositivePreliminary(code)) {
            code = getReply(left(start));
        }
        return code;
    }

    @Override
    public int sendCommand(String command, String argument) throws IOException {
        post(argument == null ? command : command + ' ' + argument);
        return getReply();
    }

    /** Sends a line and does not wait for its reply. Any thread, while nobody else sends. */
    void post(String line) throws IOException {
        if (_output_ == null || isDead()) {
            throw new FTPConnectionClosedException("the control connection is closed");
        }
        if (line.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IOException("a control character in a command");
        }
        wire.sent(FtpCommand.masked(line));
        _output_.write(names.encode(line + "\r\n"));
        _output_.flush();
    }

    @Override
    public int getReply() throws IOException {
        return getReply(replyTimeout);
    }

    /** Waits for one reply, not longer than {@code timeout}. A 421 is returned like any other, and is the end of this connection. */
    int getReply(Duration timeout) throws IOException {
        last = reader.read(timeout.toNanos());
        _replyCode = last.code();
        _replyLines.clear();
        _replyLines.addAll(last.lines());
        _newReplyString = true;
        if (_replyCode == FTPReply.SERVICE_NOT_AVAILABLE) {
            kill();
        }
        return _replyCode;
    }

    @Override
    protected void _connectAction_() throws IOException {
        if (implicit == null) {
            reader = new ReplyReader(_socket_, _socket_.getInputStream(), names, nanoTime, wire::received);
        } else {
            layer(implicit);
        }
        super._connectAction_();
    }

    /** Whether a reply code is a refusal. */
    static boolean isRefusal(int code) {
        return code >= LOWEST_FAILURE;
    }

    /** Makes the one socket of this connection and remembers it, so that {@link #kill} can close it while it connects. */
    private final class TrackingFactory extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            probe(socket);
            synchronized (lock) {
                if (dead) {
                    closeQuietly(socket);
                    throw new SocketException("closed");
                }
                current = socket;
            }
            return socket;
        }

        /** A firewall forgets a connection that is silent while a long transfer runs. Not every system lets the times be chosen. */
        @SuppressWarnings("unchecked")
        private void probe(Socket socket) throws IOException {
            socket.setKeepAlive(true);
            for (SocketOption<?> option : socket.supportedOptions()) {
                Integer value = PROBES.get(option.name());
                if (value != null && option.type() == Integer.class) {
                    socket.setOption((SocketOption<Integer>) option, value);
                }
            }
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
