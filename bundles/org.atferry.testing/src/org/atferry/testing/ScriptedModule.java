/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;

/**
 * The module's side of a line, played from a script: steps are added at any time and run one after the other in a thread of its own. A step
 * that fails closes the port, and {@link #awaitDone} and {@link #close} tell why. Text is UTF-8.
 *
 * <pre>
 * module.expect("AT+QFTPPWD\r").reply("\r\nOK\r\n").reply("\r\n+QFTPPWD: 0,\"/\"\r\n");
 * </pre>
 */
public final class ScriptedModule implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private final Port port;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::play, "scripted module"); //$NON-NLS-1$
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    /** Read but not yet used, from position to limit; only for {@link #thread}. */
    private final ByteBuffer ahead = ByteBuffer.allocate(16 * 1024).limit(0);
    private int pieces = Integer.MAX_VALUE;
    private volatile Throwable failure;
    private volatile boolean closed;

    /** Plays over that port, which it closes in the end. */
    public ScriptedModule(Port port) {
        this.port = port;
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for exactly these bytes. */
    public ScriptedModule expect(String text) {
        return expect(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for exactly these bytes. */
    public ScriptedModule expect(byte[] bytes) {
        steps.add(() -> {
            byte[] read = read(bytes.length, PATIENCE);
            if (!Arrays.equals(read, bytes)) {
                throw new AssertionError("expected " + shown(bytes) + " but got " + shown(read)); //$NON-NLS-1$ //$NON-NLS-2$
            }
        });
        return this;
    }

    /** Takes that many bytes, whatever they are; {@link #received} has them. */
    public ScriptedModule take(int count) {
        steps.add(() -> {
            byte[] read = read(count, PATIENCE);
            if (read.length < count) {
                throw new AssertionError("expected " + count + " bytes but got " + read.length); //$NON-NLS-1$ //$NON-NLS-2$
            }
            synchronized (received) {
                received.writeBytes(read);
            }
        });
        return this;
    }

    /** Drops what comes, up to and with that text. */
    public ScriptedModule skipTo(String text) {
        steps.add(() -> {
            StringBuilder last = new StringBuilder();
            while (!last.toString().endsWith(text)) {
                byte[] next = read(1, PATIENCE);
                if (next.length == 0) {
                    throw new AssertionError("never got " + text); //$NON-NLS-1$
                }
                last.append((char) (next[0] & 0xff));
                last.delete(0, Math.max(0, last.length() - text.length()));
            }
        });
        return this;
    }

    /** Checks that nothing comes for so long. */
    public ScriptedModule expectSilence(Duration time) {
        steps.add(() -> {
            byte[] read = read(1, time);
            if (read.length > 0) {
                throw new AssertionError("expected silence but got " + shown(read)); //$NON-NLS-1$
            }
        });
        return this;
    }

    /** Writes these bytes. */
    public ScriptedModule reply(String text) {
        return reply(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes these bytes. */
    public ScriptedModule reply(byte[] bytes) {
        steps.add(() -> write(bytes));
        return this;
    }

    /** Waits until the other side has taken what was written. */
    public ScriptedModule drain() {
        steps.add(() -> port.drain(PATIENCE));
        return this;
    }

    /** From here on writes in pieces of that size, each taken by the other side before the next is written. */
    public ScriptedModule inPiecesOf(int size) {
        steps.add(() -> pieces = size);
        return this;
    }

    /** Waits until the latch is open. */
    public ScriptedModule when(CountDownLatch latch) {
        steps.add(() -> {
            if (!latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the test never went on"); //$NON-NLS-1$
            }
        });
        return this;
    }

    /** Opens a latch. */
    public ScriptedModule then(CountDownLatch latch) {
        steps.add(latch::countDown);
        return this;
    }

    /**
     * Answers each line that ends with CR by what the function says, until that is null or the other side hangs up; the line comes without
     * its CR.
     */
    public ScriptedModule serve(Function<String, String> answers) {
        steps.add(() -> {
            try {
                for (String answer = answers.apply(line()); answer != null; answer = answers.apply(line())) {
                    write(answer.getBytes(StandardCharsets.UTF_8));
                }
            } catch (PortException e) {
                closed = true;
            }
        });
        return this;
    }

    /** Closes the port: the other side sees a hang-up. */
    public ScriptedModule hangUp() {
        steps.add(port::close);
        return this;
    }

    /** What {@link #take} took. */
    public byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /**
     * Waits until all steps so far have run.
     *
     * @throws AssertionError when one failed
     */
    public void awaitDone() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        steps.add(done::countDown);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (failure == null && !done.await(20, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
            // both are waited for
        }
        check();
        if (done.getCount() > 0) {
            throw new AssertionError("the script did not come to its end"); //$NON-NLS-1$
        }
    }

    private void check() {
        if (failure != null) {
            throw new AssertionError("the scripted module failed: " + failure.getMessage(), failure); //$NON-NLS-1$
        }
    }

    private void play() {
        try {
            while (!closed) {
                steps.take().run();
            }
        } catch (InterruptedException e) {
            // closed
        } catch (IOException | RuntimeException | AssertionError e) {
            if (!closed) {
                failure = e;
                port.close();
            }
        }
    }

    private byte[] read(int count, Duration patience) throws PortException {
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] read = new byte[count];
        int done = 0;
        while (done < count) {
            if (!ahead.hasRemaining()) {
                long left = deadline - System.nanoTime();
                int more = left <= 0 ? 0 : port.read(ahead.array(), 0, ahead.capacity(), Duration.ofNanos(left));
                if (more == 0) {
                    return Arrays.copyOf(read, done);
                }
                ahead.position(0).limit(more);
            }
            int taken = Math.min(ahead.remaining(), count - done);
            ahead.get(read, done, taken);
            done += taken;
        }
        return read;
    }

    private String line() throws PortException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            byte[] next = read(1, Duration.ofDays(1));
            if (next[0] == '\r') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(next[0]);
        }
    }

    private void write(byte[] bytes) throws PortException {
        for (int done = 0; done < bytes.length;) {
            int count = Math.min(pieces, bytes.length - done);
            port.write(bytes, done, count, PATIENCE);
            done += count;
            if (pieces < Integer.MAX_VALUE) {
                port.drain(PATIENCE);
            }
        }
    }

    private static String shown(byte[] bytes) {
        StringBuilder text = new StringBuilder("\""); //$NON-NLS-1$
        for (byte b : bytes) {
            text.append(b >= 0x20 && b < 0x7f ? String.valueOf((char) b) : String.format("\\x%02x", b & 0xff)); //$NON-NLS-1$
        }
        return text.append('"').toString();
    }

    /** Ends the script and closes the port; tells the failure of a step. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        port.close();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        check();
    }
}
