/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.atferry.ftp.FtpFileSystemProvider;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Case 27: the server demands that data connections resume the session of the control connection. */
@Tag("slow")
class Case27ResumptionTest extends TlsFaultTest {

    private static final int TRANSFERS = 20;

    private static void transfers(RemoteFileSystem fs, String directory, String order) throws Failure {
        for (char next : order.toCharArray()) {
            byte[] content = random(1000 + next);
            if (next == 'U') {
                fs.put(directory + "/up.bin", new ByteArrayInputStream(content), 0, content.length, Monitor.none());
            } else {
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                fs.get(directory + "/down.bin", sink, 0, 1000, Monitor.none());
                assertArrayEquals(random(1000), sink.toByteArray());
            }
        }
    }

    /** One after the other, mixed, and uploads first: those never read, and would use up the tickets of TLS 1.3. */
    @ParameterizedTest
    @CsvSource({ "TLS_1_2, DU", "TLS_1_3, DU", "TLS_1_2, D+U", "TLS_1_3, D+U", "TLS_1_2, U+D", "TLS_1_3, U+D" })
    void case27TwentyDownloadsAndTwentyUploadsAreAllResumed(TlsSettings.Version version, String order) throws Exception {
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, good()).withProtocol(version.protocol()).withResumptionDemanded()
                .withFile("/down.bin", random(1000));
        String all = order.contains("+")
                ? order.substring(0, 1).repeat(TRANSFERS) + order.substring(2).repeat(TRANSFERS)
                : order.repeat(TRANSFERS);
        try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, trusting(version))) {
            transfers(fs, "", all);
            assertInStep(fs);
        }
        assertEquals(2 * TRANSFERS, server.resumedHandshakes());
        assertEquals(0, server.newHandshakes());
    }

    @ParameterizedTest
    @EnumSource
    void case27ImplicitTlsResumesToo(TlsSettings.Version version) throws Exception {
        server.withTls(FaultyFtpServer.Tls.IMPLICIT, good()).withProtocol(version.protocol()).withResumptionDemanded()
                .withFile("/down.bin", random(1000));
        try (RemoteFileSystem fs = open(ServerUrl.Security.IMPLICIT_TLS, trusting(version))) {
            transfers(fs, "", "DUUD");
            fs.list("/", Monitor.none());
        }
        assertEquals(5, server.resumedHandshakes());
    }

    /** Long pushes and pulls, with listings and questions between, in several sessions one after the other. */
    @ParameterizedTest
    @EnumSource
    void case27SafeTransfersAreResumedInEverySession(TlsSettings.Version version) throws Exception {
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, good()).withProtocol(version.protocol()).withResumptionDemanded();
        byte[] content = random(3_000_000);
        Path source = local("source.bin", content);
        for (int session = 0; session < 3; session++) {
            try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, trusting(version))) {
                transfer().push(fs, source, "/fw" + session + ".bin", Monitor.none());
                fs.list("/", Monitor.none());
                transfer().pull(fs, "/fw" + session + ".bin", folder.resolve("back.bin"), Monitor.none());
            }
            assertRemote(content, "/fw" + session + ".bin");
            assertContent(content, folder.resolve("back.bin"));
        }
        assertEquals(0, server.newHandshakes());
    }

    /** A server that has forgotten the session takes the data connection anyway, or refuses it with a reason; never in the clear. */
    @ParameterizedTest
    @EnumSource
    void case27RefusalForWantOfResumptionIsAFailureThatSaysSo(TlsSettings.Version version) throws Exception {
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, good()).withProtocol(version.protocol()).withFile("/down.bin", random(1000))
                .on("RETR", (dialog, verb, argument) -> {
                    dialog.reply("150 here it comes");
                    dialog.data().close();
                    dialog.reply("522 SSL connection failed; session reuse required");
                }, 1);
        try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, trusting(version))) {
            Failure failure = failedPull(fs, "/down.bin", folder.resolve("down.bin"));
            assertEquals(522, failure.reply().orElseThrow().code(), failure.getMessage());
            assertTrue(failure.kind() == FailureKind.TLS || failure.kind() == FailureKind.DATA_CONNECTION, failure.kind().toString());
            assertInStep(fs);
        }
    }

    /** The real one that demands it by default; TLS 1.2 needs the property that our launchers and this build set. */
    @ParameterizedTest
    @EnumSource
    void case27VsftpdThatDemandsItIsServed(TlsSettings.Version version) throws Exception {
        try (VsftpdServer vsftpd = VsftpdServer.builder(folder).option("ssl_enable=YES").option("allow_anon_ssl=YES")
                .option("force_anon_logins_ssl=NO").option("require_ssl_reuse=YES").option("ssl_ciphers=HIGH")
                .option("rsa_cert_file=" + certificates.server().chain()).option("rsa_private_key_file=" + certificates.server().key())
                .start()) {
            Files.write(vsftpd.root().resolve("down.bin"), random(1000));
            char[] order = new char[2 * TRANSFERS];
            Arrays.fill(order, 0, TRANSFERS, 'D');
            Arrays.fill(order, TRANSFERS, 2 * TRANSFERS, 'U');
            ServerUrl url = new ServerUrl(ServerUrl.Security.EXPLICIT_TLS, vsftpd.user(), "127.0.0.1", vsftpd.port(), "");
            try (RemoteFileSystem fs = new FtpFileSystemProvider(List.of(listener())).open(
                    ConnectionSpec.direct(url).withAccess(trusting(version)), Secret.of(vsftpd.password()), Monitor.none())) {
                transfers(fs, vsftpd.directory(), new String(order));
                transfers(fs, vsftpd.directory(), "DUDUUD");
            }
            assertArrayEquals(random(1000 + 'U'), Files.readAllBytes(vsftpd.root().resolve("up.bin")));
        }
    }
}
