/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;

/**
 * The server's own certificate: made by the Java runtime's {@code keytool} at the first start, then kept. All of it is made in a folder of
 * another name first, which gets its name when it is whole; so two servers that start at once use the same.
 */
final class MadeCertificate {

    private static final String STORE = "server.p12";
    private static final String PASSWORD = "password";
    private static final String PEM = "server.pem";
    private static final int DAYS = 3650;
    private static final int MOST_SECONDS = 60;
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Set<PosixFilePermission> FOR_OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER_FOR_OWNER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final Path kept;
    private final InetAddress address;

    MadeCertificate(Path folder, InetAddress address) {
        this.folder = folder.toAbsolutePath();
        this.kept = this.folder.resolve("tls");
        this.address = address;
    }

    /** The kept certificate; a new one when there is none, when a part of it is missing, or when its time has passed. */
    TlsIdentity open(boolean sessionReuse) throws Failure {
        try {
            if (Files.exists(kept) && !isWhole()) {
                putAside("broken-" + System.currentTimeMillis());
            }
            if (!Files.exists(kept)) {
                make();
            }
            TlsIdentity identity = read(sessionReuse);
            X509Certificate certificate = identity.certificate().certificate();
            if (certificate.getNotAfter().toInstant().isAfter(Instant.now())) {
                return identity;
            }
            putAside("until-" + certificate.getNotAfter().toInstant().toString().replace(':', '-'));
            make();
            return read(sessionReuse);
        } catch (IOException e) {
            throw TlsIdentities.failure(kept, e);
        }
    }

    /** Somebody may have deleted a part. */
    private boolean isWhole() {
        return Files.exists(kept.resolve(STORE)) && Files.exists(kept.resolve(PASSWORD)) && Files.exists(kept.resolve(PEM));
    }

    private void putAside(String why) throws IOException {
        if (Files.exists(kept)) {
            Files.move(kept, folder.resolve("tls-" + why));
        }
    }

    private TlsIdentity read(boolean sessionReuse) throws Failure, IOException {
        if (isPosix()) {
            Files.setPosixFilePermissions(kept, FOLDER_FOR_OWNER);
        }
        char[] password = Files.readString(kept.resolve(PASSWORD), StandardCharsets.US_ASCII).strip().toCharArray();
        return TlsIdentities.ofStore(kept.resolve(STORE), password, Optional.of(kept.resolve(PEM)), sessionReuse);
    }

    private void make() throws IOException, Failure {
        Files.createDirectories(folder, attributes(FOLDER_FOR_OWNER));
        Path fresh = Files.createTempDirectory(folder, "tls-", attributes(FOLDER_FOR_OWNER));
        try {
            Path password = Files.createFile(fresh.resolve(PASSWORD), attributes(FOR_OWNER));
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.writeString(password, Base64.getUrlEncoder().encodeToString(random));
            keytool(fresh, List.of("-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-sigalg",
                    "SHA256withECDSA", "-validity", Integer.toString(DAYS), "-dname", "CN=AT Ferry", "-ext", "SAN=" + names(), "-ext",
                    "KU=digitalSignature", "-ext", "EKU=serverAuth", "-storetype", "PKCS12"));
            keytool(fresh, List.of("-exportcert", "-rfc", "-alias", "server", "-file", fresh.resolve(PEM).toString()));
            if (isPosix()) {
                Files.setPosixFilePermissions(fresh.resolve(STORE), FOR_OWNER);
                Files.setPosixFilePermissions(fresh.resolve(PEM), FOR_OWNER);
            }
            Files.move(fresh, kept);
        } catch (IOException e) {
            if (!Files.exists(kept)) {
                throw e;
            }
        } finally {
            delete(fresh);
        }
    }

    private void keytool(Path fresh, List<String> arguments) throws IOException, Failure {
        boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Path program = Path.of(System.getProperty("java.home"), "bin", windows ? "keytool.exe" : "keytool");
        if (!Files.isExecutable(program)) {
            throw Failure.at(Step.SERVE).kind(FailureKind.LOCAL).subject(program.toString())
                    .detail("this Java runtime has no keytool: give a certificate").build();
        }
        Path output = Files.createFile(fresh.resolve("output"), attributes(FOR_OWNER));
        List<String> command = new ArrayList<>(List.of(program.toString(), "-J-Duser.language=en", "-keystore",
                fresh.resolve(STORE).toString(), "-storepass:file", fresh.resolve(PASSWORD).toString()));
        command.addAll(1, arguments.subList(0, 1));
        command.addAll(arguments.subList(1, arguments.size()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(fresh.resolve(PASSWORD).toFile())).start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                String said = Files.readString(output).strip();
                throw new IOException("keytool failed: " + said.lines().findFirst().orElse("no answer"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** The names and addresses by which clients may know the server. */
    private String names() throws SocketException {
        Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:0:0:0:0:0:0:0:1"));
        if (address.isAnyLocalAddress()) {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                Collections.list(network.getInetAddresses()).stream().filter(each -> !each.isLinkLocalAddress())
                        .forEach(each -> names.add("ip:" + each.getHostAddress().replaceFirst("%.*", "")));
            }
        } else {
            names.add("ip:" + address.getHostAddress().replaceFirst("%.*", ""));
        }
        try {
            InetAddress local = InetAddress.getLocalHost();
            for (String name : List.of(local.getHostName(), local.getCanonicalHostName())) {
                if (HOST_NAME.matcher(name).matches() && !name.matches("[0-9.]+")) {
                    names.add("dns:" + name);
                }
            }
        } catch (UnknownHostException e) {
            // this machine has no name
        }
        return String.join(",", names);
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return isPosix() ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(permissions) } : new FileAttribute<?>[0];
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }
}
