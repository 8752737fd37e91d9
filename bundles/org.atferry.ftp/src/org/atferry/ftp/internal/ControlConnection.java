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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

import javax.net.SocketFactory;

import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.ServerReply;

/**
 * The control connection: Commons Net's client with every command and every reply passing through this class. Guarded here, once: control
 * characters in arguments (they would start another command), replies without end, replies that nobody asked for, a 421 at any time, and
 * secrets on their way to the listener. One thread at a time, except {@link #kill}.
 */
public final class ControlConnection extends FTPClient {

    private static final int LOWEST_FAILURE = 400;

    private final FtpWireListener wire;
    private final LongSupplier nanoTime;
    private final Charset charset = StandardCharsets.UTF_8;
    private Duration replyTimeout;
    private ReplyReader reader;
    private ReplyReader.Reply last;
    /** Guarded by {@code lock}: the socket to close, and whether it must not be used (any more). */
    private final Object lock = new Object();
    private Socket current;
    private boolean dead;

    /** A connection that is not open yet. */
    public ControlConnection(FtpWireListener wire, Duration replyTimeout, LongSupplier nanoTime) {
        this.wire = wire;
        this.replyTimeout = replyTimeout;
        this.nanoTime = nanoTime;
        setSocketFactory(new TrackingFactory());
    }

    /** Connects and waits for the greeting, whichever it is. */
    void open(InetAddress address, int port, Duration timeout) throws IOException {
        setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        connect(address, port);
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
        return DataProtection.NONE;
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
     */
    boolean discardStrayReplies() throws IOException {
        while (!isDead() && reader.hasInput()) {
            getReply();
        }
        return !isDead();
    }

    @Override
    public int sendCommand(String command, String argument) throws IOException {
        if (_output_ == null || isDead()) {
            throw new FTPConnectionClosedException("the control connection is closed");
        }
        String line = argument == null ? command : command + ' ' + argument;
        if (line.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IOException("a control character in a command");
        }
        wire.sent(masked(command, line));
        _output_.write((line + "\r\n").getBytes(charset));
        _output_.flush();
        return getReply();
    }

    private static String masked(String command, String line) {
        String verb = command.toUpperCase(Locale.ROOT);
        boolean secret = verb.equals("PASS") || verb.equals("ACCT");
        return secret ? verb + " ***" : line;
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
        reader = new ReplyReader(_socket_, _socket_.getInputStream(), charset, nanoTime, wire::received);
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
            socket.setKeepAlive(true);
            synchronized (lock) {
                if (dead) {
                    closeQuietly(socket);
                    throw new SocketException("closed");
                }
                current = socket;
            }
            return socket;
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
