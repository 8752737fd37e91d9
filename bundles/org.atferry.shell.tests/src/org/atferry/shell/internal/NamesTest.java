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

import org.atferry.shell.internal.TestFerry.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something to AT, to FTP or to a terminal: sent right or refused in clear words, never a command. */
class NamesTest {

    @TempDir
    Path directory;
    private TestFerry ferry;

    @BeforeEach
    void start() {
        ferry = new TestFerry(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.bin", "a,b.bin", "'q'.bin", "a;b&c.bin", "-x.bin", "#1%20.bin", "COM:", "+++"})
    void whatCanBeSentArrivesUnderItsName(String name) throws IOException {
        Files.writeString(ferry.file(name), "content of " + name);
        Result result = ferry.run("push", "--quiet", "--", name);
        assertEquals(0, result.status(), result.err());
        assertEquals("content of " + name, Files.readString(ferry.served(name)));
        Files.delete(ferry.file(name));
        assertEquals(0, ferry.run("pull", "--quiet", "--", "/" + name).status());
        assertEquals("content of " + name, Files.readString(ferry.file(name)));
        assertTrue(ferry.run("ls").out().endsWith("  " + name + "\n"));
        assertEquals(0, ferry.run("rm", "--", "/" + name).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nAT+QFTPDEL=\"x\"", "x\r\nDELE y", "a\u001ab", "a\u001bb"})
    void controlCharactersAreRefusedBeforeAnythingIsSent(String name) throws IOException {
        Files.writeString(ferry.file(name), "x");
        for (Result result : new Result[] {ferry.run("push", name), ferry.run("pull", name), ferry.run("rm", name),
            ferry.run("mv", "x", name), ferry.run("mkdir", name), ferry.run("ls", name)}) {
            assertEquals(2, result.status(), result.all());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains("control character"), result.err());
        }
        assertFalse(Files.exists(ferry.served("")), "nothing was started");
    }

    @Test
    void aQuoteCannotGoThroughAModuleButDirectly() throws IOException {
        Files.writeString(ferry.file("a\"b"), "x");
        Result refused = ferry.run("push", "--quiet", "a\"b");
        assertEquals(2, refused.status(), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertEquals(0, ferry.run("push", "a\"b", "--via", "none").status());
        assertEquals("x", Files.readString(ferry.served("a\"b")));
    }

    @Test
    void aListingCannotMoveTheCursor() throws IOException {
        Files.createDirectories(ferry.served(""));
        Files.createFile(ferry.served("a\u001b[2Jb"));
        Result result = ferry.run("ls", "--via", "none");
        assertFalse(result.out().contains("\u001b"), result.out());
        assertTrue(result.out().contains("\\x1b[2J"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "d/..", "/", "."})
    void aDownloadStaysInItsDirectory(String remote) {
        assertEquals(2, ferry.run("pull", remote).status());
    }
}
