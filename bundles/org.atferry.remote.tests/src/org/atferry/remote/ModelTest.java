/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ModelTest {

    @Test
    void aSecretNeverShowsAndIsWiped() {
        char[] typed = "s3cret".toCharArray();
        Secret secret = Secret.of(typed);
        typed[0] = 'X';

        assertEquals("s3cret", secret.reveal());
        assertEquals("***", secret.toString());
        assertFalse(String.valueOf(List.of(secret)).contains("s3cret"));
        secret.close();
        assertFalse(secret.reveal().contains("s3cret"));
        assertEquals("***", Secret.of("").toString());
    }

    @Test
    void aSha256HasOneForm() {
        String hex = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
        var digest = Sha256.digest();
        digest.update("abc".getBytes(StandardCharsets.US_ASCII));
        Sha256 hash = Sha256.of(digest);

        assertEquals(new Sha256(hex), hash);
        assertEquals("ba7816bf8f01", hash.prefix());
        assertThrows(IllegalArgumentException.class, () -> new Sha256("abc"));
        assertThrows(IllegalArgumentException.class, () -> new Sha256("g" + hex.substring(1)));
    }

    @Test
    void dialectsAreKnownByTheirWords() {
        assertEquals(Optional.of(Dialect.QFTP), Dialect.parse("QFtp"));
        assertEquals(Optional.of(Dialect.MFTP), Dialect.parse(Dialect.MFTP.word()));
        assertEquals(Optional.empty(), Dialect.parse("auto"));
    }

    @Test
    void codesAndRepliesReadAsTheyAreTyped() {
        assertEquals("qftp:625 Not logged in", new ModuleCode("qftp", 625, "Not logged in").toString());
        assertEquals("cme ERROR", new ModuleCode("cme", -1, "ERROR").toString());
        assertEquals("qftp:601", new ModuleCode("qftp", 601, "").toString());
        assertEquals("530", new ServerReply(530, "").toString());
    }

    @Test
    void aModuleIsNamedByWhatItSays() {
        assertEquals("Quectel EC20 R1", new ModuleIdentity("Quectel", "EC20", "R1", Optional.of(Dialect.QFTP)).toString());
        assertEquals("Quectel EC20", new ModuleIdentity("Quectel", "EC20", "", Optional.empty()).toString());
    }

    @Test
    void everyPieceOfWorkHasAnIdOfItsOwn() {
        assertNotEquals(TransferId.next(), TransferId.next());
    }

    @Test
    void aMonitorTellsItsListener() {
        List<StepEvent> events = new ArrayList<>();
        Monitor monitor = Monitor.none().withListener(events::add);

        monitor.report(new StepEvent.SimReady());

        assertEquals(List.of(new StepEvent.SimReady()), events);
    }

    @Test
    void aConnectionIsDirectOrThroughAPort() throws Failure {
        ServerUrl url = ServerUrl.parse("ftp://host");

        assertEquals(Optional.empty(), ConnectionSpec.direct(url).port());
        assertEquals(Optional.of(Dialect.QFTP), ConnectionSpec.through("loop:a", Dialect.QFTP, url).dialect());
        assertEquals(Optional.empty(), ConnectionSpec.through("loop:a", null, url).dialect());
    }
}
