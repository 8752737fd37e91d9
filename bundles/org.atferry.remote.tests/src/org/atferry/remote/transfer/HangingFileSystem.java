/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.atferry.remote.Capabilities;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Step;

/** A file system whose line dies at the first rename: it answers no more until it is cancelled. */
final class HangingFileSystem implements RemoteFileSystem {

    private final RemoteFileSystem fs;
    private final CountDownLatch dead;
    private volatile long waited;

    HangingFileSystem(RemoteFileSystem fs, CountDownLatch dead) {
        this.fs = fs;
        this.dead = dead;
    }

    /** How long the rename hung. */
    Duration waited() {
        return Duration.ofNanos(waited);
    }

    @Override
    public void rename(String from, String to, Monitor monitor) throws Failure {
        long start = System.nanoTime();
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var registration = monitor.cancellation().onCancel(cancelled::countDown)) {
            dead.countDown();
            cancelled.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        waited = System.nanoTime() - start;
        throw Failure.at(Step.RENAME).kind(FailureKind.CANCELLED).build();
    }

    @Override
    public Capabilities capabilities() {
        return fs.capabilities();
    }

    @Override
    public String workingDirectory(Monitor monitor) throws Failure {
        return fs.workingDirectory(monitor);
    }

    @Override
    public void list(String directory, Consumer<RemoteEntry> sink, Monitor monitor) throws Failure {
        fs.list(directory, sink, monitor);
    }

    @Override
    public Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        return fs.stat(path, monitor);
    }

    @Override
    public void put(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure {
        fs.put(path, data, offset, length, monitor);
    }

    @Override
    public void get(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure {
        fs.get(path, sink, offset, length, monitor);
    }

    @Override
    public void delete(String path, Monitor monitor) throws Failure {
        fs.delete(path, monitor);
    }

    @Override
    public void makeDirectory(String path, Monitor monitor) throws Failure {
        fs.makeDirectory(path, monitor);
    }

    @Override
    public void removeDirectory(String path, Monitor monitor) throws Failure {
        fs.removeDirectory(path, monitor);
    }

    @Override
    public void close() {
        fs.close();
    }
}
