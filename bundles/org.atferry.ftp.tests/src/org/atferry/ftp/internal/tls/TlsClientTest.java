/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a refusal means when the session was not resumed, with and without the property of the JVM. */
class TlsClientTest {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Failure REUSE = refusal(522, "SSL connection failed; session reuse required");

    @TempDir
    static Path folder;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.in(folder);
        certificates.server();
    }

    private static Failure refusal(int code, String text) {
        return Failure.at(Step.TRANSFER).kind(FailureKind.DATA_CONNECTION).reply(new ServerReply(code, text)).build();
    }

    private static TlsClient client(TlsSettings.Version version, String property) throws Failure {
        TlsSettings tls = TlsSettings.defaults().withAuthorities(certificates.authority()).withVersions(Set.of(version));
        return TlsClient.of(tls, "127.0.0.1", 21, property);
    }

    /** Two handshakes with servers of some contexts; the second is that of a data connection. */
    private static boolean resumes(TlsClient client, SSLContext control, SSLContext data) throws Exception {
        connect(control, socket -> {
            SSLSocket secure = client.protectControl(new AliasedSocket(socket, 21), TIME);
            assertEquals('2', secure.getInputStream().read());
        });
        boolean[] resumed = new boolean[1];
        connect(data, socket -> {
            TlsDataSocket secure = client.protectData(socket, TIME);
            resumed[0] = secure.isResumed();
            assertEquals('2', secure.getInputStream().read());
        });
        return resumed[0];
    }

    @FunctionalInterface
    private interface Client {
        void use(Socket socket) throws IOException;
    }

    private static void connect(SSLContext context, Client client) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Void> server = CompletableFuture.runAsync(() -> {
                try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(listening.accept(), null, 0, true)) {
                    socket.setUseClientMode(false);
                    socket.getOutputStream().write('2');
                    socket.getInputStream().read();
                } catch (IOException e) {
                    // the client is done
                }
            });
            try (Socket socket = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
                client.use(socket);
            }
            server.join();
        }
    }

    private static SSLContext context() throws IOException {
        return certificates.context(certificates.server());
    }

    @Test
    void aResumedSessionIsNotBlamed() throws Exception {
        for (TlsSettings.Version version : TlsSettings.Version.values()) {
            TlsClient client = client(version, null);
            SSLContext context = context();
            assertTrue(resumes(client, context, context), version.toString());
            assertSame(REUSE, client.explained(REUSE));
        }
    }

    @Test
    void withTls12TheMissingPropertyIsNamed() throws Exception {
        TlsClient client = client(TlsSettings.Version.TLS_1_2, null);
        assertFalse(resumes(client, context(), context()));
        Failure explained = client.explained(REUSE);
        assertEquals(FailureKind.TLS, explained.kind());
        assertEquals(Hint.TLS_SESSION_PROPERTY, explained.hint());
        assertEquals(Hint.TLS_SESSION_PROPERTY, client.explained(refusal(425, "Unable to build data connection")).hint());
        Failure other = refusal(550, "No such file");
        assertSame(other, client.explained(other));
    }

    @Test
    void withThePropertyItIsNotNamed() throws Exception {
        TlsClient client = client(TlsSettings.Version.TLS_1_2, "false");
        assertFalse(resumes(client, context(), context()));
        assertEquals(Hint.RUN_AGAIN, client.explained(REUSE).hint());
    }

    @Test
    void withTls13ItIsNotNamed() throws Exception {
        TlsClient client = client(TlsSettings.Version.TLS_1_3, null);
        assertFalse(resumes(client, context(), context()));
        assertEquals(Hint.RUN_AGAIN, client.explained(REUSE).hint());
    }
}
