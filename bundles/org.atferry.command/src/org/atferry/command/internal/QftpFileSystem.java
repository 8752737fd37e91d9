/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.atferry.command.qftp.QftpCommand;
import org.atferry.remote.Capabilities;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Step;

/**
 * A lease on the session of one port: has the port's turn until it is closed. Calls from several threads are served one after the other, in
 * the order in which they came. {@link #close} ends a call that is running. The PDP context stays active: to activate it again can take
 * minutes, and others may use it.
 */
public final class QftpFileSystem implements RemoteFileSystem {

    private final QftpSession session;
    private final FtpControl control;
    private final ModuleLink link;
    private final PortTurns.Turn portTurn;
    private final Turnstile calls = new Turnstile();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The thread in which a caller's consumer is being told an entry. */
    private volatile Thread delivering;

    QftpFileSystem(QftpSession session, FtpControl control, ModuleLink link, PortTurns.Turn portTurn) {
        this.session = session;
        this.control = control;
        this.link = link;
        this.portTurn = portTurn;
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws Failure;
    }

    private <T> T inTurn(Step step, String subject, Monitor monitor, Call<T> call) throws Failure {
        if (Thread.currentThread() == delivering) {
            throw Failure.at(step).kind(FailureKind.MISUSE).subject(subject)
                    .detail("a call from within a listing, while the port is busy with it").build();
        }
        calls.enter(monitor, step, subject);
        try {
            if (closed.get()) {
                throw Failure.at(step).kind(FailureKind.LOST).subject(subject).detail("the session is closed").build();
            }
            link.workFor(monitor);
            return call.run();
        } finally {
            calls.leave();
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Failure;
    }

    private void doInTurn(Step step, String subject, Monitor monitor, Action action) throws Failure {
        inTurn(step, subject, monitor, () -> {
            action.run();
            return null;
        });
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities("qftp", (int) QftpCommand.QFTPPUT.parameter("file_name").maximum(), true);
    }

    @Override
    public String workingDirectory(Monitor monitor) throws Failure {
        return inTurn(Step.DIRECTORY, "", monitor, () -> session.workingDirectory(monitor));
    }

    @Override
    public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        Delivery delivery = new Delivery(sink);
        doInTurn(Step.LIST, directory, monitor, () -> session.list(directory, delivery, monitor));
        delivery.finish();
    }

    /** Hands entries on, keeps what the consumer throws until the module has finished, and knows which thread is in the consumer. */
    private final class Delivery implements Consumer<RemoteEntry> {
        private final Consumer<RemoteEntry> sink;
        private RuntimeException thrown;

        Delivery(Consumer<RemoteEntry> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(RemoteEntry entry) {
            if (thrown != null) {
                return;
            }
            delivering = Thread.currentThread();
            try {
                sink.accept(entry);
            } catch (RuntimeException e) {
                thrown = e;
            } finally {
                delivering = null;
            }
        }

        void finish() {
            if (thrown != null) {
                throw thrown;
            }
        }
    }

    @Override
    public Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        return inTurn(Step.STAT, path, monitor, () -> session.stat(path, monitor));
    }

    @Override
    public void put(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure {
        doInTurn(Step.TRANSFER, path, monitor, () -> session.put(path, data, offset, length, monitor));
    }

    @Override
    public void get(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure {
        doInTurn(Step.TRANSFER, path, monitor, () -> session.get(path, sink, offset, length, monitor));
    }

    @Override
    public void delete(String path, Monitor monitor) throws Failure {
        doInTurn(Step.DELETE, path, monitor, () -> session.delete(path, monitor));
    }

    @Override
    public void rename(String from, String to, Monitor monitor) throws Failure {
        doInTurn(Step.RENAME, from, monitor, () -> session.rename(from, to, monitor));
    }

    @Override
    public void makeDirectory(String path, Monitor monitor) throws Failure {
        doInTurn(Step.MAKE_DIRECTORY, path, monitor, () -> session.makeDirectory(path, monitor));
    }

    @Override
    public void removeDirectory(String path, Monitor monitor) throws Failure {
        doInTurn(Step.REMOVE_DIRECTORY, path, monitor, () -> session.removeDirectory(path, monitor));
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        link.interrupt();
        calls.enter();
        try {
            control.close();
        } finally {
            link.close();
            portTurn.close();
            calls.leave();
        }
    }
}
