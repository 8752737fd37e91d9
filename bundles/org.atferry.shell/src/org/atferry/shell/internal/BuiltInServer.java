/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Sha256;
import org.atferry.remote.Step;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.ServerSettings;

/** The server of a run without {@code --to}: on the loopback address, for the time of the run, with a password of its own. */
final class BuiltInServer implements AutoCloseable {

    static final String USER = "ferry";

    private static final int BLOCK = 1 << 16;

    private final EmbeddedServer server;
    private final Path root;
    private final ServerUrl url;

    private BuiltInServer(EmbeddedServer server, Path root, ServerUrl url) {
        this.server = server;
        this.root = root;
        this.url = url;
    }

    /** Starts it over the folder {@code server} of AT Ferry's home and makes its password known to the run. */
    static BuiltInServer start(Path home, RunSecrets secrets) throws Failure {
        Path root = folder(home.resolve("server"));
        try (Secret password = RunSecrets.generate()) {
            InetAddress address = loopback();
            EmbeddedServer server = EmbeddedServer.start(new ServerSettings(root, address, 0, USER, password, true));
            ServerUrl url = new ServerUrl(ServerUrl.Security.PLAIN, USER, address.getHostAddress(), server.port(), "");
            secrets.put(url, Secret.of(password.reveal()));
            return new BuiltInServer(server, root, url);
        }
    }

    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder(Path folder) throws Failure {
        try {
            return PrivateFiles.createFolder(folder).toRealPath();
        } catch (IOException e) {
            throw LocalFailures.of(folder, e);
        }
    }

    /** Its address, without a directory. */
    ServerUrl url() {
        return url;
    }

    /** Where a path of the server is on this machine. */
    Path onDisk(String path) {
        return root.resolve(path.replaceFirst("^/+", "")).normalize();
    }

    /** The hash of a file on this machine's disk. */
    static Sha256 hash(Path file, Monitor monitor) throws Failure {
        MessageDigest digest = Sha256.digest();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                monitor.checkCancelled(Step.VERIFY);
                digest.update(block, 0, count);
            }
        } catch (IOException e) {
            throw LocalFailures.of(file, e);
        }
        return Sha256.of(digest);
    }

    @Override
    public void close() {
        server.close();
    }
}
