/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection of a client: the lines both ways, the data connections, and the right answer to every command. One thread. */
final class Dialog implements AutoCloseable {

    private final FaultyFtpServer server;
    private final MemoryFiles files;
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
    private Socket control;
    private InputStream in;
    private OutputStream out;
    private ServerSocket passive;
    private Socket active;
    private String directory = "/";
    private String renamed = "";
    private long restart;
    private boolean protectedData;

    Dialog(FaultyFtpServer server, Socket control) throws IOException {
        this.server = server;
        this.files = server.files();
        opened.add(control);
        use(control);
    }

    private void use(Socket socket) throws IOException {
        control = socket;
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** The whole connection, to its end. */
    void play() throws IOException {
        if (server.tls() == FaultyFtpServer.Tls.IMPLICIT) {
            secure();
            protectedData = true;
        }
        act("CONNECT", "");
        while (true) {
            String line = command();
            int space = line.indexOf(' ');
            act(space < 0 ? line : line.substring(0, space), space < 0 ? "" : line.substring(space + 1));
        }
    }

    private void act(String verb, String argument) throws IOException {
        Optional<Fault> fault = server.faultFor(verb);
        if (fault.isPresent()) {
            fault.get().answer(this, verb, argument);
        } else {
            serve(verb, argument);
        }
    }

    private String command() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client closed");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        server.heard(text);
        return text;
    }

    /** Sends a line with its end. */
    void reply(String line) throws IOException {
        raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are, in one piece. */
    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The server's side of a handshake on the control connection. */
    void secure() throws IOException {
        use(layered(control, server.controlContext()));
    }

    private SSLSocket layered(Socket plain, SSLContext context) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(new String[] { server.protocol() });
        opened.add(secured);
        secured.startHandshake();
        return secured;
    }

    /** The content of the file that a {@code RETR} is about, from the restart position on. */
    byte[] wanted(String argument) {
        byte[] content = files.get(path(argument)).orElse(new byte[0]);
        int from = (int) Math.min(restart, content.length);
        restart = 0;
        return Arrays.copyOfRange(content, from, content.length);
    }

    /** Stores what came of an upload, from the restart position on. */
    void store(String argument, byte[] content) {
        files.put(path(argument), restart, content);
        restart = 0;
    }

    /** Opens a passive port; only the last one is used. */
    int listen() throws IOException {
        closeData();
        passive = new ServerSocket(0, 5, control.getLocalAddress());
        opened.add(passive);
        return passive.getLocalPort();
    }

    /** Gives up the data connection that was agreed on. */
    void closeData() {
        FaultyFtpServer.closeQuietly(passive);
        FaultyFtpServer.closeQuietly(active);
        passive = null;
        active = null;
    }

    /** The data connection that was agreed on, with TLS when that was agreed on; waits for the client when it is passive. */
    Socket data() throws IOException {
        Socket socket = active != null ? active : passive.accept();
        opened.add(socket);
        socket.setTcpNoDelay(true);
        return protectedData ? resumed(layered(socket, server.dataContext())) : socket;
    }

    private Socket resumed(SSLSocket data) throws IOException {
        boolean same = ((SSLSocket) control).getSession().getCreationTime() == data.getSession().getCreationTime();
        server.dataHandshake(same);
        if (!same && server.isResumptionDemanded()) {
            data.close();
            reply("522 SSL connection failed; session reuse required");
            throw new IOException("no session was resumed");
        }
        return data;
    }

