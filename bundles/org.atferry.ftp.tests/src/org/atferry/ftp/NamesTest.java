/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names whose bytes are no characters of the session's character set go to a real server, come back, and stay what they are. */
@Timeout(60)
class NamesTest {

    private static final String NAME = "固件 v1.bin";

    @TempDir
    private Path folder;
    private RealServer server;

    @BeforeEach
    void start() throws Exception {
        server = RealServer.vsftpd(VsftpdServer.start(folder));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FtpFileSystem files(Charset charset) throws Failure {
        FtpSettings settings = FtpSettings.defaults(server.url());
        return new FtpFileSystem(server.login(settings.withAccess(settings.access().withNames(charset))), "there", System::nanoTime);
    }

    private static String only(List<RemoteEntry> entries) {
        assertEquals(1, entries.size(), entries::toString);
        return entries.get(0).name();
    }

    @Test
    void aNameInAnotherCharacterSetIsUsedAsItCame() throws Exception {
        byte[] content = Bytes.random(1000);
        try (FtpFileSystem gbk = files(Charset.forName("GBK")); FtpFileSystem utf8 = files(StandardCharsets.UTF_8)) {
            gbk.put(NAME, new ByteArrayInputStream(content), 0, content.length, Monitor.none());
            assertEquals(NAME, only(gbk.list("", Monitor.none())));
            String strange = only(utf8.list("", Monitor.none()));
            assertTrue(strange.endsWith(" v1.bin"));
            assertEquals(1000, utf8.stat(strange, Monitor.none()).orElseThrow().size().orElseThrow());
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            utf8.get(strange, got, 0, content.length, Monitor.none());
            assertArrayEquals(content, got.toByteArray());
            utf8.rename(strange, "x" + strange, Monitor.none());
            assertEquals("x" + NAME, only(gbk.list("", Monitor.none())));
            utf8.delete("x" + strange, Monitor.none());
            assertEquals(List.of(), gbk.list("", Monitor.none()));
        }
    }

    @Test
    void aDirectoryInAnotherCharacterSetIsListed() throws Exception {
        try (FtpFileSystem gbk = files(Charset.forName("GBK")); FtpFileSystem utf8 = files(StandardCharsets.UTF_8)) {
            gbk.makeDirectory("目录", Monitor.none());
            gbk.put("目录/" + NAME, new ByteArrayInputStream(new byte[0]), 0, 0, Monitor.none());
            String strange = only(utf8.list("", Monitor.none()));
            assertTrue(only(utf8.list(strange, Monitor.none())).endsWith(" v1.bin"));
            assertTrue(utf8.stat(strange, Monitor.none()).orElseThrow().isDirectory());
        }
    }

    @Test
    void nothingElseWithHalfACharacterIsSent() throws Exception {
        try (FtpFileSystem utf8 = files(StandardCharsets.UTF_8)) {
            Failure failure = assertThrows(Failure.class, () -> utf8.delete("a\ud83d", Monitor.none()));
            assertEquals(FailureKind.MISUSE, failure.kind());
            assertThrows(Failure.class, () -> utf8.delete("a\udcc3\r\nDELE b", Monitor.none()));
        }
    }

    @Test
    void timesAreSetOnAServerThatOnlyKnowsMdtm() throws Exception {
        Files.write(server.root().resolve("f"), new byte[3]);
        try (FtpFileSystem files = files(StandardCharsets.UTF_8)) {
            files.put("mine", new ByteArrayInputStream(new byte[3]), 0, 3, Monitor.none());
            Instant time = Instant.parse("2020-05-17T10:11:12Z");
            assertTrue(files.setModified("mine", time, Monitor.none()));
            assertEquals(time, files.stat("mine", Monitor.none()).orElseThrow().modified().orElseThrow());
            assertEquals(time, Files.getLastModifiedTime(server.root().resolve("mine")).toInstant());
        }
    }

    @Test
    void removingWhatIsNotThereIsToldAsThat() throws Exception {
        try (FtpFileSystem files = files(StandardCharsets.UTF_8)) {
            assertEquals(FailureKind.NOT_FOUND, assertThrows(Failure.class, () -> files.removeDirectory("none", Monitor.none())).kind());
            assertEquals(FailureKind.NOT_FOUND, assertThrows(Failure.class, () -> files.delete("none", Monitor.none())).kind());
            files.makeDirectory("full", Monitor.none());
            files.put("full/f", new ByteArrayInputStream(new byte[0]), 0, 0, Monitor.none());
            assertEquals(FailureKind.REFUSED, assertThrows(Failure.class, () -> files.removeDirectory("full", Monitor.none())).kind());
        }
    }
}
