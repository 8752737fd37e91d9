/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.atferry.command.qftp.FtpStatus;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.ReplyMapping;
import org.atferry.emulator.internal.base.PacketContexts;
import org.atferry.emulator.internal.line.ModuleTime;
import org.atferry.ftp.FtpDownload;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.FtpSettings;
import org.atferry.ftp.FtpUpload;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;

/**
 * The module's one FTP session, and who may use it: one piece of work at a time, from the command that starts it to the result that ends
 * it. While one runs every other command is refused with 603, without a session with 606 (*chosen*: the manual names none).
 * <p>
 * The thread that owns the line starts work and moves the data of transfers; the working thread does the rest. The session is never used by
 * both, because the work is handed over from one to the other.
 */
final class ModuleFtp {

    /** What a command does with the session; returns what follows the prefix of its result line. */
    @FunctionalInterface
    interface Operation {
        String run(FtpSession session, Monitor monitor) throws Failure;
    }

    /** Opens the data connection of a download. */
    @FunctionalInterface
    interface Opening {
        FtpDownload open(FtpSession session, Monitor monitor) throws Failure;
    }

    /** A result that is to be told before the deadline passes leaves so much earlier. */
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final String SUCCESS = "0,0";

    private final ModuleTime time;
    private final QftpConfig config;
    private final PacketContexts contexts;
    private final Map<String, String> hosts;
    private final FtpWireListener wire;
    private final Consumer<Throwable> faults;
    private final Executor worker;
    private volatile long length;

    /** Guarded by {@code this}, like all below. */
    private FtpSession session;
    private FtpStatus status = FtpStatus.CLOSED;
    private Work work;
    /** An upload whose data connection stays open between two commands; then {@link #work} is its work. */
    private Upload kept;
    private int context;

    ModuleFtp(ModuleTime time, QftpConfig config, PacketContexts contexts, Map<String, String> hosts, FtpWireListener wire,
            Executor worker, Consumer<Throwable> faults) {
        this.time = time;
        this.config = config;
        this.contexts = contexts;
        this.hosts = Map.copyOf(hosts);
        this.wire = wire;
        this.worker = worker;
        this.faults = faults;
    }

    synchronized FtpStatus status() {
        return status;
    }

    /** The bytes that the last transfer moved, or the present one so far. */
    long length() {
        return length;
    }

    void length(long bytes) {
        length = bytes;
    }

    /** The same for {@code AT+QFTPLEN}, which is refused while the session is being closed and when there is none. */
    synchronized long checkedLength() throws Fault {
        if (status == FtpStatus.CLOSING || status == FtpStatus.OPENING) {
            throw new Fault(QftpCode.SERVER_BUSY);
        }
        if (session == null) {
            throw new Fault(QftpCode.CONTROL_CLOSED);
        }
        return length;
    }

