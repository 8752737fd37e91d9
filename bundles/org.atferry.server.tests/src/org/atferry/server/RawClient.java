/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that sends what it is told, right or wrong. */
final class RawClient implements AutoCloseable {

    private static final Pattern PASSIVE = Pattern.compile("\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\)");

    private final Socket socket;
    private final BufferedReader in;

    RawClient(int port) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        reply();
    }

    static RawClient login(int port, String user, String password) throws IOException {
        RawClient client = new RawClient(port);
        String reply = client.send("USER " + user);
        if (reply.startsWith("331")) {
            reply = client.send("PASS " + password);
        }
        if (!reply.startsWith("230")) {
            client.close();
            throw new IOException(reply);
        }
        client.send("TYPE I");
        return client;
    }

    String send(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    /** The lines of the next reply. */
    String reply() throws IOException {
        StringBuilder all = new StringBuilder();
        String line = line();
        all.append(line);
        while (line.length() > 3 && line.charAt(3) == '-' || line.startsWith(" ")) {
            line = line();
            all.append('\n').append(line);
        }
        return all.toString();
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the server closed");
        }
        return line;
    }

    /** Opens a passive data connection. */
    Socket passive() throws IOException {
        String reply = send("PASV");
        Matcher matcher = PASSIVE.matcher(reply);
        if (!matcher.find()) {
            throw new IOException(reply);
        }
        String host = matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3) + "." + matcher.group(4);
        return new Socket(host, Integer.parseInt(matcher.group(5)) << 8 | Integer.parseInt(matcher.group(6)));
    }

    /** Sends a command that moves data to this side; returns the data and leaves the last reply unread. */
    byte[] fetch(String command) throws IOException {
        try (Socket data = passive()) {
            String reply = send(command);
            if (!reply.startsWith("150")) {
                throw new IOException(reply);
            }
            return data.getInputStream().readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
