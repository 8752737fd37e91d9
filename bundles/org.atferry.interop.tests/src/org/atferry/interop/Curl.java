/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another client, to show what a server does whoever asks it. */
final class Curl {

    /**
     * How it went.
     *
     * @param exit 0 when all went well
     * @param said what it and the server said
     */
    record Outcome(int exit, String said) {
    }

    private Curl() {
    }

    /** Downloads a file over explicit TLS; the password is not among the arguments, which everybody on the machine can read. */
    static Outcome download(Served server, Path authority, String path, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--verbose", "--ssl-reqd", "--max-time", "60",
                "--cacert", authority.toString(), "--output", "/dev/null", "--config", "-"));
        command.addAll(List.of(options));
        command.add("ftp://127.0.0.1:" + server.port() + "/%2F" + path.substring(1));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(("user = \"" + server.user() + ":" + server.password() + "\"\n").getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("curl does not end: " + said);
        }
        return new Outcome(process.exitValue(), said);
    }
}
