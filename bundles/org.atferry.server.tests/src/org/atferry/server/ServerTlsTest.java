/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Secret;
import org.atferry.remote.Step;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded server by TLS, with real handshakes. */
@Timeout(120)
class ServerTlsTest {

    private static final String PASSWORD = "s3cret-pw";

    /** One certificate for all tests that do not look at how it is made. */
    @TempDir
    static Path certificates;

    private static SSLContext trusting;

    @TempDir
    Path root;

    private byte[] big;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path served = Files.createDirectory(certificates.resolve("served"));
        try (EmbeddedServer server = EmbeddedServer.start(plain(served).withTls(ServerTls.explicit(new ServerTls.Made(certificates))))) {
            trusting = trusting(server.certificate().orElseThrow().pem().orElseThrow());
        }
    }

    @BeforeEach
    void makeFile() throws IOException {
        big = new byte[1_000_000];
        new Random(7).nextBytes(big);
        Files.write(root.resolve("big"), big);
    }

    private static ServerSettings plain(Path root) throws IOException {
        return new ServerSettings(root, InetAddress.getByName("127.0.0.1"), 0, "ferry", Secret.of(PASSWORD), true);
    }

    private EmbeddedServer explicit() throws Exception {
        return EmbeddedServer.start(plain(root).withTls(ServerTls.explicit(new ServerTls.Made(certificates))));
    }

    private static SSLContext trusting(Path pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static RawClient login(EmbeddedServer server, String protocol) throws IOException {
        RawClient client = new RawClient(server.port());
        client.expect("234", "AUTH TLS");
        client.secure(trusting, protocol);
        client.login("ferry", PASSWORD);
        return client;
    }

    @Test
    void nobodyLogsInBeforeTls() throws Exception {
        try (EmbeddedServer server = explicit(); RawClient client = new RawClient(server.port())) {
            assertTrue(client.send("USER ferry").startsWith("530 TLS required"));
            assertTrue(client.send("PASS " + PASSWORD).startsWith("530 TLS required"));
            assertTrue(client.send("PROT P").startsWith("503"));
            assertTrue(client.send("FEAT").contains("\n AUTH TLS\n PBSZ\n PROT\n"));
            assertTrue(client.send("AUTH KERBEROS").charAt(0) > '3');
            assertTrue(client.send("USER ferry").startsWith("530"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
    void everyDataConnectionResumesTheSession(String protocol) throws Exception {
        try (EmbeddedServer server = explicit(); RawClient client = login(server, protocol)) {
            client.protectData(true);
            for (int i = 0; i < 10; i++) {
                assertArrayEquals(big, client.get("RETR big"));
                assertTrue(client.lastWasResumed(), "download " + i);
                assertEquals("226 Transfer complete.", client.put("STOR up" + i, big));
                assertTrue(client.lastWasResumed(), "upload " + i);
                assertArrayEquals(big, Files.readAllBytes(root.resolve("up" + i)));
            }
            assertEquals(protocol, client.session().getProtocol());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
    void sessionReuseCanBeRequired(String protocol) throws Exception {
        ServerTls tls = ServerTls.explicit(new ServerTls.Made(certificates)).withSessionReuse(true);
        try (EmbeddedServer server = EmbeddedServer.start(plain(root).withTls(tls))) {
            try (RawClient client = login(server, protocol)) {
                client.protectData(true);
                assertArrayEquals(big, client.get("RETR big"));
                assertEquals("226 Transfer complete.", client.put("STOR up", big));
            }
            try (RawClient client = login(server, protocol)) {
                client.protectData(false);
                assertEquals("522 TLS session reuse required on the data connection.", client.put("STOR thief", big));
                assertFalse(Files.exists(root.resolve("thief")));
            }
        }
    }

    @Test
    void implicitTlsProtectsFromTheFirstByteAndDataToo() throws Exception {
        ServerSettings settings = plain(root).withTls(ServerTls.implicit(new ServerTls.Made(certificates)));
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = new RawClient(server.port(), trusting, "TLSv1.3")) {
            assertTrue(client.reply().startsWith("220"));
            client.login("ferry", PASSWORD);
            client.dataIsProtected();
            assertArrayEquals(big, client.get("RETR big"));
            assertTrue(client.lastWasResumed());
            assertTrue(client.send("AUTH TLS").startsWith("534"));
        }
    }

    @Test
    void plainDataIsRefusedUnlessTheSettingsAllowIt() throws Exception {
        try (EmbeddedServer server = explicit(); RawClient client = login(server, "TLSv1.3")) {
            assertTrue(client.send("PROT C").startsWith("534"));
            assertTrue(assertThrows(IOException.class, () -> client.fetch("RETR big")).getMessage().startsWith("521"));
            assertTrue(client.put("STOR x", big).startsWith("521"));
            assertFalse(Files.exists(root.resolve("x")));
        }
        ServerTls lenient = ServerTls.explicit(new ServerTls.Made(certificates)).withProtectedData(false);
        try (EmbeddedServer server = EmbeddedServer.start(plain(root).withTls(lenient)); RawClient client = login(server, "TLSv1.3")) {
            assertArrayEquals(big, client.get("RETR big"));
            client.protectData(true);
            assertArrayEquals(big, client.get("RETR big"));
            client.expect("200", "PROT C");
            client.expect("534", "CCC");
        }
    }

    @Test
    void whatWasSentInClearIsNotTakenForWhatCameProtected() throws Exception {
        try (EmbeddedServer server = explicit(); RawClient client = new RawClient(server.port())) {
            client.raw(("AUTH TLS\r\nUSER ferry\r\nPASS " + PASSWORD + "\r\nDELE big\r\n").getBytes(StandardCharsets.UTF_8));
            assertThrows(IOException.class, client::reply);
            assertTrue(Files.exists(root.resolve("big")));
        }
        try (EmbeddedServer server = explicit(); RawClient client = new RawClient(server.port())) {
            client.raw("AUTH T".getBytes(StandardCharsets.UTF_8));
            client.raw("LS\r\n".getBytes(StandardCharsets.UTF_8));
            assertTrue(client.reply().startsWith("234"));
            client.raw("USER ferry\r\n".getBytes(StandardCharsets.UTF_8));
            assertThrows(IOException.class, client::reply);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
    void anUploadThatIsCutWithoutCloseNotifyIsNotComplete(String protocol) throws Exception {
        try (EmbeddedServer server = explicit(); RawClient client = login(server, protocol)) {
            client.protectData(true);
            try (Socket below = client.passive()) {
                client.expect("150", "STOR cut");
                Socket secured = client.secured(below);
                secured.getOutputStream().write(big);
                below.shutdownOutput();
                assertTrue(client.reply().startsWith("426"));
            }
            assertTrue(Files.exists(root.resolve("cut")), "what came is kept for a restart");
            assertEquals("226 Transfer complete.", client.put("STOR cut", big));
        }
    }

    @Test
    void oldVersionsAreNotSpoken() throws Exception {
        try (EmbeddedServer server = explicit(); RawClient client = new RawClient(server.port())) {
            client.expect("234", "AUTH TLS");
            assertThrows(IOException.class, () -> client.secure(trusting, "TLSv1.1"));
        }
    }

    @Test
    void aStrangerWhoDoesNotTrustTheCertificateLeavesTheServerAlive() throws Exception {
        try (EmbeddedServer server = explicit()) {
            try (RawClient client = new RawClient(server.port())) {
                client.expect("234", "AUTH TLS");
                assertThrows(SSLException.class, () -> client.secure(SSLContext.getDefault(), "TLSv1.3"));
            }
            try (RawClient client = login(server, "TLSv1.3")) {
                client.expect("257", "PWD");
            }
        }
    }

    @Test
    void anEmptyListingEndsInOrder() throws Exception {
        Files.createDirectory(root.resolve("empty"));
        try (EmbeddedServer server = explicit(); RawClient client = login(server, "TLSv1.3")) {
            client.protectData(true);
            client.expect("250", "CWD empty");
            assertEquals(0, client.get("MLSD").length);
            assertTrue(client.lastWasResumed());
        }
    }

    @Test
    void theMadeCertificateIsKeptForItsOwnerOnly() throws Exception {
        Path folder = root.resolve("private");
        ServerSettings settings = plain(root).withTls(ServerTls.explicit(new ServerTls.Made(folder)));
        ServerCertificate first;
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            first = server.certificate().orElseThrow();
        }
        assertTrue(first.sha256().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"), first.sha256());
        assertTrue(first.certificate().getNotAfter().toInstant().isAfter(Instant.now().plus(Duration.ofDays(3600))));
        List<?> names = first.certificate().getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList();
        assertTrue(names.contains("localhost") && names.contains("127.0.0.1"), names::toString);
        for (String file : List.of("server.p12", "server.pem", "password")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls").resolve(file))));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls"))));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing is left of the making");
        }
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            assertEquals(first.sha256(), server.certificate().orElseThrow().sha256());
        }
        Files.delete(folder.resolve("tls/server.p12"));
        try (EmbeddedServer server = EmbeddedServer.start(settings)) {
            assertNotEquals(first.sha256(), server.certificate().orElseThrow().sha256(), "a new one where a part is missing");
        }
        ServerCertificate other;
        try (EmbeddedServer server = EmbeddedServer.start(plain(root).withTls(ServerTls.explicit(new ServerTls.Made(root.resolve("2")))))) {
            other = server.certificate().orElseThrow();
        }
        assertNotEquals(first.sha256(), other.sha256());
    }

    @Test
    void aGivenCertificateIsShown() throws Exception {
        Path store = certificates.resolve("tls/server.p12");
        Secret password = Secret.of(Files.readString(certificates.resolve("tls/password")));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(store))) {
            keys.load(in, password.reveal().toCharArray());
        }
        byte[] key = keys.getKey("server", password.reveal().toCharArray()).getEncoded();
        Path pem = Files.writeString(root.resolve("both.pem"), "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n"
                + Files.readString(certificates.resolve("tls/server.pem")));
        for (ServerTls.Source source : List.of(new ServerTls.Pem(pem, pem), new ServerTls.Pkcs12(store, password))) {
            try (EmbeddedServer server = EmbeddedServer.start(plain(root).withTls(ServerTls.explicit(source)));
                    RawClient client = login(server, "TLSv1.3")) {
                client.expect("257", "PWD");
            }
        }
    }

    @Test
    void aCertificateThatCannotBeUsedIsALocalFailureThatNamesTheFile() throws Exception {
        Path pem = certificates.resolve("tls/server.pem");
        Path missing = root.resolve("missing");
        Path store = certificates.resolve("tls/server.p12");
        for (ServerTls.Source source : List.of(new ServerTls.Pem(pem, missing), new ServerTls.Pem(missing, pem),
                new ServerTls.Pem(pem, pem), new ServerTls.Pkcs12(store, Secret.of("wr0ng-pw")),
                new ServerTls.Pkcs12(missing, Secret.of("x")))) {
            ServerSettings settings = plain(root).withTls(ServerTls.explicit(source));
            Failure failure = assertThrows(Failure.class, () -> EmbeddedServer.start(settings).close());
            assertEquals(Step.SERVE, failure.step());
            assertEquals(FailureKind.LOCAL, failure.kind());
            assertTrue(List.of(pem.toString(), missing.toString(), store.toString()).contains(failure.subject()), failure.subject());
            assertFalse(failure.detail().isEmpty() || failure.detail().contains("wr0ng-pw"));
        }
    }
}
