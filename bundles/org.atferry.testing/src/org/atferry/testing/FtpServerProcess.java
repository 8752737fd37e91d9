/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A real FTP server in a process of its own, on a free loopback port, with one virtual user and no account of the machine changed. As root
 * it serves in a chroot, as the user {@code daemon}; as any other user, paths are those of the disk (see {@link #directory}). Programs are
 * taken from the folder in the system property {@code atferry.servers}, where packages were unpacked
 * ({@code vsftpd/usr/sbin/vsftpd}), else from where the system has them. Any thread.
 */
public abstract class FtpServerProcess implements AutoCloseable {

    /** The password of every server's user. */
    static final String PASSWORD = "s3cret-pw";

    /** {@link #PASSWORD} as crypt(3) knows it. */
    static final String CRYPTED = "$1$atferry$idBDyfVUZZURgNF4c3JbW.";

    private static final Duration START_TIME = Duration.ofSeconds(20);
    private static final Duration END_TIME = Duration.ofSeconds(5);

    /** How control and data connections are protected; where they are, nothing is served without. */
    public enum Security {
        /** Not at all. */
        PLAIN,
        /** {@code AUTH TLS} (RFC 4217). */
        EXPLICIT,
        /** TLS from the first byte. */
        IMPLICIT
    }

    /**
     * What a server is to be like.
     *
     * @param <B> the kind of builder
     */
    public abstract static class Builder<B extends Builder<B>> {
        private final Path folder;
        private final List<String> options = new ArrayList<>();
        private Security security = Security.PLAIN;
        private Path certificate;
        private Path key;
        private boolean sessionReuse = true;

        /** Starts with a folder that is empty or new. */
        Builder(Path folder) {
            this.folder = folder;
        }

        abstract B self();

        /** Adds a line to the configuration, in the server's language. */
        public B option(String line) {
            options.add(line);
            return self();
        }

        /**
         * Protects the connections.
         *
         * @param certificateFile PEM, the server's own certificate first
         * @param keyFile PEM, the private key
         */
        public B tls(Security protection, Path certificateFile, Path keyFile) {
            security = protection;
            certificate = certificateFile.toAbsolutePath();
            key = keyFile.toAbsolutePath();
            return self();
        }

        /** Whether each data connection must resume the TLS session of the control connection, if the server can ask for that. */
        public B sessionReuse(boolean required) {
            sessionReuse = required;
            return self();
        }

        /** Starts the server; it listens when this returns. */
        public abstract FtpServerProcess start() throws IOException;

        Path folder() {
            return folder;
        }

        List<String> options() {
            return List.copyOf(options);
        }

        Security security() {
            return security;
        }

        Path certificate() {
            return certificate;
        }

        Path key() {
            return key;
        }

        boolean isSessionReuse() {
            return sessionReuse;
        }
    }

    /**
     * Where a server works, before it runs.
     *
     * @param folder for its configuration
     * @param chroot what the user sees as {@code /}, where the server may do that
     * @param root the folder that belongs to the user
     * @param directory {@link #root} as the user sees it
     * @param port a free port
     * @param superuser whether the server is started as root
     */
    record Place(Path folder, Path chroot, Path root, String directory, int port, boolean superuser) {

        static Place in(Path parent, String name) throws IOException {
            Path chroot = Files.createDirectories(parent.resolve(name).resolve("root")).toRealPath();
            Path root = Files.createDirectories(chroot.resolve("files"));
            boolean superuser = "root".equals(System.getProperty("user.name"));
            Place place = new Place(chroot.getParent(), chroot, root, superuser ? "/files" : root.toString(), freePort(), superuser);
            place.give(root);
            return place;
        }

        /** The user as whom files are written. */
        String owner() {
            return superuser ? "daemon" : System.getProperty("user.name");
        }

        /** A number of {@link #owner}: {@code uid} or {@code gid}. */
        int number(String which) throws IOException {
            return (Integer) Files.getAttribute(root, "unix:" + which);
        }

        /** The group of {@link #owner}. */
        String group() throws IOException {
            return Files.readAttributes(root, PosixFileAttributes.class).group().getName();
        }

        void give(Path file) throws IOException {
            if (superuser) {
                UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
                PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class,
                        LinkOption.NOFOLLOW_LINKS);
                attributes.setOwner(names.lookupPrincipalByName(owner()));
                attributes.setGroup(names.lookupPrincipalByGroupName(owner()));
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private final Place place;
    private final Security security;
    private final Process process;

    /** Starts the server and waits until it listens. */
    FtpServerProcess(Place place, Security security, List<String> command) throws IOException {
        this.place = place;
        this.security = security;
        Path log = place.folder().resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC"));
        this.process = builder.start();
        awaitReady(command, log);
    }

    /** The program of an unpacked package, else that of the system. */
    static Path program(String packageName, String installed) {
        String folder = System.getProperty("atferry.servers", "");
        Path unpacked = Path.of(folder, packageName, installed);
        return !folder.isEmpty() && Files.exists(unpacked) ? unpacked : Path.of("/", installed);
    }

    private void awaitReady(List<String> command, Path log) throws IOException {
        long deadline = System.nanoTime() + START_TIME.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                close();
                throw new IOException("does not start: " + String.join(" ", command) + "\n" + Files.readString(log));
            }
        }
    }

    /** Tries once; waits a moment when nobody listens yet. */
    private boolean answers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1000);
            if (security == Security.IMPLICIT) {
                return true;
            }
            socket.setSoTimeout(5000);
            byte[] start = socket.getInputStream().readNBytes(3);
            return "220".equals(new String(start, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            awaitEnd(20);
            return false;
        }
    }

    private void awaitEnd(int milliseconds) throws IOException {
        try {
            process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The port on the loopback address. */
    public final int port() {
        return place.port();
    }

    /** The user name. */
    public String user() {
        return "ferry";
    }

    /** The password; every other one is refused. */
    public final String password() {
        return PASSWORD;
    }

    /** How its connections are protected. */
    public final Security security() {
        return security;
    }

    /** The folder on the disk in which the user may do everything. */
    public final Path root() {
        return place.root();
    }

    /** The absolute path of {@link #root} as the user sees it. */
    public final String directory() {
        return place.directory();
    }

    /** Hands a file or folder that a test made on the disk, with all in it, over to the user as whom the server writes. */
    public final void give(Path file) throws IOException {
        try (Stream<Path> files = Files.walk(file)) {
            for (Path each : files.filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
                place.give(each);
            }
        }
    }

    /** Ends every session at once, as a cut line does; the server takes new ones. */
    public final void cutSessions() {
        end(process.descendants().toList());
    }

    /** Ends the server and every session at once, as a power cut does. */
    public final void kill() {
        List<ProcessHandle> sessions = process.descendants().toList();
        process.destroyForcibly();
        end(Stream.concat(Stream.of(process.toHandle()), sessions.stream()).toList());
    }

    private static void end(List<ProcessHandle> processes) {
        CompletableFuture<?>[] ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        processes.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(ends).get(END_TIME.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("still there: " + Arrays.toString(processes.toArray()), e);
        }
    }

    @Override
    public final void close() {
        kill();
    }
}
