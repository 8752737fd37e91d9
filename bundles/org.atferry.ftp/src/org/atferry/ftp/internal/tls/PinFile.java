/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;

/**
 * The file that remembers the certificate of each server: text lines {@code host:port SHA-256-in-hexadecimal}, empty lines, and comments
 * after {@code #}. The first line of a server counts. A line is appended by one write, so that several sessions and programs can use the
 * file at once; the file is made for its owner only. Thread-safe, because it keeps nothing in memory.
 */
final class PinFile {

    private static final Pattern LINE = Pattern.compile("(\\S+):(\\d{1,5})\\s+([0-9A-Fa-f]{64})");

    private final Path file;

    PinFile(Path file) {
        this.file = file;
    }

    /** The SHA-256 of a certificate, in hexadecimal. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is remembered of a server: a fingerprint in lower case; empty when it was never met. */
    Optional<String> find(String host, int port) throws Failure {
        String server = key(host, port);
        for (String line : read().split("\n", -1)) {
            String text = line.replaceFirst("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            Matcher matcher = LINE.matcher(text);
            if (!matcher.matches()) {
                throw Pem.misuse(file, "not a line of pins, `host:port SHA-256`: " + text);
            }
            if (server.equalsIgnoreCase(matcher.group(1) + ":" + matcher.group(2))) {
                return Optional.of(matcher.group(3).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** Remembers a server that was never met. */
    void add(String host, int port, String fingerprint) throws Failure {
        String all = read();
        String line = (all.isEmpty() || all.endsWith("\n") ? "" : "\n") + key(host, port) + " " + fingerprint + "\n";
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try (SeekableByteChannel channel = Files.newByteChannel(file, options, ownerOnly())) {
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0];
    }

    private String read() throws Failure {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Failure unusable(IOException e) {
        return Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(file.toString()).hint(Hint.LOCAL_DISK).cause(e).build();
    }

    private static String key(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
