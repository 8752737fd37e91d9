/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.ServerSettings;
import org.atferry.testing.VsftpdServer;

/** A real server of either kind, with a folder of its own on the disk. */
record RealServer(Kind kind, int port, String user, String password, Path root, String directory, AutoCloseable server)
        implements AutoCloseable {

    /** The servers that the same behaviour is tested with. */
    enum Kind {
        VSFTPD, EMBEDDED;

        RealServer start(Path folder) throws IOException, Failure {
            return this == VSFTPD ? vsftpd(VsftpdServer.start(folder)) : embedded(folder);
        }
    }

    static RealServer vsftpd(VsftpdServer server) {
        return new RealServer(Kind.VSFTPD, server.port(), server.user(), server.password(), server.root(), server.directory(), server);
    }

    private static RealServer embedded(Path folder) throws IOException, Failure {
        Path files = Files.createDirectories(folder.resolve("served/files")).toRealPath();
        EmbeddedServer server = EmbeddedServer.start(new ServerSettings(files.getParent(), InetAddress.getByName("127.0.0.1"), 0, "ferry",
                Secret.of("s3cret-pw"), true));
        return new RealServer(Kind.EMBEDDED, server.port(), "ferry", "s3cret-pw", files, "/files", server);
    }

    ServerUrl url() {
        return new ServerUrl(ServerUrl.Security.PLAIN, user, "127.0.0.1", port, "");
    }

    FtpSession login() throws Failure {
        return login(FtpSettings.defaults(url()));
    }

    FtpSession login(FtpSettings settings) throws Failure {
        FtpSession session = FtpSession.connect(settings, FtpWireListener.none(), Monitor.none());
        session.login(user, Secret.of(password), Monitor.none());
        session.changeDirectory(directory, Monitor.none());
        return session;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
