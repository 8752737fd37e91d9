/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An FTP server on loopback that answers each verb, whenever it comes, as a test wants; what the test leaves alone it answers as a good
 * server does, with files in memory.
 */
final class VerbFtpServer implements AutoCloseable {

    /** What the server does on a command. */
    @FunctionalInterface
    interface Act {
        void on(Session session, String argument) throws IOException;
    }

    private final ServerSocket listening;
    private final Map<String, Act> acts = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile String greeting = "220 ready";

    VerbFtpServer() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::acceptAll);
        defaults();
    }

    private void defaults() {
        reply("USER", "331 password?").reply("PASS", "230 in").reply("OPTS", "200 ok").reply("TYPE", "200 ok")
                .reply("FEAT", "211-have", " UTF8", " SIZE", " MDTM", " REST STREAM", "211 end")
                .reply("PWD", "257 \"/\" is it").reply("CWD", "250 ok").reply("REST", "350 go on").reply("DELE", "250 ok")
                .reply("MKD", "257 \"/d\" made").reply("RMD", "250 ok").reply("RNFR", "350 ok").reply("RNTO", "250 ok")
                .reply("NOOP", "200 ok").reply("ABOR", "226 ok").reply("MDTM", "213 20140708110039");
        on("QUIT", (session, argument) -> {
            session.reply("221 bye");
            session.control.close();
        });
        on("EPSV", (session, argument) -> session.reply("229 Entering Extended Passive Mode (|||" + session.listen() + "|)"));
        on("PASV", (session, argument) -> {
            int port = session.listen();
            session.reply("227 Entering Passive Mode (127,0,0,1," + port / 256 + "," + port % 256 + ")");
        });
        on("SIZE", (session, argument) -> session
                .reply(files.containsKey(argument) ? "213 " + files.get(argument).length : "550 no such file"));
        on("STOR", (session, argument) -> {
            session.reply("150 send");
            try (Socket data = session.accept()) {
                files.put(argument, data.getInputStream().readAllBytes());
            }
            session.reply("226 stored");
        });
        on("RETR", (session, argument) -> session.send(files.get(argument)));
        on("LIST", (session, argument) -> session.send("-rw-r--r-- 1 u g 5 Jan 01 2020 a.txt\r\n".getBytes(StandardCharsets.UTF_8)));
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Answers a command by these lines from now on. */
    VerbFtpServer reply(String verb, String... lines) {
        return on(verb, (session, argument) -> session.reply(lines));
    }

    /** Does this on a command from now on. */
    VerbFtpServer on(String verb, Act act) {
        acts.put(verb, act);
        return this;
    }

    VerbFtpServer greeting(String line) {
        greeting = line;
        return this;
    }

    /** The commands that came, of all sessions, such as {@code STOR a.txt}. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket control = listening.accept();
                sockets.add(control);
                start(() -> new Session(control).serve());
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void start(Runnable body) {
        Thread thread = new Thread(body, "scripted-ftp");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            thread.join(5_000);
        }
    }

    /** One control connection. */
    final class Session {
        final Socket control;
        private ServerSocket passive;

        Session(Socket control) {
            this.control = control;
        }

        void serve() {
            try (Socket closing = control) {
                if (greeting != null) {
                    reply(greeting);
                }
                BufferedReader in = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    commands.add(line);
                    int space = line.indexOf(' ');
                    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
                    acts.getOrDefault(verb, (session, argument) -> session.reply("502 not here"))
                            .on(this, space < 0 ? "" : line.substring(space + 1));
                }
            } catch (IOException e) {
                // the peer or the test ended it
            }
        }

        void reply(String... lines) throws IOException {
            OutputStream out = control.getOutputStream();
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        int listen() throws IOException {
            if (passive != null) {
                passive.close();
            }
            passive = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            return passive.getLocalPort();
        }

        /** Nobody listens on the port any more. */
        void deafen() throws IOException {
            passive.close();
        }

        Socket accept() throws IOException {
            try (ServerSocket once = passive) {
                Socket data = once.accept();
                sockets.add(data);
                return data;
            }
        }

        /** Sends bytes over a data connection as a download. */
        void send(byte[] bytes) throws IOException {
            if (bytes == null) {
                reply("550 no such file");
                return;
            }
            reply("150 here it comes");
            try (Socket data = accept()) {
                data.getOutputStream().write(bytes);
            } catch (IOException e) {
                reply("426 you closed");
                return;
            }
            reply("226 done");
        }

        /** Reads that many bytes of an upload, and no more. */
        byte[] read(Socket data, int count) {
            try {
                InputStream in = data.getInputStream();
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                while (all.size() < count) {
                    int b = in.read();
                    if (b < 0) {
                        break;
                    }
                    all.write(b);
                }
                return all.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The commands that came with a verb. */
    List<String> commands(String verb) {
        List<String> some = new ArrayList<>();
        for (String command : commands) {
            if (command.equals(verb) || command.startsWith(verb + " ")) {
                some.add(command);
            }
        }
        return some;
    }
}
