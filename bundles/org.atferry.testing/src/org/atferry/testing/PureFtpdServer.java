/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Pure-FTPd with one user in a PureDB. It serves virtual users only when root starts it, has no implicit TLS, and never asks for
 * session reuse.
 */
public final class PureFtpdServer extends FtpServerProcess {

    private static final String USER = "ferry";

    /** What a server is to be like; an option is one argument, such as {@code --notruncate}. */
    public static final class Builder extends FtpServerProcess.Builder<Builder> {

        private Builder(Path folder) {
            super(folder);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public PureFtpdServer start() throws IOException {
            if (security() == Security.IMPLICIT) {
                throw new IllegalArgumentException("Pure-FTPd has no implicit TLS");
            }
            Place place = Place.in(folder(), "pure-ftpd");
            if (!place.superuser()) {
                throw new IOException("Pure-FTPd serves virtual users only when root starts it");
            }
            return new PureFtpdServer(place, security(), command(place));
        }

        private List<String> command(Place place) throws IOException {
            List<String> command = new ArrayList<>(List.of(program("pure-ftpd", "usr/sbin/pure-ftpd").toString(), "--login",
                    "puredb:" + users(place), "--bind", "127.0.0.1," + place.port(), "--ipv4only", "--noanonymous", "--dontresolve",
                    "--minuid", "1", "--umask", "022:022", "--pidfile", place.folder().resolve("pid").toString(), "--syslogfacility",
                    "none"));
            if (security() == Security.EXPLICIT) {
                Path both = Files.writeString(place.folder().resolve("certificate-and-key.pem"),
                        Files.readString(certificate()) + Files.readString(key()));
                command.addAll(List.of("--tls", "3", "--certfile", both.toString()));
            }
            command.addAll(options());
            return command;
        }

        private static Path users(Place place) throws IOException {
            String line = String.join(":", USER, CRYPTED, Integer.toString(place.number("uid")), Integer.toString(place.number("gid")), "",
                    place.chroot() + "/." + place.directory()) + "::::::::::::";
            Path source = Files.writeString(place.folder().resolve("users"), line + "\n");
            Path database = place.folder().resolve("users.pdb");
            Process process = new ProcessBuilder(program("pure-ftpd", "usr/bin/pure-pw").toString(), "mkdb", database.toString(), "-f",
                    source.toString()).redirectErrorStream(true).redirectOutput(place.folder().resolve("output").toFile()).start();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IOException("pure-pw failed: " + Files.readString(place.folder().resolve("output")));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            return database;
        }
    }

    private PureFtpdServer(Place place, Security security, List<String> command) throws IOException {
        super(place, security, command);
    }

    /** A server whose files are below a folder, which must be empty or new. */
    public static PureFtpdServer start(Path folder) throws IOException {
        return builder(folder).start();
    }

    /** A server with other options, such as {@code --maxclientsperip} and {@code 1}. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }
}
