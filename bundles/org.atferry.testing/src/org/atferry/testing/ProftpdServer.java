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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real proftpd, with {@code mod_tls} where TLS is on and {@code mod_digest} always. As it comes, {@code mod_tls} wants each data
 * connection to resume the session of the control connection.
 */
public final class ProftpdServer extends FtpServerProcess {

    private static final String USER = "ferry";

    /** What a server is to be like. */
    public static final class Builder extends FtpServerProcess.Builder<Builder> {

        private Builder(Path folder) {
            super(folder);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public ProftpdServer start() throws IOException {
            Place place = Place.in(folder(), "proftpd");
            Path configuration = configuration(place);
            String program = program("proftpd-core", "usr/sbin/proftpd").toString();
            return new ProftpdServer(place, security(), List.of(program, "-n", "-c", configuration.toString()));
        }

        private Path configuration(Place place) throws IOException {
            Path folder = place.folder();
            List<String> lines = new ArrayList<>(List.of("ModulePath " + modules(folder), "LoadModule mod_digest.c"));
            if (security() != Security.PLAIN) {
                lines.add("LoadModule mod_tls.c");
            }
            lines.addAll(List.of("ServerType standalone", "ServerName test", "DefaultAddress 127.0.0.1", "SocketBindTight on",
                    "Port " + place.port(), "UseIPv6 off", "UseReverseDNS off", "PidFile " + folder.resolve("pid"), "ScoreboardFile none",
                    "DelayEngine off", "ControlsEngine off", "WtmpLog off", "TransferLog none", "SystemLog " + folder.resolve("log"),
                    "AuthOrder mod_auth_file.c", "AuthUserFile " + users(place), "RequireValidShell off", "UseFtpUsers off",
                    "User " + place.owner(), "Group " + place.group(), "Umask 022", "AllowOverwrite on",
                    "AllowStoreRestart on", "AllowRetrieveRestart on", "MaxInstances none"));
            if (place.superuser()) {
                lines.add("DefaultRoot " + place.chroot());
            }
            lines.addAll(tls(folder));
            lines.addAll(options());
            return Files.write(folder.resolve("proftpd.conf"), lines);
        }

        private List<String> tls(Path folder) {
            if (security() == Security.PLAIN) {
                return List.of();
            }
            List<String> lines = new ArrayList<>(List.of("TLSEngine on", "TLSRequired on", "TLSProtocol TLSv1.2 TLSv1.3",
                    "TLSLog " + folder.resolve("tls.log"), "TLSCertificateChainFile " + certificate(),
                    "TLSRSACertificateFile " + certificate(), "TLSRSACertificateKeyFile " + key()));
            String tlsOptions = Stream
                    .of(security() == Security.IMPLICIT ? "UseImplicitSSL" : "", isSessionReuse() ? "" : "NoSessionReuseRequired")
                    .filter(option -> !option.isEmpty()).collect(Collectors.joining(" "));
            if (!tlsOptions.isEmpty()) {
                lines.add("TLSOptions " + tlsOptions);
            }
            return lines;
        }

        /** There is one folder of modules at most, and they come in two packages. */
        private static Path modules(Path folder) throws IOException {
            Path all = Files.createDirectories(folder.resolve("modules"));
            for (String name : List.of("proftpd-core", "proftpd-mod-crypto")) {
                try (Stream<Path> modules = Files.list(program(name, "usr/lib/proftpd"))) {
                    for (Path module : modules.toList()) {
                        Path link = all.resolve(module.getFileName());
                        if (!Files.exists(link)) {
                            Files.createSymbolicLink(link, module.toAbsolutePath());
                        }
                    }
                }
            }
            return all;
        }

        /** A file that others may read is refused. */
        private static Path users(Place place) throws IOException {
            String line = String.join(":", USER, CRYPTED, Integer.toString(place.number("uid")), Integer.toString(place.number("gid")), "",
                    place.directory(), "/bin/false");
            Path file = Files.createFile(place.folder().resolve("users"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, line + "\n");
        }
    }

    private ProftpdServer(Place place, Security security, List<String> command) throws IOException {
        super(place, security, command);
    }

    /** A server whose files are below a folder, which must be empty or new. */
    public static ProftpdServer start(Path folder) throws IOException {
        return builder(folder).start();
    }

    /** A server with other options, such as {@code MaxClients 1}. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }
}
