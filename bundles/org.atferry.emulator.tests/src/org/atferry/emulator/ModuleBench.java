/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.atferry.at.port.LoopPair;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.TraceEvent;
import org.atferry.at.trace.TraceListener;
import org.atferry.emulator.internal.line.ManualTime;
import org.atferry.emulator.internal.line.ModuleTime;
import org.atferry.emulator.internal.line.SystemTime;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Failure;

/** A module on one end of a loop, and the test as its host on the other. Echo is off unless the test puts it on. */
final class ModuleBench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SLICE = Duration.ofMillis(200);

    final SoftwareModule module;
    final Port host;
    final ManualTime time;
    final List<TraceEvent> trace = new CopyOnWriteArrayList<>();
    final List<String> wire = new CopyOnWriteArrayList<>();
    private final byte[] buffer = new byte[1 << 16];

    ModuleBench() throws Failure {
        this(ModuleSettings.qftp(), null);
    }

    /** With a clock that the test moves, or none. */
    ModuleBench(ModuleSettings settings, ManualTime time) throws Failure {
        LoopPair pair = LoopPair.create("module");
        this.time = time;
        SystemTime system = new SystemTime("bench-time");
        ModuleTime used = time == null ? system : time;
        TraceListener listener = trace::add;
        host = pair.host();
        module = new SoftwareModule(pair.module(), settings, listener, new Wire(), used, system::close);
        module.start();
        say("ATE0\r");
        expect("ATE0\r\r\nOK\r\n");
    }

    private final class Wire implements FtpWireListener {
        @Override
        public void sent(String lineMasked) {
            wire.add("> " + lineMasked);
        }

        @Override
        public void received(String line) {
            wire.add("< " + line);
        }
    }

    void say(String text) {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) {
        try {
            host.write(bytes, 0, bytes.length, PATIENCE);
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    /** The next bytes, exactly. */
    void expect(String text) {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        byte[] got = take(expected.length);
        assertEquals(text, new String(got, StandardCharsets.UTF_8));
    }

    void expect(byte[] expected) {
        assertArrayEquals(expected, take(expected.length));
    }

    /** The next bytes; fewer when no more come in time. */
    byte[] take(int count) {
        byte[] all = new byte[count];
        int done = 0;
        try {
            int read = 1;
            while (done < count && read > 0) {
                read = host.read(all, done, count - done, PATIENCE);
                done += read;
            }
        } catch (PortException e) {
            // what came is told
        }
        return Arrays.copyOf(all, done);
    }

    /** Bytes up to and including a text. */
    String until(String last) {
        StringBuilder text = new StringBuilder();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (text.indexOf(last) < 0) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("no " + last + " in " + text);
                }
                int read = host.read(buffer, 0, 1, SLICE);
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (PortException e) {
            throw new AssertionError("lost after " + text, e);
        }
        return text.toString();
    }

    /** Nothing has come that was not expected. Only after an answer that must be the last. */
    void expectNothing() {
        try {
            int count = host.read(buffer, 0, buffer.length, Duration.ofMillis(50));
            assertEquals("", new String(buffer, 0, count, StandardCharsets.UTF_8));
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    /** A command and its whole answer, the blocks without their line ends. */
    void command(String line, String... blocks) {
        say(line + "\r");
        expectBlocks(blocks);
    }

    void expectBlocks(String... blocks) {
        StringBuilder expected = new StringBuilder();
        for (String block : blocks) {
            expected.append("\r\n").append(block).append("\r\n");
        }
        expect(expected.toString());
    }

    /** Brings the context up and logs in. */
    ModuleBench open(String host, int port, String user, String password) {
        context();
        command("AT+QFTPCFG=\"account\",\"" + user + "\",\"" + password + "\"", "OK");
        command("AT+QFTPOPEN=\"" + host + "\"," + port, "OK", "+QFTPOPEN: 0,0");
        return this;
    }

    ModuleBench context() {
        command("AT+QICSGP=1,1,\"UNINET\",\"\",1", "OK");
        command("AT+QIACT=1", "OK");
        return this;
    }

    /** The session is still there and answers. */
    void expectUsable() {
        command("AT", "OK");
        command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,1");
        say("AT+QFTPPWD\r");
        expect("\r\nOK\r\n\r\n+QFTPPWD: 0,\"");
        until("\"\r\n");
    }

    @Override
    public void close() {
        module.close();
        assertFalse(module.isRunning());
        host.close();
    }
}
