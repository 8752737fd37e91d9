/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerReply;

/**
 * One transfer whose data connection is open. It ends with {@link #finish} or {@link #abort}, exactly one of them; after that the control
 * connection is in step or closed. A cancel closes the data connection at once, so that whoever reads or writes comes back.
 */
public final class Transfer {

    /** What is written at once: each piece that the line takes shows that it is not dead. */
    private static final int PIECE = 64 * 1024;
    /** The slowest line that is waited for, in bytes per second, when all is written and the system still has it to send. */
    private static final long SLOWEST = 1024;

    private final FtpEngine engine;
    private final DataConnection data;
    private final Order order;
    private final boolean reset;
    private final Monitor monitor;
    private final DataProtection protection;
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final Cancellation.Registration registration;
    private final StallWatch watch;
    private final KeepAlive keepAlive;
    private long count;
    private IOException problem;
    private boolean atEnd;
    private boolean inOrder;
    private boolean over;

    Transfer(FtpEngine engine, DataConnection data, DataProtection protection, Order order, Monitor monitor) throws IOException {
        this.engine = engine;
        this.data = data;
        this.order = order;
        this.reset = engine.settings().resetOnClose();
        this.monitor = monitor;
        Duration dataTimeout = engine.settings().dataTimeout();
        data.socket().setSoTimeout(Math.toIntExact(dataTimeout.toMillis()));
        this.protection = protection;
        this.socket = protection.protect(data.socket());
        Reading reading = new Reading(socket.getInputStream());
        Writing writing = new Writing(socket.getOutputStream());
        this.input = order.ascii() ? new LineEnds.FromNetwork(reading) : reading;
        this.output = order.ascii() ? new LineEnds.ToNetwork(writing) : writing;
        this.watch = order.upload() ? new StallWatch(dataTimeout, data::close) : null;
        this.keepAlive = engine.keepAlive();
        this.registration = monitor.cancellation().onCancel(data::close);
    }

    /** The bytes that come, of a download. */
    public InputStream input() {
        return input;
    }

    /** How the names in a listing are written. */
    NameCodec names() {
        return engine.names();
    }

    /** Where the bytes go, of an upload. */
    public OutputStream output() {
        return output;
    }

    /** Closes the data connection; any thread. */
    void breakOff() {
        data.close();
    }

    /**
     * Ends the transfer in order: of an upload the data first, of a download this side of the connection, because some servers speak only
     * when all that they sent is acknowledged and closed; then waits for the server's word, which must be a success, and for a download
     * compares the number of bytes with the expected one. After an upload the server's word is all that is asked for: whoever wants the
     * size compared asks for it, as the safe transfer does, once for all of the file.
     */
    public ServerReply finish() throws Failure {
        requireOpen();
        try {
            if (order.upload()) {
                endOfData();
            } else if (!atEnd && problem == null && hasMore()) {
                abort();
                throw new IllegalStateException("finish() before the end of the data");
            }
            inOrder = order.upload() || protection.endedInOrder(socket);
            if (monitor.isCancelled()) {
                abort();
                throw FtpEngine.cancelled(order.step(), order.subject());
            }
            engine.owe(keepAlive.stop());
            if (isStalled()) {
                throw stalled();
            }
            if (!order.upload()) {
                closeAtEnd();
            }
            return judged(engine.awaitEnd(order, patience(), monitor));
        } finally {
            end();
        }
    }

    private void closeAtEnd() {
        ControlConnection.closeQuietly(socket);
        data.close();
    }

    /**
     * How long the server's word is awaited: after an upload also as long as a slow line takes for what the system has not sent yet, but
     * not longer than a line may be silent twice.
     */
    private Duration patience() {
        Duration reply = engine.settings().replyTimeout();
        if (!order.upload() || problem != null) {
            return reply;
        }
        Duration unsent = Duration.ofSeconds(Math.min(count, 2 * DataConnection.SEND_BUFFER) / SLOWEST);
        Duration most = engine.settings().dataTimeout().multipliedBy(2);
        return reply.plus(unsent.compareTo(most) < 0 ? unsent : most);
    }

