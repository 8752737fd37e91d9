/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import org.atferry.remote.Capabilities;
import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;

/** A file system that does something once, when so many bytes of files have passed in either direction, and counts them. */
final class CutOff implements RemoteFileSystem {

    /** What happens in the middle. */
    @FunctionalInterface
    interface Accident {
        void happen() throws IOException, Failure;
    }

    private final RemoteFileSystem fs;
    private final long at;
    private final Accident accident;
    private long passed;
    private boolean happened;

    CutOff(RemoteFileSystem fs, long at, Accident accident) {
        this.fs = fs;
        this.at = at;
        this.accident = accident;
    }

    /** Only counts. */
    static CutOff never(RemoteFileSystem fs) {
        return new CutOff(fs, Long.MAX_VALUE, () -> { });
    }

    /** How many bytes have passed. */
    long passed() {
        return passed;
    }

    private void pass(int count) throws IOException {
        passed += Math.max(0, count);
        if (passed >= at && !happened) {
            happened = true;
            try {
                accident.happen();
            } catch (Failure e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public void put(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure {
        fs.put(path, new FilterInputStream(data) {
            @Override
            public int read(byte[] bytes, int start, int count) throws IOException {
                int read = super.read(bytes, start, Math.min(count, 64 * 1024));
                pass(read);
                return read;
            }

            @Override
            public int read() throws IOException {
                int read = super.read();
                pass(read < 0 ? 0 : 1);
                return read;
            }
        }, offset, length, monitor);
    }

    @Override
    public void get(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure {
        fs.get(path, new FilterOutputStream(sink) {
            @Override
            public void write(byte[] bytes, int start, int count) throws IOException {
                out.write(bytes, start, count);
                pass(count);
            }

            @Override
            public void write(int value) throws IOException {
                out.write(value);
                pass(1);
            }
        }, offset, length, monitor);
    }

    @Override
    public Capabilities capabilities() {
        return fs.capabilities();
    }

    @Override
    public Optional<String> origin() {
        return fs.origin();
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
    public void delete(String path, Monitor monitor) throws Failure {
        fs.delete(path, monitor);
    }

    @Override
    public void rename(String from, String to, Monitor monitor) throws Failure {
        fs.rename(from, to, monitor);
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
    public Optional<ContentHash> contentHash(String path, Monitor monitor) throws Failure {
        return fs.contentHash(path, monitor);
    }

    @Override
    public boolean setModified(String path, Instant time, Monitor monitor) throws Failure {
        return fs.setModified(path, time, monitor);
    }

    @Override
    public void close() {
        fs.close();
    }
}
