/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

/**
 * A whole little FTP(S) server on a free loopback port, with its files in memory, that answers rightly except where a test asks for a
 * {@link Fault}: per command, always or a number of times. What clients sent is kept, passwords included. A fault may be set at any time,
 * from any thread.
 */
final class FaultyFtpServer implements AutoCloseable {

    /** When the server speaks TLS. */
    enum Tls { NONE, EXPLICIT, IMPLICIT }

    private record Planned(Fault fault, AtomicInteger left) {
    }

    private final ServerSocket listening;
    private final MemoryFiles files = new MemoryFiles();
    private final Map<String, Planned> faults = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Dialog> dialogs = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger anew = new AtomicInteger();
    private volatile List<String> features = List.of("EPSV", "MDTM", "MLST type*;size*;modify*;", "REST STREAM", "SIZE", "UTF8");
    private volatile Tls tls = Tls.NONE;
    private volatile SSLContext controlContext;
    private volatile SSLContext dataContext;
    private volatile String protocol = "TLSv1.3";
    private volatile boolean resumptionDemanded;
    private volatile boolean closed;
    private volatile Throwable error;

    /** Starts a server on a free port of 127.0.0.1. */
    FaultyFtpServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        run("faulty-ftp-accept", this::accept);
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
                Dialog dialog = new Dialog(this, socket);
                dialogs.add(dialog);
                run("faulty-ftp-dialog", () -> play(dialog));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void play(Dialog dialog) {
        try (dialog) {
            dialog.play();
        } catch (IOException e) {
            // the client went away, or the server was closed
        } catch (RuntimeException | Error e) {
            error = e;
        }
    }

    /** Speaks TLS from now on, with one certificate for both kinds of connections. */
    FaultyFtpServer withTls(Tls when, SSLContext context) {
        return withTls(when, context, context);
    }

    /** Speaks TLS from now on, with a certificate of its own for data connections; no session is resumed then. */
    FaultyFtpServer withTls(Tls when, SSLContext forControl, SSLContext forData) {
        tls = when;
        controlContext = forControl;
        dataContext = forData;
        return withFeatures("AUTH TLS", "EPSV", "MDTM", "MLST type*;size*;modify*;", "PBSZ", "PROT", "REST STREAM", "SIZE", "UTF8");
    }

    /** Speaks this version of TLS and no other. */
    FaultyFtpServer withProtocol(String version) {
        protocol = version;
        return this;
    }

    /** Refuses data connections that do not resume the session of the control connection. */
    FaultyFtpServer withResumptionDemanded() {
        resumptionDemanded = true;
        return this;
    }

    /** What {@code FEAT} lists from now on. */
    FaultyFtpServer withFeatures(String... lines) {
        features = List.of(lines);
        return this;
    }

    /** Has a file. */
    FaultyFtpServer withFile(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Answers a command wrongly from now on; {@code CONNECT} stands for the greeting. */
    FaultyFtpServer on(String verb, Fault fault) {
        return on(verb, fault, Integer.MAX_VALUE);
    }

    /** Answers a command wrongly the next times that it comes, and rightly afterwards. */
    FaultyFtpServer on(String verb, Fault fault, int times) {
        faults.put(verb, new Planned(fault, new AtomicInteger(times)));
        return this;
    }

    Optional<Fault> faultFor(String verb) {
        return Optional.ofNullable(faults.get(verb)).filter(planned -> planned.left().getAndDecrement() > 0).map(Planned::fault);
    }

    /** The files, to look at and to change. */
    MemoryFiles files() {
        return files;
    }

    /** Every line that clients sent, in order. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    /** How often a command came. */
    long count(String verb) {
        return commands.stream().filter(line -> line.equals(verb) || line.startsWith(verb + " ")).count();
    }

    /** How many data connections resumed the session of the control connection. */
    int resumedHandshakes() {
        return resumed.get();
    }

    /** How many data connections made a session of their own. */
    int newHandshakes() {
        return anew.get();
    }

    int port() {
        return listening.getLocalPort();
    }

    Tls tls() {
        return tls;
    }

    SSLContext controlContext() {
        return controlContext;
    }

    SSLContext dataContext() {
        return dataContext;
    }

    String protocol() {
        return protocol;
    }

    boolean isResumptionDemanded() {
        return resumptionDemanded;
    }

    List<String> features() {
        return features;
    }

    void heard(String line) {
        commands.add(line);
    }

    void dataHandshake(boolean same) {
        (same ? resumed : anew).incrementAndGet();
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            // it is gone either way
        }
    }

    /** Waits until no client is served any more. */
    void awaitIdle() throws InterruptedException {
        for (Thread thread : threads.subList(1, threads.size())) {
            thread.join(10_000);
            if (thread.isAlive()) {
                throw new AssertionError("a client is still there: " + commands);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(listening);
        dialogs.forEach(Dialog::close);
        for (Thread thread : threads) {
            try {
                thread.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (error != null) {
            throw new AssertionError("the server failed", error);
        }
    }
}