    private String path(String argument) {
        if (argument.isEmpty() || argument.equals(".")) {
            return directory;
        }
        String path = argument.startsWith("/") ? argument : directory.equals("/") ? "/" + argument : directory + "/" + argument;
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The right answer. */
    void serve(String verb, String argument) throws IOException {
        switch (verb) {
            case "CONNECT" -> reply("220 ready");
            case "USER" -> reply("331 password please");
            case "PASS" -> reply("230 welcome");
            case "AUTH" -> auth();
            case "PBSZ", "TYPE", "OPTS", "NOOP", "MODE", "STRU", "CLNT", "ALLO" -> reply("200 done");
            case "PROT" -> {
                protectedData = argument.equals("P");
                reply("200 done");
            }
            case "FEAT" -> reply("211-features\r\n " + String.join("\r\n ", server.features()) + "\r\n211 end");
            case "SYST" -> reply("215 UNIX Type: L8");
            case "PASV" -> reply("227 here (" + numbers(listen()) + ")");
            case "EPSV" -> reply("229 here (|||" + listen() + "|)");
            case "PORT", "EPRT" -> connectBack(argument);
            case "REST" -> {
                restart = Long.parseLong(argument);
                reply("350 from there");
            }
            case "ABOR" -> reply("226 nothing to abort");
            case "QUIT" -> {
                reply("221 bye");
                close();
            }
            case "RETR", "STOR", "LIST", "MLSD", "NLST" -> transfer(verb, argument);
            default -> serveFile(verb, argument);
        }
    }

    private void auth() throws IOException {
        if (server.tls() == FaultyFtpServer.Tls.EXPLICIT) {
            reply("234 go ahead");
            secure();
        } else {
            reply("502 no TLS here");
        }
    }

    /** A port as in {@code PASV}, at the address of the control connection. */
    String numbers(int port) {
        InetAddress address = control.getLocalAddress();
        return address.getHostAddress().replace('.', ',') + "," + (port >> 8) + "," + (port & 0xff);
    }

    private void connectBack(String argument) throws IOException {
        String[] parts = argument.split("[,|]");
        boolean extended = argument.startsWith("|");
        int port = extended ? Integer.parseInt(parts[3]) : Integer.parseInt(parts[4]) << 8 | Integer.parseInt(parts[5]);
        reply("200 done");
        active = new Socket(control.getInetAddress(), port);
        opened.add(active);
    }

    private void serveFile(String verb, String argument) throws IOException {
        String path = path(argument);
        switch (verb) {
            case "PWD" -> reply("257 \"" + directory.replace("\"", "\"\"") + "\" is here");
            case "CWD" -> {
                boolean there = files.isDirectory(path);
                directory = there ? path : directory;
                reply(there ? "250 done" : "550 no such directory");
            }
            case "SIZE" -> reply(files.get(path).map(content -> "213 " + content.length).orElse("550 no such file"));
            case "MDTM" -> reply(files.get(path).isPresent() ? "213 20260102030405" : "550 no such file");
            case "MLST" -> reply(files.get(path).isPresent() || files.isDirectory(path) ? "250-this\r\n " + facts(path) + "\r\n250 end"
                    : "550 nothing there");
            case "DELE" -> reply(files.remove(path) ? "250 done" : "550 no such file");
            case "MKD" -> reply(files.makeDirectory(path) ? "257 \"" + path + "\" made" : "550 it is there");
            case "RMD" -> reply(files.removeDirectory(path) ? "250 done" : "550 no such directory");
            case "RNFR" -> {
                renamed = path;
                reply(files.get(path).isPresent() ? "350 to what" : "550 no such file");
            }
            case "RNTO" -> reply(files.rename(renamed, path) ? "250 done" : "550 no such file");
            default -> reply("502 what is " + verb);
        }
    }

    private String facts(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return files.get(path).map(content -> "type=file;size=" + content.length + ";modify=20260102030405; " + name)
                .orElse("type=dir;modify=20260102030405; " + (name.isEmpty() ? "/" : name));
    }

    private void transfer(String verb, String argument) throws IOException {
        String path = path(argument);
        if (verb.equals("RETR") && files.get(path).isEmpty()) {
            reply("550 no such file");
            return;
        }
        reply("150 data connection open");
        try (Socket data = data()) {
            if (verb.equals("STOR")) {
                store(argument, data.getInputStream().readAllBytes());
            } else {
                data.getOutputStream().write(verb.equals("RETR") ? wanted(argument) : listing(verb, path));
                data.getOutputStream().flush();
            }
        } catch (IOException e) {
            reply("426 the data connection broke");
            return;
        }
        reply("226 done");
    }

    private byte[] listing(String verb, String path) {
        StringBuilder lines = new StringBuilder();
        for (String child : files.children(path)) {
            String name = child.substring(child.lastIndexOf('/') + 1);
            String line = switch (verb) {
                case "MLSD" -> facts(child);
                case "NLST" -> name;
                default -> (files.isDirectory(child) ? "d" : "-") + "rw-r--r-- 1 a b " + files.get(child).map(c -> c.length).orElse(0)
                        + " Jan 02 2026 " + name;
            };
            lines.append(line).append("\r\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        opened.forEach(FaultyFtpServer::closeQuietly);
    }
}
