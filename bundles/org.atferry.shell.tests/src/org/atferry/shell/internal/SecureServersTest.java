/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.atferry.shell.internal.TestFerry.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers with TLS, with users of a file, and who trusts them. */
class SecureServersTest {

    @TempDir
    Path directory;
    private TestFerry ferry;

    @BeforeEach
    void start() throws IOException {
        ferry = new TestFerry(directory);
        ferry.variables.put("FERRY_PASSWORD", "pw");
        Files.createDirectory(ferry.file("served"));
        Files.writeString(ferry.file("served/a.txt"), "12345");
    }

    @ParameterizedTest
    @CsvSource({"explicit,ftpes,1.2", "explicit,ftpes,1.3", "implicit,ftps,1.2", "implicit,ftps,1.3"})
    void everyCommandGoesOverTls(String mode, String scheme, String version) throws Exception {
        try (Background server = ferry.start("serve", "served", "--port", "0", "--tls", mode)) {
            String ready = server.line();
            String url = Result.member(ready, "url");
            String ca = Result.member(ready, "certificate");
            assertTrue(url.matches(scheme + "://ferry@127\\.0\\.0\\.1:\\d+/"), ready);
            assertTrue(Result.member(ready, "fingerprint").matches("[0-9a-f]{64}"), ready);
            assertTrue(Files.readString(Path.of(ca)).startsWith("-----BEGIN CERTIFICATE-----"), ca);
            for (List<String> command : List.of(List.of("ls"), List.of("stat", "a.txt"), List.of("pull", "a.txt"),
                    List.of("push", "a.txt", "--sha256"), List.of("mkdir", "d"), List.of("mv", "a.txt", "d"), List.of("ls", "d"),
                    List.of("quote", "PWD"), List.of("rm", "d/a.txt"), List.of("rmdir", "d"))) {
                Result result = run(command, "--to", url, "--via", "none", "--ca", ca, "--tls-versions", version);
                assertEquals(0, result.status(), command + ": " + result.all());
            }
            assertEquals("12345", Files.readString(ferry.file("a.txt")));
        }
    }

    private Result run(List<String> command, String... more) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(more));
        return ferry.run(line.toArray(String[]::new));
    }

    @Test
    void aStrangerIsNotReachedAndNothingIsToldToHim() throws Exception {
        Path trace = ferry.file("trace");
        try (Background server = ferry.start("serve", "served", "--port", "0", "--tls", "explicit")) {
            String url = Result.member(server.line(), "url");
            Result result = ferry.run("ls", "--to", url, "--via", "none", "--trace", trace.toString());
            assertEquals(3, result.status(), result.all());
            assertTrue(result.err().contains("--ca"), result.err());
            assertFalse(Files.readString(trace).contains("USER"), Files.readString(trace));
        }
    }

    @Test
    void whoIsTrustedOnFirstUseIsTheOnlyOneFromThenOn() throws Exception {
        String port;
        String fingerprint;
        try (Background server = ferry.start("serve", "served", "--port", "0", "--tls", "explicit")) {
            String ready = server.line();
            String url = Result.member(ready, "url");
            fingerprint = Result.member(ready, "fingerprint");
            port = url.replaceAll(".*:(\\d+)/", "$1");
            for (int round = 0; round < 2; round++) {
                assertEquals(0, ferry.run("ls", "--to", url, "--via", "none", "--trust-first-use").status());
            }
            Path pins = ferry.file("home/known-servers");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pins)));
        }
        try (Stream<Path> files = Files.list(ferry.file("home/tls"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (Background server = ferry.start("serve", "served", "--port", port, "--tls", "explicit")) {
            String ready = server.line();
            assertNotEquals(fingerprint, Result.member(ready, "fingerprint"));
            Result result = ferry.run("ls", "--to", Result.member(ready, "url"), "--via", "none", "--trust-first-use");
            assertEquals(3, result.status(), result.all());
            assertEquals("", result.out());
        }
    }

    @Test
    void theCertificateIsKept() throws Exception {
        String[] fingerprints = new String[2];
        for (int round = 0; round < 2; round++) {
            try (Background server = ferry.start("serve", "served", "--port", "0", "--tls", round == 0 ? "explicit" : "implicit")) {
                fingerprints[round] = Result.member(server.line(), "fingerprint");
                assertTrue(server.err().contains("SHA-256 fingerprint: " + fingerprints[round]), server.err());
            }
        }
        assertEquals(fingerprints[0], fingerprints[1]);
    }

    @Test
    void usersComeFromAFile() throws Exception {
        String hash = ferry.run("serve", "--hash-password").out().strip();
        assertFalse(hash.isEmpty());
        assertNotEquals(hash, ferry.run("serve", "--hash-password").out().strip(), "each is salted");
        Path config = Files.writeString(ferry.file("server.cfg"), "user.li.password = " + hash + "\n");
        ferry.variables.remove("FERRY_PASSWORD");
        try (Background server = ferry.start("serve", "served", "--port", "0", "--config", "server.cfg")) {
            String url = Result.member(server.line(), "url");
            assertTrue(url.startsWith("ftp://li@"), url);
            assertFalse(server.err().contains("password of"), server.err());
            ferry.variables.put("FERRY_PASSWORD", "pw");
            assertEquals(0, ferry.run("ls", "--to", url, "--via", "none").status());
            ferry.variables.put("FERRY_PASSWORD", "other");
            assertEquals(4, ferry.run("ls", "--to", url, "--via", "none").status());
        }
        Files.writeString(config, "user.li.password = " + hash + "\nuser.li.nonsense = 1\n");
        Result wrong = ferry.run("serve", "served", "--config", "server.cfg");
        assertEquals(2, wrong.status(), wrong.all());
        assertTrue(wrong.err().contains("server.cfg") && wrong.err().contains("line 2"), wrong.err());
        assertEquals(2, ferry.run("serve", "served", "--config", "none.cfg").status());
        assertEquals(2, ferry.run("serve", "served", "--config", "server.cfg", "--user", "x").status());
    }

    @Test
    void aPasswordIsHashedFromWhereverItComes() {
        ferry.variables.remove("FERRY_PASSWORD");
        assertEquals(2, ferry.run("serve", "--hash-password").status());
        ferry.prompt = question -> Optional.of("pw".toCharArray());
        assertEquals(0, ferry.run("serve", "--hash-password").status());
        ferry.input = "pw\n";
        Result result = ferry.run("serve", "--hash-password", "--password-stdin", "--json");
        assertEquals(1, result.events("hash").size(), result.all());
        assertEquals(2, ferry.run("serve", "--hash-password", "served").status());
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        assertTrue(ferry.run("serve").err().contains("expected ferry serve DIR"));
        assertTrue(ferry.run("serve", "served", "--tls", "yes").err().contains("expected --tls none|explicit|implicit"));
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            String port = Result.member(server.line(), "url").replaceAll(".*:(\\d+)/", "$1");
            Result second = ferry.run("serve", "served", "--port", port);
            assertEquals(3, second.status());
            assertTrue(second.err().contains("--port 0 a free one"), second.err());
        }
    }
}
