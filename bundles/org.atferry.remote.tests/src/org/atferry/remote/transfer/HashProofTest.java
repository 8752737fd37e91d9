/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content proved by what the server computes, and times kept, of single files. */
class HashProofTest extends TransferTestCase {

    private static final FileTime TIME = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));

    @ParameterizedTest
    @EnumSource
    void whateverAlgorithmTheServerHasProvesAnUploadAndIsNamed(HashAlgorithm algorithm) throws Exception {
        fs.hash = algorithm;

        TransferResult result = verifyingContent().push(fs, localFile("fw.bin", NEW), "/fw.bin", recorder.monitor());

        assertEquals(StepEvent.Proof.SERVER_HASH, result.proof());
        assertEquals(Optional.of(algorithm), result.algorithm());
        assertEquals(Optional.of(hash(NEW)), result.hash());
        assertEquals(List.of(new StepEvent.Verified("/fw.bin", StepEvent.Proof.SERVER_HASH, Optional.of(algorithm))),
                recorder.of(StepEvent.Verified.class));
        assertTrue(fs.steps.stream().noneMatch(step -> step.startsWith("get")));
    }

    @ParameterizedTest
    @EnumSource
    void whateverAlgorithmTheServerHasProvesADownloadAndIsNamed(HashAlgorithm algorithm) throws Exception {
        fs.hash = algorithm;
        serverFile("fw.bin", NEW);

        TransferResult result = verifyingContent().pull(fs, "/fw.bin", local, recorder.monitor());

        assertEquals(StepEvent.Proof.SERVER_HASH, result.proof());
        assertEquals(Optional.of(algorithm), result.algorithm());
        assertEquals(Optional.of(hash(NEW)), result.hash());
        assertEquals(1, fs.steps.stream().filter(step -> step.startsWith("get")).count());
    }

    @ParameterizedTest
    @EnumSource
    void damageOnTheWayIsFoundByEachAlgorithm(HashAlgorithm algorithm) throws Exception {
        fs.hash = algorithm;
        fs.flipUp = 3000;
        serverFile("fw.bin", OLD);

        Failure up = failure(() -> verifyingContent().push(fs, localFile("fw.bin", NEW), "/fw.bin", recorder.monitor()));

        assertEquals(FailureKind.DIFFERS, up.kind());
        assertTrue(up.detail().startsWith(algorithm.word() + " "), up.detail());
        assertArrayEquals(OLD, Files.readAllBytes(server.resolve("fw.bin")));
        fs.flipDown = 100;
        Failure down = failure(() -> verifyingContent().pull(fs, "/fw.bin", local.resolve("down"), recorder.monitor()));
        assertEquals(FailureKind.DIFFERS, down.kind());
        assertEquals(List.of("fw.bin"), names(local));
    }

    @Test
    void aSourceThatChangesBeforeItsOtherHashIsReadIsNotTakenForDamage() throws Exception {
        fs.hash = HashAlgorithm.MD5;
        fs.trap = new StepTrap("hash", () -> Files.write(local.resolve("fw.bin"), OLD));

        Failure failure = failure(() -> verifyingContent().push(fs, localFile("fw.bin", NEW), "/fw.bin", recorder.monitor()));

        assertEquals(Hint.SOURCE_CHANGED, failure.hint());
        assertEquals(List.of(), names(server));
    }

    @Test
    void aReadingBackIsSha256AndSizesAreNone() throws Exception {
        assertEquals(Optional.of(HashAlgorithm.SHA_256),
                verifyingContent().push(fs, localFile("a", NEW), "/a", recorder.monitor()).algorithm());
        assertEquals(Optional.empty(), transfer().push(fs, localFile("b", NEW), "/b", recorder.monitor()).algorithm());
        assertEquals(Optional.of(hash(NEW)), transfer(TransferOptions.defaults().withSha256(true)).pull(fs, "/a", local.resolve("c"),
                recorder.monitor()).hash(), "needed for the .sha256");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theTimeOfAFileIsKeptBothWaysUnlessNotWanted(boolean keep) throws Exception {
        SafeTransfer transfer = transfer(TransferOptions.defaults().withKeepTimes(keep));
        Files.setLastModifiedTime(localFile("a", NEW), TIME);
        Files.setLastModifiedTime(serverFile("b", NEW), TIME);

        transfer.push(fs, local.resolve("a"), "/a", recorder.monitor());
        transfer.pull(fs, "/b", local, recorder.monitor());

        assertEquals(keep, Files.getLastModifiedTime(server.resolve("a")).equals(TIME));
        assertEquals(keep, Files.getLastModifiedTime(local.resolve("b")).equals(TIME));
        assertEquals(keep, fs.steps.stream().anyMatch(step -> step.startsWith("time")));
    }

    @Test
    void theTargetIsNeverSeenWithAnotherTime() throws Exception {
        Files.setLastModifiedTime(localFile("a", NEW), TIME);
        recorder.reaction = event -> {
            if (event instanceof StepEvent.Renamed) {
                assertEquals(TIME, time());
            }
        };

        transfer().push(fs, local.resolve("a"), "/a", recorder.monitor());

        assertEquals(1, recorder.of(StepEvent.Renamed.class).size());
    }

    private FileTime time() {
        try {
            return Files.getLastModifiedTime(server.resolve("a"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(value = FailureKind.class, names = { "NO_RIGHT", "UNSUPPORTED", "REFUSED" })
    void aTimeThatTheServerRefusesIsNoFailureButALostLineIs(FailureKind kind) throws Exception {
        fs.trap = new StepTrap("time", () -> {
            throw Failure.at(Step.TRANSFER).kind(kind).build();
        });

        assertFalse(transfer().push(fs, localFile("a", NEW), "/a", recorder.monitor()).replaced());
        assertArrayEquals(NEW, Files.readAllBytes(server.resolve("a")));
        fs.trap = new StepTrap("time", () -> {
            throw Failure.at(Step.TRANSFER).kind(FailureKind.LOST).build();
        });

        assertEquals(Hint.RUN_AGAIN, failure(() -> transfer().push(fs, local.resolve("a"), "/b", recorder.monitor())).hint());
    }
}
