/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.transfer.TransferResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Case 19: 226 with fewer bytes than SIZE. */
class Case19ShortDownloadTest extends FaultTest {

    private static final byte[] OLD = random(77);
    private static final byte[] NEW = random(1000);

    private Path target;

    @BeforeEach
    void files() throws Exception {
        target = local("fw.bin", OLD);
        server.withFile("/fw.bin", NEW);
    }

    @Test
    void case19FewerBytesThanSizeKeepTheOldFileAndThePart() throws Exception {
        server.on("RETR", Fault.cutAfter(400, "226 all of it"));
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(FailureKind.INCOMPLETE, failure.kind());
            assertContent(OLD, target);
            assertEquals(1, localParts().size());
            assertEquals(400, Files.size(localParts().get(0)));
            assertInStep(fs);
        }
    }

    @Test
    void case19ThePartIsContinuedWhenTheServerIsSoundAgain() throws Exception {
        server.on("RETR", Fault.cutAfter(400, "226 all of it"), 1);
        try (RemoteFileSystem fs = open()) {
            failedPull(fs, "/fw.bin", target);
            TransferResult result = transfer().pull(fs, "/fw.bin", target, Monitor.none());
            assertEquals(400, result.resumedFrom());
            assertContent(NEW, target);
            assertTrue(localParts().isEmpty());
            assertTrue(server.commands().contains("REST 400"));
        }
    }

    @Test
    void case19SecondShortTryContinuesTheSamePart() throws Exception {
        server.on("RETR", Fault.cutAfter(300, "226 all of it"), 2);
        try (RemoteFileSystem fs = open()) {
            failedPull(fs, "/fw.bin", target);
            failedPull(fs, "/fw.bin", target);
            assertEquals(1, localParts().size());
            assertEquals(600, Files.size(localParts().get(0)));
            assertContent(OLD, target);
            assertInStep(fs);
        }
    }

    @Test
    void case19NoByteAtAllIsIncompleteToo() throws Exception {
        server.on("RETR", Fault.cutAfter(0, "226 all of it"));
        try (RemoteFileSystem fs = open()) {
            assertEquals(FailureKind.INCOMPLETE, failedPull(fs, "/fw.bin", target).kind());
            assertContent(OLD, target);
            assertInStep(fs);
        }
    }

    @Test
    void case19BrokenDataConnectionWithSuccessIsIncomplete() throws Exception {
        server.on("RETR", Fault.resetAfter(400, "226 all of it"));
        try (RemoteFileSystem fs = open()) {
            assertEquals(FailureKind.INCOMPLETE, failedPull(fs, "/fw.bin", target).kind());
            assertContent(OLD, target);
            assertInStep(fs);
        }
    }

    /** curl 161, 416: the size that the server tells is larger than the file, now and at every question. */
    @Test
    void case19SizeLiesAreIncomplete() throws Exception {
        server.withFeatures("SIZE", "MDTM", "REST STREAM").on("SIZE", Fault.reply("213 5000"));
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(FailureKind.INCOMPLETE, failure.kind());
            assertContent(OLD, target);
            assertEquals("/", fs.workingDirectory(Monitor.none()));
        }
    }

    /** More bytes than the size that was told: the file is another one, and no part of it may be continued. */
    @Test
    void case19MoreBytesThanSizeKeepTheOldFile() throws Exception {
        server.withFeatures("SIZE", "MDTM", "REST STREAM").on("SIZE", Fault.reply("213 900"));
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertTrue(failure.kind() == FailureKind.INCOMPLETE || failure.kind() == FailureKind.DIFFERS, failure.getMessage());
            assertContent(OLD, target);
            assertEquals("/", fs.workingDirectory(Monitor.none()));
        }
    }
}
