/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.apache.commons.net.MalformedServerReplyException;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.apache.commons.net.ftp.FTPReply;

/**
 * Reads the replies of a control connection (RFC 959 section 4.2) in bounded memory and time. Lines end with LF, with or without CR before;
 * NUL bytes are dropped. After a timeout, reading goes on where it stopped. One thread at a time.
 */
final class ReplyReader {

    /** The longest line, in bytes. */
    static final int MAXIMUM_LINE = 64 * 1024;
    /** The most lines of one reply. */
    static final int MAXIMUM_LINES = 1000;
    /** The longest reply, in bytes. */
    static final int MAXIMUM_REPLY = 1024 * 1024;

    /** A whole reply; the lines as they came, with the code. */
    record Reply(int code, List<String> lines) {
    }

    /** The peer sends more than any reply may have. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private NameCodec names;
    private final LongSupplier nanoTime;
    private final Consumer<String> listener;
    private final Runnable acknowledge;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int limit;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private List<String> lines = new ArrayList<>();
    private String code = "";
    private int size;

    ReplyReader(Socket socket, InputStream in, Charset charset, LongSupplier nanoTime, Consumer<String> listener) {
        this(socket, in, NameCodec.of(charset), nanoTime, listener);
    }

    ReplyReader(Socket socket, InputStream in, NameCodec names, LongSupplier nanoTime, Consumer<String> listener) {
        this.socket = socket;
        this.in = in;
        this.names = names;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.acknowledge = QuickAcknowledgement.of(socket);
    }

    /** How the bytes of replies become text, from the next line on. */
    void names(NameCodec codec) {
        names = codec;
    }

    /** Whether at least a byte can be read without waiting. */
    boolean hasInput() throws IOException {
        return position < limit || in.available() > 0;
    }

    /**
     * Waits for one whole reply.
     *
     * @throws SocketTimeoutException when it is not whole in time
     * @throws FTPConnectionClosedException when the peer closed the connection
     */
    Reply read(long timeoutNanos) throws IOException {
        long deadline = nanoTime.getAsLong() + timeoutNanos;
        while (true) {
            String text = readLine(deadline);
            listener.accept(text);
            lines.add(text);
            if (lines.size() == 1) {
                code = code(text);
            }
            if (isLast(text)) {
                return take();
            }
            if (lines.size() >= MAXIMUM_LINES) {
                throw new TooLongException("a reply of more than " + MAXIMUM_LINES + " lines");
            }
        }
    }

    private Reply take() {
        Reply reply = new Reply(Integer.parseInt(code), List.copyOf(lines));
        lines = new ArrayList<>();
        size = 0;
        if (FTPReply.isPositivePreliminary(reply.code())) {
            acknowledge.run();
        }
        return reply;
    }

    /** The reply code at the start of a line: three digits, or a Winsock code of five. */
    private static String code(String text) throws IOException {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        boolean followed = digits == text.length() || text.charAt(digits) == ' ' || text.charAt(digits) == '-';
        if (digits != 3 && digits != 5 || !followed) {
            String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
            throw new MalformedServerReplyException("not an FTP reply: " + shown);
        }
        return text.substring(0, digits);
    }

    /** A reply ends with the first line if no hyphen follows its code, else with a line of that code without one (RFC 959 section 4.2). */
    private boolean isLast(String text) {
        if (!text.startsWith(code)) {
            return false;
        }
        return text.length() == code.length() || text.charAt(code.length()) == ' ';
    }

    private String readLine(long deadline) throws IOException {
        while (true) {
            if (position == limit) {
                fill(deadline);
            }
            byte next = buffer[position++];
            if (next == '\n') {
                return takeLine();
            }
            if (next != 0) {
                line.write(next);
                size++;
            }
            if (line.size() > MAXIMUM_LINE || size > MAXIMUM_REPLY) {
                throw new TooLongException("a reply line of more than " + line.size() + " bytes");
            }
        }
    }

    private String takeLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return names.decode(bytes, 0, end);
    }

    private void fill(long deadline) throws IOException {
        long milliseconds = (deadline - nanoTime.getAsLong()) / 1_000_000;
        if (milliseconds <= 0) {
            throw new SocketTimeoutException("no reply in time");
        }
        socket.setSoTimeout((int) Math.min(milliseconds, Integer.MAX_VALUE));
        int count = in.read(buffer);
        if (count < 0) {
            throw new FTPConnectionClosedException("the server closed the control connection");
        }
        position = 0;
        limit = count;
    }
}
