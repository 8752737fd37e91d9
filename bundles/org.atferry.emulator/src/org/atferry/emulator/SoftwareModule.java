/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.atferry.at.port.PacedPort;
import org.atferry.at.port.Port;
import org.atferry.at.trace.Tap;
import org.atferry.at.trace.TraceListener;
import org.atferry.emulator.internal.base.ContextCommands;
import org.atferry.emulator.internal.base.ErrorReport;
import org.atferry.emulator.internal.base.IdentityCommands;
import org.atferry.emulator.internal.base.LineCommands;
import org.atferry.emulator.internal.base.NetworkCommands;
import org.atferry.emulator.internal.base.PacketContexts;
import org.atferry.emulator.internal.line.AtInterpreter;
import org.atferry.emulator.internal.line.Command;
import org.atferry.emulator.internal.line.DataLine;
import org.atferry.emulator.internal.line.LineInput;
import org.atferry.emulator.internal.line.LineOutput;
import org.atferry.emulator.internal.line.LineSettings;
import org.atferry.emulator.internal.line.ModuleTime;
import org.atferry.emulator.internal.line.SystemTime;
import org.atferry.emulator.internal.qftp.QftpCommands;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/**
 * A cellular module in software: it answers AT commands on a port and performs FTP with the engine of {@code org.atferry.ftp} against real
 * servers. Source: Quectel FTP(S) manual, V.250, 3GPP TS 27.007.
 * <p>
 * It lives until its port is gone or it is closed; then its session is closed and its threads (all daemons) have ended. Methods from any
 * thread.
 */
public final class SoftwareModule implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FASTEST_SLICE = 1 << 16;

    private final ModuleSettings settings;
    private final ModuleTime time;
    private final Runnable endTime;
    private final LineInput input;
    private final QftpCommands qftp;
    private final AtInterpreter interpreter;
    private final ExecutorService work;
    private final Thread owner;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * On an open port, which it takes over.
     *
     * @param trace is told what passes on the port, without secrets
     * @param wire is told what passes on the control connection to the server, without secrets
     */
    public SoftwareModule(Port port, ModuleSettings settings, TraceListener trace, FtpWireListener wire) {
        this(port, settings, trace, wire, new SystemTime("atferry-module-time"));
    }

    private SoftwareModule(Port port, ModuleSettings settings, TraceListener trace, FtpWireListener wire, SystemTime time) {
        this(port, settings, trace, wire, time, time::close);
    }

    SoftwareModule(Port port, ModuleSettings settings, TraceListener trace, FtpWireListener wire, ModuleTime time, Runnable endTime) {
        this.settings = Objects.requireNonNull(settings);
        this.time = time;
        this.endTime = endTime;
        work = Executors.newSingleThreadExecutor(task -> daemon(task, "atferry-module-work"));
        Port paced = settings.baud().isPresent() ? new PacedPort(port, settings.baud().getAsInt()) : port;
        Tap tap = new Tap(port.address().toString(), trace);
        LineSettings line = new LineSettings();
        LineOutput output = new LineOutput(paced, time, tap);
        ErrorReport errors = new ErrorReport();
        PacketContexts contexts = new PacketContexts();
        qftp = new QftpCommands(time, contexts, errors, settings.hosts(), wire, work, SoftwareModule::log);
        input = new LineInput(paced, time, tap, qftp::cancel);
        Map<String, Command> commands = new HashMap<>();
        commands.putAll(LineCommands.of(line, output, errors));
        commands.putAll(IdentityCommands.of(settings.identity()));
        commands.putAll(NetworkCommands.of(contexts, errors));
        commands.putAll(ContextCommands.of(contexts));
        commands.putAll(qftp.byName());
        interpreter = new AtInterpreter(new DataLine(input, output, quiet(port), slice(port)), time, commands, line, work,
                LineSettings.LONGEST_LINE, SoftwareModule::log);
        owner = daemon(this::live, "atferry-module");
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The speed of the line, as far as anybody knows. */
    private OptionalInt baud(Port port) {
        return settings.baud().isPresent() ? settings.baud()
                : port.address().option("baud").filter(text -> text.matches("[1-9][0-9]{2,7}")).map(Integer::parseInt)
                        .map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Three characters, at least 3 ms. */
    private Duration quiet(Port port) {
        OptionalInt baud = baud(port);
        return Duration.ofNanos(Math.max(3_000_000L, baud.isPresent() ? 30_000_000_000L / baud.getAsInt() : 0));
    }

    /** About a quarter of a second of the line, but never so little that it costs speed. */
    private int slice(Port port) {
        OptionalInt baud = baud(port);
        if (baud.isEmpty()) {
            return FASTEST_SLICE;
        }
        return baud.getAsInt() < 57_600 ? 1024 : Math.min(FASTEST_SLICE, Math.max(4096, baud.getAsInt() / 40));
    }

    /**
     * Starts to answer.
     *
     * @throws Failure {@link FailureKind#UNSUPPORTED} for a dialect that this module does not speak; then the port is closed
     */
    public void start() throws Failure {
        if (settings.dialect() != Dialect.QFTP) {
            close();
            throw Failure.at(Step.SERVE).kind(FailureKind.UNSUPPORTED).subject(settings.dialect().word())
                    .detail("the software module speaks qftp only").hint(Hint.SEE_HELP).build();
        }
        if (started.compareAndSet(false, true)) {
            input.start();
            owner.start();
        }
    }

    /** Whether it answers. */
    public boolean isRunning() {
        return started.get() && ended.getCount() > 0;
    }

    /** The bytes that the last transfer moved, or the present one so far ({@code AT+QFTPLEN}). */
    long transferred() {
        return qftp.transferred();
    }

    /** Waits until its port is gone, or it was closed, and everything it used is given back. */
    public void awaitClosed() throws InterruptedException {
        ended.await();
    }

    /** Ends it: closes the port and the session, within a few seconds. */
    @Override
    public void close() {
        input.close();
        if (started.compareAndSet(false, true)) {
            end();
        } else if (Thread.currentThread() != owner) {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            ended.await(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        try {
            interpreter.run();
        } catch (RuntimeException e) {
            log(e);
        } finally {
            end();
        }
    }

    private void end() {
        input.close();
        qftp.cancel();
        work.shutdown();
        try {
            input.join(PATIENCE);
            work.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        qftp.shutDown();
        endTime.run();
        ended.countDown();
    }

    private static void log(Throwable fault) {
        System.getLogger(SoftwareModule.class.getName()).log(Level.ERROR, "a fault of the software module", fault);
    }
}
