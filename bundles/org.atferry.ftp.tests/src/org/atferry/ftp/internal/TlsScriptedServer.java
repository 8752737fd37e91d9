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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server that does what a script says, in the clear and under TLS: one script for each connection, in a thread of its own. Each line that
 * came is kept, with {@code "* "} before it when it came under TLS.
 */
final class TlsScriptedServer implements AutoCloseable {

    /** What one connection does. */
    @FunctionalInterface
    interface Script {
        void play(Session session) throws Exception;
    }

    private final ServerSocket listening;
    private final Script script;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch clientGone = new CountDownLatch(1);
    private volatile Throwable error;

    private TlsScriptedServer(InetAddress address, Script script) throws IOException {
        this.listening = new ServerSocket(0, 10, address);
        this.script = script;
        run(this::accept);
    }

    static TlsScriptedServer start(Script script) throws IOException {
        return start("127.0.0.1", script);
    }

    static TlsScriptedServer start(String address, Script script) throws IOException {
        return new TlsScriptedServer(InetAddress.getByName(address), script);
    }

    private void run(Runnable work) {
        Thread thread = new Thread(work, "tls-scripted-server");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                opened.add(socket);
                run(() -> play(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            script.play(new Session(socket));
        } catch (IOException e) {
            // the client went away, or the handshake failed
        } catch (Exception | AssertionError e) {
            error = e;
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until a client closed its connection, while {@link Session#hold} waits for that. */
    boolean awaitClientGone() throws InterruptedException {
        return clientGone.await(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        listening.close();
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
        for (Thread thread : threads) {
            thread.join(5000);
        }
        if (error != null) {
            throw new AssertionError("the script failed", error);
        }
    }

    /** One control connection. */
    final class Session {
        private final Socket plain;
        private Socket socket;
        private ServerSocket passive;

        private Session(Socket plain) throws IOException {
            this.plain = plain;
            this.socket = plain;
            plain.setTcpNoDelay(true);
        }

        Socket plain() {
            return plain;
        }

        void raw(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void reply(String line) throws IOException {
            raw(line + "\r\n");
        }

        /** The next line; answers what is asked before a login and data until the verb comes. */
        String until(String verb) throws IOException {
            while (true) {
                String line = command();
                if (line.startsWith(verb)) {
                    return line;
                }
                answer(line);
            }
        }

        private void answer(String line) throws IOException {
            switch (line.split(" ")[0]) {
                case "USER" -> reply("331 password");
                case "PASS" -> reply("230 in");
                case "FEAT" -> reply("211 none");
                case "PASV" -> {
                    passive = new ServerSocket(0, 1, plain.getLocalAddress());
                    opened.add(passive);
                    reply("227 (127,0,0,1," + (passive.getLocalPort() >> 8) + "," + (passive.getLocalPort() & 255) + ")");
                }
                case "SIZE" -> reply("550 no");
                case "QUIT" -> reply("221 bye");
                default -> reply("200 ok");
            }
        }

        String command() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("gone");
                }
                line.write(next);
            }
            String text = line.toString(StandardCharsets.UTF_8).strip();
            lines.add((socket == plain ? "" : "* ") + text);
            return text;
        }

        /** Greets, and changes to TLS when the client asks for it. */
        SSLSocket explicit(SSLContext context, String... versions) throws IOException {
            reply("220 hi");
            until("AUTH");
            reply("234 go");
            return secure(context, versions);
        }

        /** The handshake as a server; what follows is protected. */
        SSLSocket secure(SSLContext context, String... versions) throws IOException {
            SSLSocket secure = layer(context, plain);
            if (versions.length > 0) {
                secure.setEnabledProtocols(versions);
            }
            secure.startHandshake();
            socket = secure;
            return secure;
        }

        /** What is said and read from now on goes through this socket. */
        void speakOn(Socket other) {
            socket = other;
        }

        /** The data connection, not protected yet. */
        Socket data() throws IOException {
            Socket data = passive.accept();
            opened.add(data);
            return data;
        }

        SSLSocket layer(SSLContext context, Socket over) throws IOException {
            SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(over, null, over.getPort(), true);
            secure.setUseClientMode(false);
            return secure;
        }

        /** Waits until the client goes away. */
        void hold() throws IOException {
            try {
                InputStream in = plain.getInputStream();
                while (in.read() >= 0) {
                    // a handshake may come
                }
            } finally {
                clientGone.countDown();
            }
        }
    }
}
