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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.atferry.shell.internal.TestFerry.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw commands. */
class QuoteTest {

    private static final String PASSWORD = "s3cr3t-w0rd";

    @TempDir
    Path directory;
    private TestFerry ferry;
    private Background server;
    private String url;

    @BeforeEach
    void start() throws Exception {
        ferry = new TestFerry(directory);
        ferry.variables.put("FERRY_PASSWORD", PASSWORD);
        Files.createDirectories(ferry.file("served/d"));
        Files.writeString(ferry.file("served/a.txt"), "content\u001b");
        Files.writeString(ferry.file("served/d/\u56fa\u4ef6"), "x");
        server = ferry.start("serve", "served", "--port", "0", "--user", "me");
        url = Result.member(server.line(), "url");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Result quote(String... words) {
        List<String> line = new ArrayList<>(List.of("quote", "--to", url));
        line.addAll(List.of(words));
        return ferry.run(line.toArray(String[]::new));
    }

    @Test
    void theRepliesAreTheServersOwn() {
        Result result = quote("NOOP", "SIZE a.txt");
        assertEquals(0, result.status(), result.all());
        assertEquals(2, result.lines().size(), result.out());
        assertTrue(result.lines().get(0).startsWith("200 "), result.out());
        assertEquals("213 8", result.lines().get(1));
        assertTrue(quote("FEAT").out().startsWith("211-"), "a reply of many lines is told whole");
    }

    @Test
    void aListingIsAmongTheReplies() {
        Result list = quote("NLST d");
        assertEquals(0, list.status(), list.all());
        assertTrue(list.lines().stream().anyMatch(line -> line.endsWith("\u56fa\u4ef6")), list.out());
        assertTrue(list.lines().stream().anyMatch(line -> line.startsWith("226 ")), list.out());
    }

    @Test
    void aFileIsAloneOnStandardOutput() {
        Result file = quote("RETR a.txt");
        assertEquals(0, file.status(), file.all());
        assertEquals("content\u001b", file.out());
        assertTrue(file.err().contains("226 "), file.err());
        Result json = quote("RETR a.txt", "--json");
        assertEquals(Base64.getEncoder().encodeToString("content\u001b".getBytes()), Result.member(json.events("data").get(0), "base64"));
    }

    @Test
    void whatIsSentComesFromStandardInput() throws IOException {
        ferry.input = "from here";
        assertEquals(0, quote("STOR new.txt").status());
        assertEquals("from here", Files.readString(ferry.file("served/new.txt")));
        ferry.variables.remove("FERRY_PASSWORD");
        ferry.input = PASSWORD + "\nbehind the password";
        Result result = quote("STOR new.txt", "--password-stdin");
        assertEquals(0, result.status(), result.all());
        assertEquals("behind the password", Files.readString(ferry.file("served/new.txt")));
    }

    @Test
    void thePathOfTheUrlIsWhereTheCommandsWork() {
        url = url + "d";
        assertTrue(quote("PWD").out().startsWith("257 \"/d\""), quote("PWD").all());
        url = url + "/none";
        assertEquals(4, quote("PWD").status());
    }

    @Test
    void theFirstRefusalEndsIt() {
        Result result = quote("SIZE none", "NOOP");
        assertEquals(4, result.status(), result.all());
        assertEquals(1, result.lines().size(), result.out());
        assertTrue(result.out().startsWith("550 "), result.out());
        assertEquals(1, result.err().lines().filter(line -> line.startsWith("ferry: ")).count(), result.err());
    }

    @Test
    void programsGetAnObjectForEachReply() {
        Result result = quote("NOOP", "SIZE none", "--json");
        assertEquals(4, result.status());
        assertEquals(2, result.events("reply").size(), result.out());
        assertEquals("NOOP", Result.member(result.events("reply").get(0), "command"));
        assertEquals("200", Result.member(result.events("reply").get(0), "code"));
        assertEquals("550", Result.member(result.events("reply").get(1), "code"));
        assertEquals(1, result.events("failure").size());
    }

    @Test
    void whatIsRefusedIsMisuseAndNothingIsSent() throws IOException {
        Path trace = ferry.file("trace");
        for (String command : List.of("XSEM x", "NOOP\r\nDELE a.txt")) {
            Result result = quote(command, "--trace", trace.toString());
            assertEquals(2, result.status(), result.all());
            assertEquals(1, result.err().lines().filter(line -> line.startsWith("ferry: ")).count(), result.err());
            assertFalse(Files.readString(trace).contains("XSEM"), result.all());
        }
        assertTrue(Files.exists(ferry.file("served/a.txt")));
    }

    @Test
    void whyACommandIsRefusedIsSaidInTheUsersLanguage() {
        String english = quote("NOOP", "XSEM x").err();
        assertTrue(english.matches("ferry: XSEM is not sent: .{20,} - see `ferry help`\\R"), english);
        ferry.locale = Locale.SIMPLIFIED_CHINESE;
        Result chinese = quote("NOOP", "XSEM x");
        assertTrue(chinese.err().matches("ferry: \u4e0d\u53d1\u9001 XSEM\uff1a.*[\u4e00-\u9fff]{5}.* - .*\\R"), chinese.err());
        assertEquals("", chinese.out());
    }

    @Test
    void noPasswordIsInAnyOutputOrTrace() throws IOException {
        Path trace = ferry.file("trace");
        for (String[] commands : new String[][] {{"NOOP"}, {"USER me", "PASS " + PASSWORD}, {"ACCT " + PASSWORD}}) {
            List<String> words = new ArrayList<>(List.of(commands));
            words.addAll(List.of("--trace", trace.toString(), "--json"));
            Result result = quote(words.toArray(String[]::new));
            String traced = Files.readString(trace);
            assertTrue(traced.contains("PASS ***"), traced);
            assertFalse((traced + result.all()).contains(PASSWORD), traced + result.all());
        }
    }

    @Test
    void noPasswordIsToldWhenTheCommandCannotBeSent() {
        for (String command : List.of("PASS " + PASSWORD + "\u0001", "PASS\t" + PASSWORD, "\u0001ACCT " + PASSWORD)) {
            Result result = quote(command, "--json");
            assertEquals(2, result.status(), result.all());
            assertFalse(result.all().contains(PASSWORD), result.all());
        }
    }

    @Test
    void throughAModuleItCannotBe() {
        Result result = quote("NOOP", "--via", "loop:x");
        assertEquals(2, result.status());
        assertTrue(result.err().contains("--via none"), result.err());
        assertEquals(0, quote("NOOP", "--via", "none").status());
    }

    @Test
    void withoutAServerTheBuiltInOneAnswers() {
        ferry.variables.remove("FERRY_PASSWORD");
        Result result = ferry.run("quote", "NOOP");
        assertEquals(0, result.status(), result.all());
    }
}
