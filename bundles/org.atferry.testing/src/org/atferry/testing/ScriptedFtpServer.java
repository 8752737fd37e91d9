/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An FTP server that does what a script says, right or wrong: one script runs for each connection, in a thread of its own. What the client
 * sent is kept. An error of a script, other than the client's going away, shows when the server is closed.
 */
public final class ScriptedFtpServer implements AutoCloseable {

    /** What one connection does. */
    @FunctionalInterface
    public interface Script {
        /** Plays the server's part. */
        void play(Session session) throws IOException;
    }

    private final ServerSocket listening;
    private final Script script;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile Throwable error;
    private volatile boolean closed;

    private ScriptedFtpServer(InetAddress address, Script script) throws IOException {
        this.listening = new ServerSocket(0, 50, address);
        this.script = script;
        run("scripted-ftp-accept", this::accept);
    }

    /** Starts a server on a free loopback port. */
    public static ScriptedFtpServer start(Script script) throws IOException {
        return new ScriptedFtpServer(InetAddress.getByName("127.0.0.1"), script);
    }

    /** Starts a server on a free port of an address of this machine, such as {@code ::1}. */
    public static ScriptedFtpServer start(InetAddress address, Script script) throws IOException {
        return new ScriptedFtpServer(address, script);
    }

    private void run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                Session session = new Session(socket);
                sessions.add(session);
                run("scripted-ftp-session", () -> play(session));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void play(Session session) {
        try (session) {
            script.play(session);
        } catch (IOException e) {
            // the client went away, or the server was closed
        } catch (RuntimeException | Error e) {
            error = e;
        }
    }

    /** The port. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Every line that clients sent, in order. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(listening);
        sessions.forEach(Session::close);
        for (Thread thread : threads) {
            try {
                thread.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (error != null) {
            throw new AssertionError("the script failed", error);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it is gone either way
        }
    }

    /** One connection of a client. */
    public final class Session implements AutoCloseable {
        private final Socket control;
        private final InputStream in;
        private final OutputStream out;
        private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
        private ServerSocket passive;
        private Socket active;
        private List<String> features = List.of("SIZE", "REST STREAM", "UTF8");

        private Session(Socket control) throws IOException {
            this.control = control;
            this.in = new BufferedInputStream(control.getInputStream());
            this.out = control.getOutputStream();
        }

        /** Sends a line with its end. */
        public void reply(String line) throws IOException {
            raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        /** Sends bytes as they are. */
        public void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** What {@code FEAT} answers from now on. */
        public Session features(String... lines) {
            features = List.of(lines);
            return this;
        }

        /** Waits for the next command. */
        public String command() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("the client closed");
                }
                line.write(next);
            }
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            commands.add(text);
            return text;
        }

        /** Whether the client says something, or goes away, within a time; what it says is left for {@link #command}. */
        public boolean saysMore(Duration within) throws IOException {
            in.mark(1);
            control.setSoTimeout(Math.toIntExact(within.toMillis()));
            try {
                in.read();
                in.reset();
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } finally {
                control.setSoTimeout(0);
            }
        }

        /** Greets and lets any user in; asked features are answered too. */
        public void login() throws IOException {
            reply("220 ready");
            until("TYPE");
            reply("200 done");
        }

        /**
         * Answers the usual commands as a good server does until the given one comes, which is left to the script.
         *
         * @return the argument of that command; empty when it has none
         */
        public String until(String verb) throws IOException {
            while (true) {
                String line = command();
                int space = line.indexOf(' ');
                String word = space < 0 ? line : line.substring(0, space);
                String argument = space < 0 ? "" : line.substring(space + 1);
                if (word.equals(verb)) {
                    return argument;
                }
                answer(word, argument);
            }
        }

        private void answer(String word, String argument) throws IOException {
            switch (word) {
                case "USER" -> reply("331 password please");
                case "PASS" -> reply("230 welcome");
                case "FEAT" -> answerFeatures();
                case "PWD" -> reply("257 \"/\" is here");
                case "CWD" -> reply("250 done");
                case "SYST" -> reply("215 UNIX Type: L8");
                case "TYPE", "OPTS", "NOOP" -> reply("200 done");
                case "SIZE" -> reply("550 no such file");
                case "REST" -> reply("350 " + argument);
                case "PASV" -> reply("227 here (" + passiveNumbers() + ")");
                case "EPSV" -> reply("229 here (|||" + listen() + "|)");
                case "PORT", "EPRT" -> connectBack(argument);
                case "QUIT" -> reply("221 bye");
                default -> reply("502 what is " + word);
            }
        }

        private void answerFeatures() throws IOException {
            reply("211-features");
            for (String feature : features) {
                reply(" " + feature);
            }
            reply("211 end");
        }

        /** Opens a passive port; returns {@code h1,h2,h3,h4,p1,p2} for it. */
        public String passiveNumbers() throws IOException {
            int port = listen();
            return "127,0,0,1," + (port >> 8) + "," + (port & 0xff);
        }

        private int listen() throws IOException {
            passive = new ServerSocket(0, 5, control.getLocalAddress());
            opened.add(passive);
            return passive.getLocalPort();
        }

        private void connectBack(String argument) throws IOException {
            String[] parts = argument.split("[,|]");
            boolean extended = argument.startsWith("|");
            int port = extended ? Integer.parseInt(parts[3]) : Integer.parseInt(parts[4]) << 8 | Integer.parseInt(parts[5]);
            reply("200 done");
            active = new Socket(control.getInetAddress(), port);
            opened.add(active);
        }

        /** The data connection that the client agreed on; waits for it when it is passive. */
        public Socket data() throws IOException {
            if (active != null) {
                return active;
            }
            Socket socket = passive.accept();
            opened.add(socket);
            return socket;
        }

        /** Resets a connection, so that the client sees more than its end. */
        public void reset(Socket socket) throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client goes away. */
        public void hold() throws IOException {
            while (in.read() >= 0) {
                // what comes now does not count
            }
        }

        /** The control connection itself, for a script that breaks it. */
        public Socket control() {
            return control;
        }

        @Override
        public void close() {
            closeQuietly(control);
            opened.forEach(ScriptedFtpServer::closeQuietly);
        }
    }
}
