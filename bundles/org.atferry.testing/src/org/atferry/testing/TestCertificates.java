/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority of its own for tests, and certificates that it signs: good ones and bad ones. Made by the {@code keytool} of the Java that
 * runs (about a second each), each when it is first asked for. Thread-safe.
 */
public final class TestCertificates {

    private static final String PASSWORD = "for-tests-only";
    private static final String PASSWORD_VARIABLE = "ATFERRY_TEST_STORE_PASSWORD";
    private static final String AUTHORITY = "authority";
    private static final String LOOPBACK_NAMES = "san=ip:127.0.0.1,ip:::1,dns:localhost";

    /**
     * A certificate with its private key.
     *
     * @param chain a PEM file: the certificate, then the authority's unless it is self-signed
     * @param key a PEM file: the private key, PKCS #8, not encrypted
     * @param both a PEM file: the key, then the chain
     * @param store a PKCS #12 file with that one entry, which like the file has the password {@link TestCertificates#password}
     * @param certificate the certificate itself
     */
    public record Identity(Path chain, Path key, Path both, Path store, X509Certificate certificate) {
    }

    private final Path folder;
    private final Path store;
    /** Guarded by {@code this}. */
    private final Map<String, Identity> made = new HashMap<>();

    private TestCertificates(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("all.p12");
    }

    /** An authority in a folder, which is created when it is missing. */
    public static TestCertificates in(Path folder) throws IOException {
        TestCertificates certificates = new TestCertificates(Files.createDirectories(folder));
        certificates.selfSigned(AUTHORITY, "AT Ferry test authority", "-ext", "bc:c", "-ext", "ku:c=keyCertSign,cRLSign");
        return certificates;
    }

    /** A PEM file with the certificate of the authority that signs. */
    public synchronized Path authority() {
        return made.get(AUTHORITY).chain();
    }

    /** A server's certificate that is good for {@code 127.0.0.1}, {@code ::1} and {@code localhost}; RSA. */
    public Identity server() throws IOException {
        return signed("server", "localhost", "RSA", "-ext", LOOPBACK_NAMES);
    }

    /** The same with another key and an elliptic curve: what a server shows after its certificate was replaced. */
    public Identity replacedServer() throws IOException {
        return signed("replaced", "localhost", "EC", "-ext", LOOPBACK_NAMES);
    }

    /** A server's certificate that names {@code other.example} and {@code *.other.example} only. */
    public Identity wrongName() throws IOException {
        return signed("wrong-name", "other.example", "RSA", "-ext", "san=dns:other.example,dns:*.other.example");
    }

    /** A server's certificate with the right names that ended twenty days ago. */
    public Identity expired() throws IOException {
        return signed("expired", "localhost", "RSA", "-ext", LOOPBACK_NAMES, "-startdate", "-30d", "-validity", "10");
    }

    /** A server's certificate with the right names that begins in ten days. */
    public Identity notYetValid() throws IOException {
        return signed("not-yet-valid", "localhost", "RSA", "-ext", LOOPBACK_NAMES, "-startdate", "+10d", "-validity", "10");
    }

    /** A server's certificate with the right names that no authority signed. */
    public Identity selfSigned() throws IOException {
        return selfSigned("self-signed", "localhost", "-ext", LOOPBACK_NAMES);
    }

    /** A client's certificate; RSA. */
    public Identity client() throws IOException {
        return signed("client", "client", "RSA", "-ext", "eku=clientAuth");
    }

    /** A client's certificate; elliptic curve. */
    public Identity clientWithCurve() throws IOException {
        return signed("client-ec", "client ec", "EC", "-ext", "eku=clientAuth");
    }

    /** The password of every PKCS #12 file. */
    public String password() {
        return PASSWORD;
    }

    /** What a server or a client in Java needs to show an identity; it trusts the authority and nobody else. */
    public SSLContext context(Identity identity) throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(identity.store()), PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            synchronized (this) {
                trusted.setCertificateEntry(AUTHORITY, made.get(AUTHORITY).certificate());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Identity signed(String alias, String name, String algorithm, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-signer", AUTHORITY));
        arguments.addAll(List.of(more));
        return identity(alias, name, algorithm, arguments);
    }

    private Identity selfSigned(String alias, String name, String... more) throws IOException {
        return identity(alias, name, "RSA", List.of(more));
    }

    private synchronized Identity identity(String alias, String name, String algorithm, List<String> more) throws IOException {
        Identity known = made.get(alias);
        if (known != null) {
            return known;
        }
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", alias, "-dname", "CN=" + name + ",O=AT Ferry tests",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass:env", PASSWORD_VARIABLE, "-keyalg", algorithm));
        command.addAll("EC".equals(algorithm) ? List.of("-groupname", "secp256r1") : List.of("-keysize", "2048"));
        command.addAll(more);
        if (!more.contains("-validity")) {
            command.addAll(List.of("-startdate", "-1d", "-validity", "30"));
        }
        run(command);
        Identity identity = export(alias);
        made.put(alias, identity);
        return identity;
    }

    private static void run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(PASSWORD_VARIABLE, PASSWORD);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Identity export(String alias) throws IOException {
        try {
            KeyStore all = load(store);
            Key key = all.getKey(alias, PASSWORD.toCharArray());
            Certificate[] chain = all.getCertificateChain(alias);
            StringBuilder certificates = new StringBuilder();
            for (Certificate certificate : chain) {
                certificates.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            String secret = pem("PRIVATE KEY", key.getEncoded());
            KeyStore single = KeyStore.getInstance("PKCS12");
            single.load(null, null);
            single.setKeyEntry(alias, key, PASSWORD.toCharArray(), chain);
            Path file = folder.resolve(alias + ".p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                single.store(out, PASSWORD.toCharArray());
            }
            return new Identity(Files.writeString(folder.resolve(alias + ".pem"), certificates),
                    Files.writeString(folder.resolve(alias + ".key"), secret),
                    Files.writeString(folder.resolve(alias + "-both.pem"), secret + certificates), file, (X509Certificate) chain[0]);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private static String pem(String type, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
