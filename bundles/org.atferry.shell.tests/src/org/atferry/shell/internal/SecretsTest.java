/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.atferry.shell.internal.TestFerry.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where passwords come from, and that they go nowhere else. */
class SecretsTest {

    private static final String PASSWORD = "s3cr3t,w0rd";

    @TempDir
    Path directory;
    private TestFerry ferry;
    private String url;

    @BeforeEach
    void start() throws IOException {
        ferry = new TestFerry(directory);
        Files.writeString(ferry.file("fw.bin"), "firmware");
        Files.createDirectory(ferry.file("served"));
    }

    /** A server whose password is known to nobody else once it is ready. */
    private Background serve() throws InterruptedException {
        ferry.variables.put("FERRY_PASSWORD", PASSWORD);
        Background server = ferry.start("serve", "served", "--port", "0", "--user", "u1");
        url = Result.member(server.line(), "url");
        ferry.variables.remove("FERRY_PASSWORD");
        return server;
    }

    @Test
    void thePasswordIsTakenFromTheEnvironmentTheInputOrThePerson() throws Exception {
        try (Background server = serve()) {
            assertTrue(url.matches("ftp://u1@127\\.0\\.0\\.1:\\d+/"), url);
            for (String via : new String[] {"none", ""}) {
                String[] push = via.isEmpty() ? new String[] {"push", "fw.bin", "--to", url}
                        : new String[] {"push", "fw.bin", "--to", url, "--via", via};
                ferry.variables.put("FERRY_PASSWORD", PASSWORD);
                assertEquals(0, ferry.run(push).status());
                ferry.variables.remove("FERRY_PASSWORD");
                ferry.prompt = question -> Optional.of(PASSWORD.toCharArray());
                assertEquals(0, ferry.run(push).status());
                ferry.prompt = Prompt.NOBODY;
            }
            ferry.input = PASSWORD + "\r\nmore\n";
            Result result = ferry.run("push", "fw.bin", "--password-stdin", "--to", url);
            assertEquals(0, result.status(), result.err());
            assertEquals("firmware", Files.readString(ferry.file("served/fw.bin")));
            assertFalse(result.out().contains("on disk"), "not the built-in server");
        }
    }

    @Test
    void withoutAPasswordNothingIsTried() throws Exception {
        try (Background server = serve()) {
            Result result = ferry.run("push", "fw.bin", "--to", url);
            assertEquals(2, result.status(), result.err());
            assertTrue(result.err().contains("FERRY_PASSWORD"), result.err());
        }
    }

    @Test
    void aWrongPasswordIsARefusalInTheServersWords() throws Exception {
        try (Background server = serve()) {
            ferry.variables.put("FERRY_PASSWORD", "wr0ng-0ne");
            for (String[] push : new String[][] {{"push", "fw.bin", "--to", url}, {"push", "fw.bin", "--to", url, "--via", "none"}}) {
                Result result = ferry.run(push);
                assertEquals(4, result.status(), result.err());
                assertTrue(result.err().contains("530"), result.err());
                assertTrue(result.err().contains("check user name and password"), result.err());
                assertFalse(result.all().contains("wr0ng-0ne"));
            }
        }
    }

    @Test
    void noPasswordIsInAnyOutputOrTrace() throws Exception {
        try (Background server = serve()) {
            ferry.variables.put("FERRY_PASSWORD", PASSWORD);
            for (String via : new String[] {"none", "built-in"}) {
                Path trace = ferry.file(via + ".trace");
                List<String> push = new ArrayList<>(List.of("push", "fw.bin", "--to", url, "--trace", trace.toString()));
                if (via.equals("none")) {
                    push.addAll(List.of("--via", "none"));
                }
                Result result = ferry.run(push.toArray(String[]::new));
                assertEquals(0, result.status(), result.err());
                String text = Files.readString(trace);
                assertTrue(text.contains("USER u1") && text.contains("PASS ***"), text);
                assertEquals(!via.equals("none"), text.contains("AT+QFTPPUT="), text);
                for (String place : new String[] {text, result.all(), server.err()}) {
                    assertFalse(place.contains(PASSWORD) || place.contains("s3cr3t"), place);
                }
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(trace)));
            }
        }
    }

    @Test
    void aPasswordInAUrlIsRefusedAndNotRepeated() {
        for (String[] command : new String[][] {{"push", "fw.bin", "--to", "ftp://u:s3cr3t@h/"}, {"pull", "ftp://u:s3cr3t@h/x"},
            {"push", "ftp://u:s3cr3t@h/x"}, {"ls", "ftp://u:s3cr3t@h/x"}}) {
            Result result = ferry.run(command);
            assertEquals(2, result.status());
            assertFalse(result.all().contains("s3cr3t"), result.all());
        }
    }

    @Test
    void aPasswordThatIsMadeIsToldOnce() throws Exception {
        String password;
        try (Background server = ferry.start("serve", "served", "--port=0", "--quiet")) {
            url = Result.member(server.line(), "url");
            password = server.err().replaceFirst("(?s)password of ferry: (\\S+) .*", "$1");
            assertTrue(password.matches("[0-9a-f]{24}"), server.err());
            ferry.variables.put("FERRY_PASSWORD", password);
            assertEquals(0, ferry.run("push", "fw.bin", "--to", url).status());
            assertEquals(130, server.stop());
            assertEquals(1, server.err().split(password, -1).length - 1);
        }
    }

    @Test
    void anEmptyInputHasNoPassword() {
        Result result = ferry.run("push", "fw.bin", "--password-stdin", "--to", "ftp://u@127.0.0.1:1/");
        assertEquals(2, result.status());
        assertTrue(result.err().startsWith("ferry: --password-stdin: no line on standard input"), result.err());
    }
}
