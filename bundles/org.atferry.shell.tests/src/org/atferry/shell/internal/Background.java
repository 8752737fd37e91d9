/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.atferry.remote.Cancellation;

/** A command that runs in a thread of its own until it is stopped. */
final class Background implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Cancellation cancellation = new Cancellation();
    private final Thread thread;
    private volatile int status = -1;

    Background(TestFerry ferry, String... arguments) {
        Environment environment = ferry.environment(InputStream.nullInputStream(),
                new PrintStream(new Lines(), true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        Ferry command = new Ferry(ferry.services());
        thread = new Thread(() -> status = command.run(List.of(arguments), environment, cancellation), "test-" + arguments[0]);
        thread.start();
    }

    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }

    /** The next line on standard output. */
    String line() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertTrue(line != null, () -> "no line; standard error: " + err());
        return line;
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Waits until it ends by itself. */
    int awaitEnd() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertTrue(!thread.isAlive(), "the command does not end");
        return status;
    }

    /** Cancels and waits. */
    int stop() throws InterruptedException {
        cancellation.cancel();
        return awaitEnd();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
