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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A real vsftpd on a free loopback port, with a configuration of its own and no account of the machine: its only user is {@code anonymous},
 * whose password is checked against a file. Runs as root (then it serves in a chroot, as the user {@code daemon}) and as any other user
 * (then paths are those of the disk; see {@link #directory}). The program is taken from the folder in the system property
 * {@code atferry.servers}, where packages were unpacked ({@code vsftpd/usr/sbin/vsftpd}), else from {@code /usr/sbin}.
 */
public final class VsftpdServer implements AutoCloseable {

    private static final String USER = "anonymous";
    private static final String PASSWORD = "s3cret-pw";
    private static final Duration START_TIME = Duration.ofSeconds(10);

    /** What a server is to be like. */
    public static final class Builder {
        private final Path folder;
        private final List<String> options = new ArrayList<>();
        private OptionalLong fileSizeLimit = OptionalLong.empty();

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** Adds a line to the configuration, such as {@code pasv_enable=NO}. */
        public Builder option(String line) {
            options.add(line);
            return this;
        }

        /**
         * Lets no file grow beyond a multiple of 512 bytes: a write behind it fails as on a full disk ({@code 451 Failure writing to local
         * file.}), without a file system that is really full.
         */
        public Builder fileSizeLimit(long bytes) {
            fileSizeLimit = OptionalLong.of(bytes);
            return this;
        }

        /** Starts the server; it listens when this returns. */
        public VsftpdServer start() throws IOException {
            return new VsftpdServer(this);
        }
    }

    private final Path root;
    private final String directory;
    private final int port;
    private final Process process;

    private VsftpdServer(Builder builder) throws IOException {
        boolean superuser = "root".equals(System.getProperty("user.name"));
        Path chroot = Files.createDirectories(builder.folder.resolve("vsftpd/root"));
        root = Files.createDirectories(chroot.resolve("files")).toRealPath();
        directory = superuser ? "/files" : root.toString();
        if (superuser) {
            Files.setOwner(root, root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon"));
        }
        port = freePort();
        Path configuration = configuration(builder, chroot, superuser);
        process = new ProcessBuilder(command(builder, configuration)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        awaitReady(configuration);
    }

    /** A server whose files are below a folder, which must be empty or new. */
    public static VsftpdServer start(Path folder) throws IOException {
        return builder(folder).start();
    }

    /** A server with other options. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    private Path configuration(Builder builder, Path chroot, boolean superuser) throws IOException {
        Path folder = chroot.getParent();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path passwords = Files.writeString(folder.resolve("passwords"), PASSWORD + "\n");
        String runAs = superuser ? "daemon" : System.getProperty("user.name");
        List<String> lines = new ArrayList<>(List.of("listen=YES", "listen_ipv6=NO", "background=NO", "listen_address=127.0.0.1",
                "listen_port=" + port, "seccomp_sandbox=NO", "isolate=NO", "isolate_network=NO", "local_enable=NO", "anonymous_enable=YES",
                "ftp_username=" + runAs, "nopriv_user=" + runAs, "run_as_launching_user=" + (superuser ? "NO" : "YES"),
                "anon_root=" + chroot, "secure_chroot_dir=" + empty, "write_enable=YES", "anon_upload_enable=YES",
                "anon_mkdir_write_enable=YES", "anon_other_write_enable=YES", "anon_world_readable_only=NO", "anon_umask=022",
                "secure_email_list_enable=YES", "email_password_file=" + passwords, "xferlog_enable=NO", "connect_from_port_20=NO",
                "delay_failed_login=0", "hide_ids=YES"));
        lines.addAll(builder.options);
        return Files.write(folder.resolve("vsftpd.conf"), lines);
    }

    private static List<String> command(Builder builder, Path configuration) {
        String program = program();
        if (builder.fileSizeLimit.isEmpty()) {
            return List.of(program, configuration.toString());
        }
        long blocks = builder.fileSizeLimit.getAsLong() / 512;
        return List.of("sh", "-c", "trap '' XFSZ; ulimit -f " + blocks + "; exec \"$0\" \"$1\"", program, configuration.toString());
    }

    private static String program() {
        String servers = System.getProperty("atferry.servers", "");
        Path unpacked = Path.of(servers, "vsftpd/usr/sbin/vsftpd");
        return !servers.isEmpty() && Files.isExecutable(unpacked) ? unpacked.toString() : "/usr/sbin/vsftpd";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(Path configuration) throws IOException {
        long deadline = System.nanoTime() + START_TIME.toNanos();
        while (!greets()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                close();
                throw new IOException("vsftpd does not start with " + configuration + ":\n" + Files.readString(configuration));
            }
        }
    }

    /** Tries once; waits a moment when nobody listens yet. */
    private boolean greets() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(2000);
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
    public int port() {
        return port;
    }

    /** The user name. */
    public String user() {
        return USER;
    }

    /** The password; every other one is refused. */
    public String password() {
        return PASSWORD;
    }

    /** The folder on the disk in which the user may do everything. */
    public Path root() {
        return root;
    }

    /** The absolute path of {@link #root} as the user sees it. */
    public String directory() {
        return directory;
    }

    /** Ends the server and every session at once, as a power cut does. */
    public void kill() {
        List<ProcessHandle> sessions = process.descendants().toList();
        process.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
