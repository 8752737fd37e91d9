/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.atferry.remote.Failure;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.server.AccessRule;
import org.atferry.server.Right;
import org.atferry.server.ServerSettings;
import org.atferry.server.ServerTls;
import org.atferry.testing.FtpServerProcess;
import org.atferry.testing.ProftpdServer;
import org.atferry.testing.PureFtpdServer;
import org.atferry.testing.TestCertificates;
import org.atferry.testing.VsftpdServer;

/** The servers, and what each of them can do; README.md has the differences that were seen, with the commands that show them. */
enum ServerKind {
    /** vsftpd 3.0. */
    VSFTPD(EnumSet.allOf(Security.class), EnumSet.complementOf(EnumSet.of(Ability.LISTS_HIDDEN, Ability.HASHES))) {
        @Override
        Served start(Path folder, Security security, TestCertificates certificates) throws IOException {
            return process(VsftpdServer.builder(folder), security, certificates);
        }
    },
    /** ProFTPD 1.3. */
    PROFTPD(EnumSet.allOf(Security.class), EnumSet.complementOf(EnumSet.of(Ability.STARS_IN_DIRECTORIES))) {
        @Override
        Served start(Path folder, Security security, TestCertificates certificates) throws IOException {
            return process(ProftpdServer.builder(folder), security, certificates);
        }
    },
    /** Pure-FTPd 1.0. */
    PURE_FTPD(EnumSet.complementOf(EnumSet.of(Security.IMPLICIT_TLS)),
            EnumSet.complementOf(EnumSet.of(Ability.DEMANDS_SESSION_REUSE, Ability.HASHES, Ability.BACKSLASHES_IN_NAMES))) {
        @Override
        Served start(Path folder, Security security, TestCertificates certificates) throws IOException {
            return process(PureFtpdServer.builder(folder), security, certificates);
        }
    },
    /** The one of {@code ferry serve}. */
    EMBEDDED(EnumSet.allOf(Security.class), EnumSet.complementOf(EnumSet.of(Ability.RENAMES_OVER))) {
        @Override
        Served start(Path folder, Security security, TestCertificates certificates) throws IOException, Failure {
            Path files = Files.createDirectories(folder.resolve("embedded/files")).toRealPath();
            Files.writeString(Files.createDirectory(files.resolve(Served.READ_ONLY)).resolve("there"), "there");
            ServerSettings settings = new ServerSettings(files.getParent(), InetAddress.getByName("127.0.0.1"), 0, ServedByUs.USER,
                    Secret.of(ServedByUs.PASSWORD), true)
                    .withRules(List.of(AccessRule.everybody(ServedByUs.DIRECTORY + "/" + Served.READ_ONLY, Right.LIST, Right.READ)))
                    .withTls(tls(security, certificates).withSessionReuse(security != Security.PLAIN));
            return ServedByUs.start(settings);
        }
    };

    private final Set<Security> securities;
    private final Set<Ability> abilities;

    ServerKind(Set<Security> securities, Set<Ability> abilities) {
        this.securities = securities;
        this.abilities = abilities;
    }

    /** How its connections can be protected. */
    Set<Security> securities() {
        return securities;
    }

    Set<Ability> abilities() {
        return abilities;
    }

    /** Starts one, with the most that it can demand: where there is TLS, nothing goes without, and sessions are resumed. */
    abstract Served start(Path folder, Security security, TestCertificates certificates) throws IOException, Failure;

    private static Served process(FtpServerProcess.Builder<?> builder, Security security, TestCertificates certificates)
            throws IOException {
        if (security != Security.PLAIN) {
            TestCertificates.Identity identity = certificates.server();
            builder.tls(security == Security.IMPLICIT_TLS ? FtpServerProcess.Security.IMPLICIT : FtpServerProcess.Security.EXPLICIT,
                    identity.chain(), identity.key());
        }
        return ServedByProcess.of(builder.start());
    }

    private static ServerTls tls(Security security, TestCertificates certificates) throws IOException {
        if (security == Security.PLAIN) {
            return ServerTls.none();
        }
        ServerTls.Pem source = new ServerTls.Pem(certificates.server().chain(), certificates.server().key());
        return security == Security.IMPLICIT_TLS ? ServerTls.implicit(source) : ServerTls.explicit(source);
    }
}
