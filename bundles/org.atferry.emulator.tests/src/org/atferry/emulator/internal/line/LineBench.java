/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.atferry.at.AtText;
import org.atferry.at.trace.Tap;
import org.atferry.at.trace.TraceListener;

/** A line with an interpreter and a few commands that show what reaches them. */
final class LineBench implements AutoCloseable {

    final ManualTime time = new ManualTime();
    final BenchPort port = new BenchPort(time);
    final LineSettings settings = new LineSettings();
    final ByteArrayOutputStream data = new ByteArrayOutputStream();
    final CountDownLatch slowStarted = new CountDownLatch(1);
    final CountDownLatch slow = new CountDownLatch(1);
    final CountDownLatch job = new CountDownLatch(1);
    final AtomicReference<Throwable> fault = new AtomicReference<>();
    final LineInput input;
    final LineOutput output;
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final Thread thread;

    LineBench() {
        this(64);
    }

    LineBench(int longestLine) {
        Tap tap = new Tap("bench", TraceListener.NONE);
        input = new LineInput(port, time, tap, () -> { });
        output = new LineOutput(port, time, tap);
        AtInterpreter interpreter = new AtInterpreter(new DataLine(input, output, Duration.ofMillis(3), 1 << 16), time, commands(),
                settings, work, longestLine, fault::set);
        thread = new Thread(interpreter::run, "bench-module");
        input.start();
        thread.start();
    }

    private Map<String, Command> commands() {
        Map<String, Command> commands = new HashMap<>();
        commands.put("+ECHO", new Command() {
            @Override
            public Answer test() {
                return Answer.ok("+ECHO: test");
            }

            @Override
            public Answer read() {
                return Answer.ok("+ECHO: read");
            }

            @Override
            public Answer execute() {
                return Answer.ok("+ECHO: execute");
            }

            @Override
            public Answer set(List<AtText.Argument> arguments) {
                return Answer.ok("+ECHO: " + arguments.stream().map(AtText.Argument::text).toList());
            }
        });
        put(commands, "I", () -> Answer.ok("one", "two", "three"));
        put(commands, "+BAD", Answer::error);
        put(commands, "+LATER", () -> Answer.ok().followedBy("+LATER: at once"));
        put(commands, "+SLOW", () -> {
            slowStarted.countDown();
            await(slow);
            return Answer.ok("+SLOW: done");
        });
        put(commands, "+JOB", () -> Answer.ok().then(() -> {
            await(job);
            return "+JOB: 0,0";
        }));
        put(commands, "+CRASH", () -> {
            throw new IllegalStateException("on purpose");
        });
        put(commands, "+DATA", () -> Answer.connect(line -> take(line, -1)));
        put(commands, "+FIVE", () -> Answer.connect(line -> take(line, 5)));
        commands.put("E", new Command() {
            @Override
            public Answer set(List<AtText.Argument> arguments) {
                settings.echo(arguments.get(0).text().equals("1"));
                return Answer.ok();
            }
        });
        return commands;
    }

    private interface Execution {
        Answer run();
    }

    private static void put(Map<String, Command> commands, String name, Execution execution) {
        commands.put(name, new Command() {
            @Override
            public Answer execute() {
                return execution.run();
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Answer take(DataLine line, long length) {
        line.input().startData(length, Duration.ofSeconds(20));
        line.output().connect();
        long left = length;
        while (left != 0) {
            LineInput.Signal signal = line.input().await();
            if (signal != LineInput.Signal.DATA) {
                return Answer.ok("+DATA: " + signal);
            }
            LineInput.Span span = line.input().span();
            int count = left < 0 ? span.length() : (int) Math.min(left, span.length());
            byte[] taken = Arrays.copyOfRange(span.bytes(), span.offset(), span.offset() + count);
            line.input().consume(count);
            synchronized (data) {
                data.writeBytes(taken);
                data.notifyAll();
            }
            left -= left < 0 ? 0 : count;
        }
        line.input().endData();
        line.input().discard(line.quiet());
        return Answer.ok("+DATA: complete");
    }

    /** Waits until exactly this, no more, reached the command in data mode. */
    void expectData(String expected) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        synchronized (data) {
            while (data.size() < expected.length() && System.nanoTime() < end) {
                data.wait(1_000);
            }
            assertEquals(expected, data.toString());
        }
    }

    /** Sends a command line with echo off and expects its framed answer. */
    void command(String command, String answer) {
        port.send(command + "\r");
        port.expect(answer);
    }

    /** Switches the echo off, to keep the expectations short. */
    LineBench quiet() {
        port.send("ATE0\r");
        port.expect("ATE0\r\r\nOK\r\n");
        return this;
    }

    @Override
    public void close() throws InterruptedException {
        slow.countDown();
        job.countDown();
        input.close();
        thread.join(5_000);
        input.join(Duration.ofSeconds(5));
        work.shutdown();
        assertFalse(thread.isAlive());
        assertTrue(work.awaitTermination(5, TimeUnit.SECONDS));
    }
}
