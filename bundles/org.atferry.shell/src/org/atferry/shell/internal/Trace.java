/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import org.atferry.at.trace.TraceEvent;
import org.atferry.at.trace.TraceListener;
import org.atferry.at.trace.TraceWriter;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Failure;

/**
 * What passed on the wires of a run, in the file of {@code --trace}: the bytes of the AT line and the lines of FTP, in the order of time,
 * with secrets masked by those who tell. Only its owner may read the file.
 */
final class Trace implements AutoCloseable {

    private final TraceListener listener;
    private final Closing file;

    @FunctionalInterface
    private interface Closing {
        void close() throws Failure;
    }

    private Trace(TraceListener listener, Closing file) {
        this.listener = listener;
        this.file = file;
    }

    /** The trace of a run: none when no file is named. */
    static Trace open(Optional<String> typed, Environment environment) throws Failure {
        if (typed.isEmpty()) {
            return new Trace(TraceListener.NONE, () -> { });
        }
        Path path = environment.path(typed.get());
        try {
            String title = "AT Ferry " + environment.version() + ", " + VersionCommand.platform();
            TraceWriter writer = new TraceWriter(PrivateFiles.create(path), title);
            return new Trace(writer, () -> close(writer, path));
        } catch (IOException e) {
            throw LocalFailures.of(path, e);
        }
    }

    /** Is told the bytes of AT lines. */
    TraceListener at() {
        return listener;
    }

    /** Is told the lines of a control connection, which become events of the link {@code ftp HOST}. */
    FtpWireListener ftp(String host) {
        if (listener == TraceListener.NONE) {
            return FtpWireListener.none();
        }
        String link = ("ftp " + host).strip();
        return new FtpWireListener() {
            @Override
            public void sent(String lineMasked) {
                tell(TraceEvent.Direction.SENT, lineMasked);
            }

            @Override
            public void received(String line) {
                tell(TraceEvent.Direction.RECEIVED, line);
            }

            private void tell(TraceEvent.Direction direction, String line) {
                listener.traced(new TraceEvent(Instant.now(), link, "", direction, (line + "\r\n").getBytes(StandardCharsets.UTF_8)));
            }
        };
    }

    private static void close(TraceWriter writer, Path path) throws Failure {
        try {
            writer.close();
        } catch (IOException e) {
            throw LocalFailures.of(path, e);
        }
    }

    /**
     * Closes the file.
     *
     * @throws Failure {@link org.atferry.remote.FailureKind#LOCAL} when not all of the trace could be written
     */
    @Override
    public void close() throws Failure {
        file.close();
    }
}
