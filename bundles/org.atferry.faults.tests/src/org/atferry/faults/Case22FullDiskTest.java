/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.RemoteFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 22: the server's disk is full after the first MiB of an upload (curl 348). */
class Case22FullDiskTest extends FaultTest {

    private static final byte[] OLD = random(5000);
    private static final byte[] NEW = random(8_000_000);

    @ParameterizedTest
    @ValueSource(strings = { "552 disk full", "452 insufficient storage space", "552-quota\r\n exceeded\r\n552 disk full" })
    void case22ErrorHasTheRepliesTextAndTheTemporaryFileIsRemoved(String reply) throws Exception {
        server.withFile("/fw.bin", OLD).on("STOR", Fault.takeOnly(1 << 20, reply));
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPush(fs, local("new.bin", NEW), "/fw.bin");
            assertEquals(FailureKind.NO_SPACE, failure.kind());
            assertEquals(Hint.FREE_SPACE, failure.hint());
            assertEquals(Integer.parseInt(reply.substring(0, 3)), failure.reply().orElseThrow().code());
            assertTrue(failure.getMessage().contains(reply.endsWith("disk full") ? "disk full" : "insufficient storage"),
                    failure.getMessage());
            assertRemote(OLD, "/fw.bin");
            assertTrue(remoteParts().isEmpty(), remoteParts().toString());
            assertInStep(fs);
        }
    }

    @Test
    void case22FullBeforeTheFirstByteSendsNothing() throws Exception {
        server.withFile("/fw.bin", OLD).on("STOR", Fault.reply("552 disk full"));
        Path source = local("new.bin", NEW);
        try (RemoteFileSystem fs = open()) {
            assertEquals(FailureKind.NO_SPACE, failedPush(fs, source, "/fw.bin").kind());
            assertRemote(OLD, "/fw.bin");
            assertInStep(fs);
        }
    }

    /** The temporary file cannot be removed either: the failure is still the full disk. */
    @Test
    void case22RefusedRemovalDoesNotHideTheFullDisk() throws Exception {
        server.withFile("/fw.bin", OLD).on("STOR", Fault.takeOnly(1 << 20, "552 disk full")).on("DELE", Fault.reply("550 no"));
        try (RemoteFileSystem fs = open()) {
            assertEquals(FailureKind.NO_SPACE, failedPush(fs, local("new.bin", NEW), "/fw.bin").kind());
            assertRemote(OLD, "/fw.bin");
            assertInStep(fs);
        }
    }

    /** Full when the file takes its name. */
    @Test
    void case22FullAtTheRenameKeepsTheOldFile() throws Exception {
        server.withFile("/fw.bin", OLD).on("RNTO", Fault.reply("552 disk full"));
        try (RemoteFileSystem fs = open()) {
            failedPush(fs, local("new.bin", NEW), "/fw.bin");
            assertRemote(OLD, "/fw.bin");
            assertInStep(fs);
        }
    }
}
