/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.atferry.at.port.LoopPair;
import org.atferry.at.port.Port;
import org.atferry.at.port.PortException;

/**
 * A module that plays a script: answers each command line as the test says, byte for byte, and remembers what it was sent. What the script
 * does not mention of the opening sequence is answered as the manual prints it; anything else is ERROR.
 */
final class PlayedModule implements AutoCloseable {

    /** An answer that needs more than bytes. */
    @FunctionalInterface
    interface Answer {
        void play(PlayedModule module) throws PortException;
    }

    private static final Duration LONG = Duration.ofSeconds(20);

    private final LoopPair pair = LoopPair.create("played");
    private final Map<String, Deque<Answer>> script = new HashMap<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Thread thread = new Thread(this::run, "played-module");
    private volatile int chunk = Integer.MAX_VALUE;
    private volatile boolean echo = true;

    PlayedModule() {
        when("ATE0", module -> {
            module.send("\r\nOK\r\n");
            echo = false;
        });
        when("ATI", "\r\nQuectel\r\nEC200A\r\nRevision: EC200ACNHAR01A01M16\r\n\r\nOK\r\n");
        when("AT+CPIN?", "\r\n+CPIN: READY\r\n\r\nOK\r\n");
        when("AT+QIACT?", "\r\n+QIACT: 1,1,1,\"10.7.157.1\"\r\n\r\nOK\r\n");
        when("AT+QFTPSTAT", "\r\nOK\r\n\r\n+QFTPSTAT: 0,4\r\n");
        when("AT+QFTPOPEN=\"ftp.example.org\",21", "\r\nOK\r\n\r\n+QFTPOPEN: 0,0\r\n");
        when("AT+QFTPCLOSE", "\r\nOK\r\n\r\n+QFTPCLOSE: 0,0\r\n");
        when("AT+QFTPPWD", "\r\nOK\r\n\r\n+QFTPPWD: 0,\"/\"\r\n");
        ok("AT");
        ok("AT+CMEE=1");
        ok("AT+QFTPCFG=\"contextid\",1");
        ok("AT+QFTPCFG=\"account\",\"test\",\"geheim\"");
        ok("AT+QFTPCFG=\"filetype\",0");
        ok("AT+QFTPCFG=\"transmode\",1");
        ok("AT+QFTPCFG=\"rsptimeout\",90");
        ok("AT+QFTPCFG=\"ssltype\",0");
    }

    /** What the host opens. */
    Port host() {
        return pair.host();
    }

    PlayedModule start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Answers a line with these, one after the other; the last one stays. */
    PlayedModule when(String line, Object... answers) {
        Deque<Answer> queue = new ArrayDeque<>();
        for (Object answer : answers) {
            queue.add(answer instanceof Answer played ? played : module -> module.send((String) answer));
        }
        synchronized (script) {
            script.put(line, queue);
        }
        return this;
    }

    /** The same for an answer that is played. */
    PlayedModule when(String line, Answer answer) {
        return when(line, new Object[] { answer });
    }

    /** Answers a line with OK. */
    PlayedModule ok(String line) {
        return when(line, "\r\nOK\r\n");
    }

    /** Sends every answer in pieces of so many bytes. */
    PlayedModule inPiecesOf(int bytes) {
        chunk = bytes;
        return this;
    }

    /** The lines that came, without CR. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines that came after the login. */
    List<String> linesAfterLogin() {
        List<String> all = lines();
        int open = all.lastIndexOf("AT+QFTPOPEN=\"ftp.example.org\",21");
        return all.subList(open + 1, all.size());
    }

    /** All bytes of data that came. */
    byte[] data() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /** Waits until a line has come. */
    void awaitLine(String line) throws InterruptedException {
        for (String next = ""; !next.equals(line);) {
            next = arrivals.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("never came: " + line + " but " + lines);
            }
        }
    }

    void send(String text) throws PortException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws PortException {
        for (int i = 0; i < bytes.length; i += Math.min(chunk, bytes.length)) {
            pair.module().write(bytes, i, Math.min(chunk, bytes.length - i), LONG);
        }
    }

    /** Takes exactly so many bytes of data. */
    void receive(int count) throws PortException {
        byte[] buffer = new byte[count];
        int got = 0;
        while (got < count) {
            got += pair.module().read(buffer, got, count - got, LONG);
        }
        synchronized (received) {
            received.write(buffer, 0, count);
        }
    }

    /** Takes data, which is all zeros, until {@code +++} comes. */
    void receiveUntilEscape() throws PortException {
        byte[] buffer = new byte[4096];
        for (int escapes = 0; escapes < 3;) {
            int count = pair.module().read(buffer, 0, buffer.length, LONG);
            for (int i = 0; i < count; i++) {
                escapes += buffer[i] == '+' ? 1 : 0;
            }
        }
    }

    /** Closes the port, as when it is pulled out. */
    void hangUp() {
        pair.module().close();
    }

    private void run() {
        try {
            while (true) {
                String line = withoutNoise(readLine());
                lines.add(line);
                arrivals.add(line);
                if (echo) {
                    send(line + "\r");
                }
                answer(line).play(this);
            }
        } catch (PortException e) {
            // the host closed the port
        }
    }

    /** What comes before {@code AT} is ignored (V.250 5.2.1), such as a {@code +++} outside data mode. */
    private static String withoutNoise(String line) {
        return line.substring(Math.max(0, line.indexOf("AT")));
    }

    private Answer answer(String line) {
        synchronized (script) {
            Deque<Answer> queue = script.get(line);
            if (queue == null) {
                return module -> module.send("\r\nERROR\r\n");
            }
            return queue.size() > 1 ? queue.remove() : queue.peek();
        }
    }

    private String readLine() throws PortException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        while (true) {
            if (pair.module().read(one, 0, 1, LONG) == 1) {
                if (one[0] == '\r') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(one[0]);
            }
        }
    }

    @Override
    public void close() {
        pair.module().close();
        pair.host().close();
        try {
            thread.join(LONG.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
