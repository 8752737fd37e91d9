/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A client that sends what it is told, right or wrong; plain, or by TLS with sessions that it resumes on data connections. */
final class RawClient implements AutoCloseable {

    private static final Pattern PASSIVE = Pattern.compile("\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\)");
    private static final int PATIENCE = 20_000;

    private final Socket plain;
    private final int port;
    private Socket socket;
    private InputStream in;
    private SSLContext tls;
    private String protocol;
    private boolean protectedData;
    private boolean resuming = true;
    private SSLSession lastDataSession;
    private long lastHandshakeBegan;

    RawClient(int port) throws IOException {
        this(port, null, null);
        reply();
    }

    /** A client from another address of this machine. */
    RawClient(int port, String from) throws IOException {
        this.port = port;
        this.plain = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
        begin();
    }

    /** By TLS from the first byte, if there is a context; the greeting is not read yet. */
    RawClient(int port, SSLContext implicit, String protocol) throws IOException {
        this.port = port;
        this.plain = new Socket("127.0.0.1", port);
        begin();
        if (implicit != null) {
            secure(implicit, protocol);
        }
    }

    private void begin() throws IOException {
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(PATIENCE);
        socket = plain;
        in = plain.getInputStream();
    }

    static RawClient login(int port, String user, String password) throws IOException {
        RawClient client = new RawClient(port);
        try {
            client.login(user, password);
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    void login(String user, String password) throws IOException {
        String reply = send("USER " + user);
        if (reply.startsWith("331")) {
            reply = send("PASS " + password);
        }
        if (!reply.startsWith("230")) {
            throw new IOException(reply);
        }
        send("TYPE I");
    }

    /** The handshake on the control connection. */
    void secure(SSLContext context, String spoken) throws IOException {
        tls = context;
        protocol = spoken;
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        secured.setEnabledProtocols(new String[] { spoken });
        secured.startHandshake();
        socket = secured;
        in = secured.getInputStream();
    }

    void protectData(boolean resume) throws IOException {
        expect("200", "PBSZ 0");
        expect("200", "PROT P");
        protectedData = true;
        resuming = resume;
    }

    void dataIsProtected() {
        protectedData = true;
    }

    SSLSession session() {
        return ((SSLSocket) socket).getSession();
    }

    /** Whether the last data connection resumed a session: its session is older than its handshake, and as old as the control's. */
    boolean lastWasResumed() {
        return lastDataSession.getCreationTime() < lastHandshakeBegan && lastDataSession.getCreationTime() == session().getCreationTime();
    }

    String send(String command) throws IOException {
        raw((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    String expect(String begin, String command) throws IOException {
        String reply = send(command);
        if (!reply.startsWith(begin)) {
            throw new AssertionError(command + " -> " + reply);
        }
        return reply;
    }

    /** The lines of the next reply. */
    String reply() throws IOException {
        StringBuilder all = new StringBuilder();
        String line = line();
        all.append(line);
        String last = line.substring(0, Math.min(3, line.length())) + " ";
        while (line.length() > 3 && all.charAt(3) == '-' && !line.startsWith(last)) {
            line = line();
            all.append('\n').append(line);
        }
        return all.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the server closed");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\r")) {
            throw new IOException("a line without CR: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    /** Opens a passive data connection; a protected one waits for its handshake. */
    Socket passive() throws IOException {
        String reply = send("PASV");
        Matcher matcher = PASSIVE.matcher(reply);
        if (!matcher.find()) {
            throw new IOException(reply);
        }
        String host = matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3) + "." + matcher.group(4);
        int dataPort = Integer.parseInt(matcher.group(5)) << 8 | Integer.parseInt(matcher.group(6));
        Socket data = new AsControlPort(port);
        data.bind(new InetSocketAddress(socket.getLocalAddress(), 0));
        data.connect(new InetSocketAddress(host, dataPort), PATIENCE);
        data.setTcpNoDelay(true);
        data.setSoTimeout(PATIENCE);
        return data;
    }

    /** The data connection with what protects it, after the reply 150. */
    Socket secured(Socket data) throws IOException {
        if (!protectedData) {
            return data;
        }
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(data, resuming ? "127.0.0.1" : "localhost", port, true);
        secured.setEnabledProtocols(new String[] { protocol });
        lastHandshakeBegan = System.currentTimeMillis();
        secured.startHandshake();
        lastDataSession = secured.getSession();
        return secured;
    }

    /** A session is looked for by host and port; this socket says that it goes to the port of the control connection. */
    private static final class AsControlPort extends Socket {
        private final int told;

        AsControlPort(int told) {
            this.told = told;
        }

        @Override
        public int getPort() {
            return isConnected() ? told : super.getPort();
        }
    }

    /** Sends a command that moves data to this side; returns the data and leaves the last reply unread. */
    byte[] fetch(String command) throws IOException {
        try (Socket data = passive()) {
            String reply = send(command);
            if (!reply.startsWith("150")) {
                throw new IOException(reply);
            }
            return secured(data).getInputStream().readAllBytes();
        }
    }

    /** The same with the last reply read, which must be 226. */
    byte[] get(String command) throws IOException {
        byte[] bytes = fetch(command);
        String reply = reply();
        if (!reply.startsWith("226")) {
            throw new IOException(reply);
        }
        return bytes;
    }

    /** Sends a command that moves data to the server, and the data; returns the last reply. */
    String put(String command, byte[] bytes) throws IOException {
        try (Socket data = passive()) {
            String reply = send(command);
            if (!reply.startsWith("150")) {
                return reply;
            }
            Socket secured = secured(data);
            try {
                secured.getOutputStream().write(bytes);
                secured.shutdownOutput();
                secured.getInputStream().read(); // what a server says behind the handshake of TLS 1.3 counts
                secured.close();
            } catch (IOException e) {
                // it says why
            }
        }
        return reply();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