    /** {@code AT+QFTPOPEN}: what the settings say at this moment is used. */
    Supplier<String> open(String host, int port) throws Fault {
        String target = hosts.getOrDefault(host + ":" + port, host + ":" + port);
        int colon = target.lastIndexOf(':');
        FtpSettings settings = config.engine(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        String user = config.user();
        String password = config.password();
        int id = config.contextId();
        Work opening = claimOpening(id);
        return () -> perform(QftpCommand.QFTPOPEN, opening, () -> {
            if (!contexts.isActive(id)) {
                return (isAddress(host) ? QftpCode.NETWORK : QftpCode.DNS).number() + ",0";
            }
            attach(login(settings, user, password, opening.monitor()));
            return SUCCESS;
        });
    }

    private synchronized Work claimOpening(int id) throws Fault {
        if (work != null || session != null) {
            throw new Fault(QftpCode.SERVER_BUSY);
        }
        context = id;
        return claim(FtpStatus.OPENING, QftpCommand.QFTPOPEN);
    }

    private FtpSession login(FtpSettings settings, String user, String password, Monitor monitor) throws Failure {
        FtpSession opened = FtpSession.connect(settings, wire, monitor);
        boolean loggedIn = false;
        try (Secret secret = Secret.of(password)) {
            opened.login(user.isEmpty() ? "anonymous" : user, secret, monitor);
            loggedIn = true;
            return opened;
        } finally {
            if (!loggedIn) {
                opened.close();
            }
        }
    }

    private synchronized void attach(FtpSession opened) {
        session = opened;
    }

    /** A command that asks or changes something, with its result later. */
    Supplier<String> run(QftpCommand command, Operation operation) throws Fault {
        Work running = claimSession(FtpStatus.IDLE, command);
        FtpSession used = configured();
        return () -> perform(command, running, () -> operation.run(used, running.monitor()));
    }

    /**
     * {@code AT+QFTPPUT}: opens the data connection, or goes on with the one that was kept open.
     *
     * @throws Fault 612 when it would go on elsewhere than where it stopped; 603 when another upload is kept open
     */
    Upload upload(String name, long start) throws Fault, Refusal {
        Upload going = resume(name, start);
        if (going != null) {
            return going;
        }
        Work running = claimSession(FtpStatus.TRANSFERRING, QftpCommand.QFTPPUT);
        length = 0;
        try {
            FtpUpload opened = configured().store(name, start, running.monitor());
            running.unlimited();
            return new Upload(this, running, opened, name, start);
        } catch (Failure failure) {
            throw refused(running, failure);
        }
    }

    private synchronized Upload resume(String name, long start) throws Fault {
        if (kept == null) {
            return null;
        }
        if (!kept.name().equals(name)) {
            throw new Fault(QftpCode.SERVER_BUSY);
        }
        if (kept.position() != start) {
            throw new Fault(QftpCode.FILE_POSITION);
        }
        Upload going = kept;
        kept = null;
        length = 0;
        return going;
    }

    /** {@code AT+QFTPGET} and the listings: opens the data connection. */
    Download download(QftpCommand command, Opening opening) throws Fault, Refusal {
        Work running = claimSession(FtpStatus.TRANSFERRING, command);
        length = 0;
        try {
            FtpDownload opened = opening.open(configured(), running.monitor());
            running.unlimited();
            return new Download(this, running, opened);
        } catch (Failure failure) {
            throw refused(running, failure);
        }
    }

    private Refusal refused(Work running, Failure failure) {
        release(running);
        return new Refusal(running.resultFor(failure));
    }

    /** {@code AT+QFTPCLOSE}; an upload that was kept open is ended first, and its failure is the result. */
    Supplier<String> close() throws Fault {
        Upload open;
        Work closing;
        FtpSession used;
        synchronized (this) {
            if (session == null && work == null) {
                throw new Fault(QftpCode.CONTROL_CLOSED);
            }
            if (work != null && kept == null) {
                throw new Fault(QftpCode.SERVER_BUSY);
            }
            open = kept;
            kept = null;
            used = session;
            closing = open == null ? claim(FtpStatus.CLOSING, QftpCommand.QFTPCLOSE) : work;
            status = FtpStatus.CLOSING;
        }
        return () -> perform(QftpCommand.QFTPCLOSE, closing, () -> {
            try {
                if (open != null) {
                    closing.within(config.rsptimeout());
                    open.finish();
                }
            } finally {
                used.close();
            }
            return SUCCESS;
        });
    }

    /** The context with that id went down: what ran over it ends with 605. */
    void contextDown(int id) {
        FtpSession idle;
        synchronized (this) {
            if (id != context || session == null && work == null) {
                return;
            }
            if (work != null) {
                work.end(QftpCode.NETWORK);
            }
            idle = work == null || kept != null ? session : null;
        }
        if (idle != null) {
            idle.close();
            forget();
        }
    }

    private synchronized void forget() {
        if (kept != null) {
            work.unlimited();
        }
        kept = null;
        work = null;
        session = null;
        status = FtpStatus.CLOSED;
    }

    /** The line is gone: ends what runs. Any thread. */
    synchronized void cancel() {
        if (work != null) {
            work.end(QftpCode.CONTROL_CLOSED);
        }
    }

    /** Ends the session, once nothing uses it any more. */
    void shutDown() {
        FtpSession last;
        synchronized (this) {
            last = session;
        }
        forget();
        if (last != null) {
            last.close();
        }
    }

    // --- called by work ---

    /** Runs an operation to its result line, and gives the session back before the line is told. */
    String perform(QftpCommand command, Work running, Body body) {
        String result;
        try {
            result = body.run();
        } catch (Failure failure) {
            result = text(running.resultFor(failure));
        } catch (RuntimeException e) {
            faults.accept(e);
            result = QftpCode.UNKNOWN.number() + ",0";
        } finally {
            release(running);
        }
        return command.result() + " " + result;
    }

    /** What {@link #perform} runs. */
    @FunctionalInterface
    interface Body {
        String run() throws Failure;
    }

    /** Gives the session back; one that is no longer of use is closed. */
    void release(Work running) {
        running.unlimited();
        FtpSession dead = null;
        synchronized (this) {
            if (work != running) {
                return;
            }
            if (session != null && (!session.isAlive() || running.ended().filter(QftpCode.NETWORK::equals).isPresent())) {
                dead = session;
                session = null;
            }
            work = null;
            status = session == null ? FtpStatus.CLOSED : FtpStatus.IDLE;
        }
        if (dead != null) {
            dead.close();
        }
    }

    void inWorkingThread(Runnable action) {
        worker.execute(action);
    }

    /** Keeps the data connection of an upload open for the next command. */
    synchronized void keep(Upload upload) {
        kept = upload;
    }

    Duration rsptimeout() {
        return config.rsptimeout();
    }

    static String text(ReplyMapping.Result result) {
        return result.code().number() + "," + result.protocolError();
    }

    private synchronized Work claimSession(FtpStatus during, QftpCommand command) throws Fault {
        if (work != null) {
            throw new Fault(QftpCode.SERVER_BUSY);
        }
        if (session == null) {
            throw new Fault(QftpCode.CONTROL_CLOSED);
        }
        return claim(during, command);
    }

    private Work claim(FtpStatus during, QftpCommand command) {
        work = new Work(time);
        work.within(command.maximumResponse(config.rsptimeout()).minus(MARGIN));
        status = during;
        return work;
    }

    /** The session, told of settings that were changed since it was opened. */
    private FtpSession configured() throws Fault {
        FtpSession used;
        Work claimed;
        synchronized (this) {
            used = session;
            claimed = work;
        }
        try {
            FtpSettings opened = used.settings();
            FtpSettings now = config.engine(opened.host(), opened.port());
            used.reconfigure(new FtpSettings(opened.host(), opened.port(), opened.security(), now.access(), now.dataAddressTimeout(),
                    now.resetOnClose(), now.fileType(), now.connectTimeout(), now.replyTimeout(), now.dataTimeout(), now.keepAlive()));
            return used;
        } catch (Fault fault) {
            release(claimed);
            throw fault;
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