    private void endOfData() {
        if (problem == null) {
            try {
                output.flush();
                protection.endOfUpload(socket);
            } catch (IOException e) {
                problem = e;
            }
        }
    }

    private boolean hasMore() {
        try {
            return input.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isStalled() {
        return watch != null && watch.isExpired() || problem instanceof SocketTimeoutException;
    }

    /** No byte in time: what the server says to the closed data connection tells more than the silence. */
    private Failure stalled() {
        data.close();
        Optional<ServerReply> reply = engine.resync(monitor);
        if (reply.isPresent() && ControlConnection.isRefusal(reply.get().code())) {
            Failure refused = engine.refused(order, reply.get());
            return refused.toBuilder().kind(FailureKind.TIMEOUT).hint(Hint.RUN_AGAIN).detail("no data in time").build();
        }
        return Failure.at(order.step()).kind(FailureKind.TIMEOUT).subject(order.subject()).detail("no data in time")
                .hint(Hint.RUN_AGAIN).cause(problem).build();
    }

    /** All of it came when the server says so and the size is right, however the data connection ended. */
    private ServerReply judged(ServerReply reply) throws Failure {
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            throw engine.refused(order, reply);
        }
        boolean comparable = !order.upload() && !order.ascii() && order.expected().isPresent();
        if (comparable && order.expected().getAsLong() == count) {
            return reply;
        }
        if (comparable) {
            throw incomplete(reply, count + " of " + order.expected().getAsLong() + " bytes came");
        }
        if (problem != null) {
            throw incomplete(reply, problem.getMessage());
        }
        if (!inOrder) {
            throw incomplete(reply, "the connection ended without the end mark of TLS");
        }
        return reply;
    }

    private Failure incomplete(ServerReply reply, String detail) {
        return Failure.at(order.step()).kind(FailureKind.INCOMPLETE).subject(order.subject()).reply(reply).detail(detail)
                .hint(Hint.RUN_AGAIN)
                .cause(problem).build();
    }

    /** Ends the transfer early: closes the data connection and brings the control connection back in step, or closes it. Never throws. */
    public void abort() {
        if (over) {
            return;
        }
        if (reset) {
            data.reset();
        } else {
            protection.beforeAbort(socket);
            data.close();
        }
        engine.owe(keepAlive.stop());
        engine.resync(monitor);
        end();
    }

    private void requireOpen() {
        if (over) {
            throw new IllegalStateException("the transfer is over");
        }
    }

    private void end() {
        if (!over) {
            over = true;
            registration.close();
            keepAlive.stop();
            if (watch != null) {
                watch.close();
            }
            data.close();
            engine.ended(this);
        }
    }

    /** Counts what comes and remembers how it ended. */
    private final class Reading extends FilterInputStream {
        Reading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (atEnd) {
                return -1;
            }
            try {
                int read = in.read(bytes, offset, length);
                count += Math.max(read, 0);
                atEnd = read < 0;
                return read;
            } catch (IOException e) {
                problem = e;
                throw e;
            }
        }

        @Override
        public void close() {
            // finish() and abort() close, because only they know how
        }
    }

    /** Watches each write, because a socket has no timeout for it, and remembers how it ended. */
    private final class Writing extends FilterOutputStream {
        Writing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int start = offset; start < end; start += PIECE) {
                writePiece(bytes, start, Math.min(PIECE, end - start));
            }
        }

        private void writePiece(byte[] bytes, int offset, int length) throws IOException {
            watch.begin();
            try {
                out.write(bytes, offset, length);
                count += length;
            } catch (IOException e) {
                problem = e;
                throw e;
            } finally {
                watch.done();
            }
        }

        @Override
        public void close() {
            // finish() and abort() close, because only they know how
        }
    }
}
