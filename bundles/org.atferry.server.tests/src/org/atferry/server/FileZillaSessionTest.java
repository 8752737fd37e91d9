/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.atferry.remote.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real session that a seed shows runs line for line: commands and numbers, and the features that it told. */
@Timeout(60)
class FileZillaSessionTest {

    @TempDir
    Path root;

    @Test
    void theCapturedSessionRunsLineForLine() throws Exception {
        Files.writeString(root.resolve("a.txt"), "a");
        ServerSettings settings = new ServerSettings(root, InetAddress.getByName("127.0.0.1"), 0, "yang", Secret.of("s3cret-pw"), true);
        try (EmbeddedServer server = EmbeddedServer.start(settings); RawClient client = new RawClient(server.port(), null, null)) {
            assertEquals(18, play(client), "replies and features in the capture");
        }
    }

    private static int play(RawClient client) throws IOException {
        String reply = "";
        Socket data = null;
        int seen = 0;
        for (String line : session()) {
            String text = line.length() > 2 ? line.substring(2) : "";
            switch (line.charAt(0)) {
                case '>' -> {
                    if (text.equals("PASV")) {
                        data = client.passive();
                        reply = "227";
                    } else {
                        client.raw(((text.equals("PASS") ? "PASS s3cret-pw" : text) + "\r\n").getBytes(StandardCharsets.UTF_8));
                        reply = "";
                    }
                }
                case '<' -> {
                    if (text.equals("226")) {
                        assertTrue(new String(data.getInputStream().readAllBytes(), StandardCharsets.UTF_8).endsWith(" a.txt\r\n"));
                        data.close();
                    }
                    reply = reply.isEmpty() || !reply.startsWith("227") ? client.reply() : reply;
                    assertEquals(text, reply.substring(0, 3), reply);
                    seen++;
                }
                case '=' -> {
                    assertTrue(reply.lines().anyMatch(told -> told.equals(" " + text)), text + " in " + reply);
                    seen++;
                }
                default -> assertEquals('#', line.charAt(0));
            }
            reply = line.equals("< 227") ? "" : reply;
        }
        return seen;
    }

    private static List<String> session() throws IOException {
        try (InputStream in = FileZillaSessionTest.class.getResourceAsStream("filezilla.session")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
