/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.testing.ScriptedFtpServer;

/**
 * Plays the server's part of a session that was written down, one connection after the other. A command that is not the next one, or that
 * comes before the reply to the one before, is an error of the script. The host in a {@code 227} stays as it was written, so that only a
 * client that checks it arrives here; its port becomes one that is free.
 */
final class SeedServer implements ScriptedFtpServer.Script {

    /** How long a client is watched that must not say anything. */
    private static final Duration WATCHED = Duration.ofMillis(20);
    private static final Pattern PASSIVE = Pattern.compile("(227 .*\\(\\d+,\\d+,\\d+,\\d+,)\\d+,\\d+\\)");
    private static final Pattern PORT = Pattern.compile("PORT \\d+,\\d+,\\d+,\\d+,(\\d+),(\\d+)");

    private final List<List<String>> connections = new ArrayList<>();
    private final AtomicInteger played = new AtomicInteger();

    SeedServer(String name) {
        connections.add(new ArrayList<>());
        for (String line : Seed.lines(name)) {
            if (line.equals("---")) {
                connections.add(new ArrayList<>());
            } else {
                connections.get(connections.size() - 1).add(line);
            }
        }
    }

    /** What the client says, connection by connection. */
    List<List<String>> commands() {
        return connections.stream().map(lines -> lines.stream().filter(line -> line.matches("(C|TRIES): .*"))
                .map(line -> line.replaceFirst("^\\w+: ", "")).toList()).toList();
    }

    /** What the server says after a command, the n-th of a connection. */
    List<String> replies(int connection, int command) {
        List<String> replies = new ArrayList<>();
        int seen = -1;
        for (String line : connections.get(connection)) {
            seen += line.startsWith("C: ") ? 1 : 0;
            if (seen == command && line.startsWith("S: ")) {
                replies.add(line.substring(3));
            }
        }
        return replies;
    }

    @Override
    public void play(ScriptedFtpServer.Session session) throws IOException {
        List<String> lines = connections.get(played.getAndIncrement());
        Data data = new Data();
        try (data) {
            for (String line : lines) {
                play(session, line, data);
            }
            require(session.command().equals("QUIT"), "more was said than was written down");
            session.reply("221 Goodbye!");
        }
    }

    private static void play(ScriptedFtpServer.Session session, String line, Data data) throws IOException {
        if (line.startsWith("C: ")) {
            String command = session.command();
            require(command.equals(line.substring(3)) || line.endsWith(" *") && command.startsWith(line.substring(3, line.length() - 1)),
                    command + " instead of " + line);
            require(!session.saysMore(WATCHED), "something came before the reply to " + command);
            data.announced(command);
        } else if (line.startsWith("S: ")) {
            session.reply(data.listening(line.substring(3)));
        } else if (line.startsWith("DOWN: ")) {
            data.send(line.substring(6) + "\r\n");
        } else if (line.startsWith("UP: ")) {
            data.receive(Integer.parseInt(line.substring(4)));
        } else if (line.equals("NOBODY LISTENS")) {
            data.refuses = true;
        } else if (!line.startsWith("TRIES: ")) {
            require(line.equals("HANG UP"), line);
            session.close();
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException(what);
        }
    }

    /** The data connection, passive or active. */
    private static final class Data implements AutoCloseable {
        private ServerSocket passive;
        private int active;
        private boolean refuses;

        String listening(String reply) throws IOException {
            Matcher matcher = PASSIVE.matcher(reply);
            if (!matcher.find()) {
                return reply;
            }
            passive = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            int port = passive.getLocalPort();
            if (refuses) {
                close();
            }
            return matcher.replaceFirst("$1" + (port >> 8) + "," + (port & 0xff) + ")");
        }

        void announced(String command) {
            Matcher matcher = PORT.matcher(command);
            if (matcher.matches()) {
                active = Integer.parseInt(matcher.group(1)) << 8 | Integer.parseInt(matcher.group(2));
            }
        }

        private Socket connection() throws IOException {
            return active > 0 ? new Socket(InetAddress.getByName("127.0.0.1"), active) : passive.accept();
        }

        void send(String text) throws IOException {
            try (Socket socket = connection()) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            }
            close();
        }

        void receive(int expected) throws IOException {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            try (Socket socket = connection(); InputStream in = socket.getInputStream()) {
                in.transferTo(received);
            }
            require(received.size() == expected, received.size() + " bytes instead of " + expected);
            close();
        }

        @Override
        public void close() throws IOException {
            if (passive != null) {
                passive.close();
                passive = null;
            }
            active = 0;
        }
    }
}
