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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A real vsftpd. Its only user is {@code anonymous}, whose password is checked against a file. Where TLS is on and nothing else is said, a
 * data connection must resume the session of the control connection ({@code require_ssl_reuse=YES}).
 */
public final class VsftpdServer extends FtpServerProcess {

    /** What a server is to be like. */
    public static final class Builder extends FtpServerProcess.Builder<Builder> {
        private OptionalLong fileSizeLimit = OptionalLong.empty();

        private Builder(Path folder) {
            super(folder);
        }

        @Override
        Builder self() {
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

        @Override
        public VsftpdServer start() throws IOException {
            Place place = Place.in(folder(), "vsftpd");
            return new VsftpdServer(place, security(), command(configuration(place)));
        }

        private Path configuration(Place place) throws IOException {
            Path empty = Files.createDirectories(place.folder().resolve("empty"));
            Path passwords = Files.writeString(place.folder().resolve("passwords"), PASSWORD + "\n");
            List<String> lines = new ArrayList<>(List.of("listen=YES", "listen_ipv6=NO", "background=NO", "listen_address=127.0.0.1",
                    "listen_port=" + place.port(), "seccomp_sandbox=NO", "isolate=NO", "isolate_network=NO", "local_enable=NO",
                    "anonymous_enable=YES", "ftp_username=" + place.owner(), "nopriv_user=" + place.owner(),
                    "run_as_launching_user=" + (place.superuser() ? "NO" : "YES"), "anon_root=" + place.chroot(),
                    "secure_chroot_dir=" + empty, "write_enable=YES", "anon_upload_enable=YES", "anon_mkdir_write_enable=YES",
                    "anon_other_write_enable=YES", "anon_world_readable_only=NO", "anon_umask=022", "secure_email_list_enable=YES",
                    "email_password_file=" + passwords, "xferlog_enable=NO", "connect_from_port_20=NO", "delay_failed_login=0",
                    "hide_ids=YES"));
            if (security() != Security.PLAIN) {
                lines.addAll(List.of("ssl_enable=YES", "allow_anon_ssl=YES", "force_anon_logins_ssl=YES", "force_anon_data_ssl=YES",
                        "ssl_ciphers=HIGH", "implicit_ssl=" + (security() == Security.IMPLICIT ? "YES" : "NO"),
                        "rsa_cert_file=" + certificate(), "rsa_private_key_file=" + key(),
                        "require_ssl_reuse=" + (isSessionReuse() ? "YES" : "NO")));
            }
            lines.addAll(options());
            return Files.write(place.folder().resolve("vsftpd.conf"), lines);
        }

        private List<String> command(Path configuration) {
            String program = program("vsftpd", "usr/sbin/vsftpd").toString();
            if (fileSizeLimit.isEmpty()) {
                return List.of(program, configuration.toString());
            }
            long blocks = fileSizeLimit.getAsLong() / 512;
            return List.of("sh", "-c", "trap '' XFSZ; ulimit -f " + blocks + "; exec \"$0\" \"$1\"", program, configuration.toString());
        }
    }

    private VsftpdServer(Place place, Security security, List<String> command) throws IOException {
        super(place, security, command);
    }

    /** A server whose files are below a folder, which must be empty or new. */
    public static VsftpdServer start(Path folder) throws IOException {
        return builder(folder).start();
    }

    /** A server with other options, such as {@code pasv_enable=NO}. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    @Override
    public String user() {
        return "anonymous";
    }
}
