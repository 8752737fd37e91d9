/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.atferry.ftp.FtpSession;
import org.atferry.ftp.ListingKind;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 29: a name with a command in it, typed by the user (curl 225, 226, 2114-2116). */
class Case29InjectionTest extends FaultTest {

    private static final byte[] VICTIM = random(100);

    @BeforeEach
    void victim() {
        server.withFile("/x", VICTIM).withFile("/victim", VICTIM);
    }

    /** Nothing was sent by any of it, and the session is as before. */
    private void assertNothingSent(List<Executable> actions) {
        for (int i = 0; i < actions.size(); i++) {
            int before = server.commands().size();
            int which = i;
            Failure failure = assertThrows(Failure.class, actions.get(i), () -> "action " + which);
            assertEquals(FailureKind.MISUSE, failure.kind(), () -> "action " + which + ": " + failure.getMessage());
            assertEquals(before, server.commands().size(), () -> "action " + which + " sent something: " + server.commands());
        }
        assertRemote(VICTIM, "/x");
        assertRemote(VICTIM, "/victim");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/x\r\nDELE /victim", "/x\nDELE /victim", "/x\rDELE /victim",
        "/x\0DELE /victim", "/\r\n", "/x\u001b[2J", "/x\u007f" })
    void case29EveryOperationRefusesTheNameBeforeTheWire(String name) throws Exception {
        Monitor monitor = Monitor.none();
        try (RemoteFileSystem fs = open()) {
            assertNothingSent(List.of(
                    () -> fs.list(name, monitor),
                    () -> fs.stat(name, monitor),
                    () -> fs.put(name, new ByteArrayInputStream(VICTIM), 0, VICTIM.length, monitor),
                    () -> fs.get(name, OutputStream.nullOutputStream(), 0, 1, monitor),
                    () -> fs.delete(name, monitor),
                    () -> fs.rename(name, "/y", monitor),
                    () -> fs.rename("/x", name, monitor),
                    () -> fs.makeDirectory(name, monitor),
                    () -> fs.removeDirectory(name, monitor),
                    () -> fs.contentHash(name, monitor)));
            assertInStep(fs);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/x\r\nDELE /victim", "/x\nDELE /victim", "/x\0" })
    void case29TransfersRefuseTheNameBeforeTheWire(String name) throws Exception {
        Path source = local("source.bin", VICTIM);
        Path target = folder.resolve("target.bin");
        try (RemoteFileSystem fs = open()) {
            assertNothingSent(List.of(
                    () -> transfer().push(fs, source, name, Monitor.none()),
                    () -> transfer().pull(fs, name, target, Monitor.none()),
                    () -> transfer().removePartials(fs, name, Monitor.none())));
            assertInStep(fs);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/x\r\nDELE /victim", "x\nDELE /victim" })
    void case29SessionsRefuseTheNameBeforeTheWire(String name) throws Exception {
        Monitor monitor = Monitor.none();
        try (FtpSession session = login()) {
            assertNothingSent(List.of(
                    () -> session.changeDirectory(name, monitor),
                    () -> session.size(name, monitor),
                    () -> session.modified(name, monitor),
                    () -> session.store(name, 0, monitor),
                    () -> session.retrieve(name, 0, monitor),
                    () -> session.listing(ListingKind.LIST, name, monitor),
                    () -> session.listing(ListingKind.NLST, name, monitor),
                    () -> session.rename("/x", name, monitor)));
            assertInStep(session);
        }
    }

    @Test
    void case29UserAndPasswordWithACommandAreRefusedBeforeTheWire() throws Exception {
        try (FtpSession session = connect(settings())) {
            assertNothingSent(List.of(() -> session.login("u\r\nDELE /victim", Secret.of(PASSWORD), Monitor.none())));
        }
        try (FtpSession session = connect(settings())) {
            Failure failure = assertThrows(Failure.class,
                    () -> session.login("u", Secret.of(PASSWORD + "\r\nDELE /victim"), Monitor.none()));
            assertEquals(FailureKind.MISUSE, failure.kind());
            assertEquals(0, server.count("PASS"));
            assertEquals(0, server.count("DELE"));
            assertEquals(-1, failure.toString().indexOf(PASSWORD));
        }
        assertRemote(VICTIM, "/victim");
    }

    /** A name that looks like an option or a pattern is a name. */
    @Test
    void case29HarmlessNamesAreSentAsTheyAre() throws Exception {
        for (String name : List.of("/-rf", "/a b", "/ä文", "/*", "/a;b", "/\"q\"", "/%0a")) {
            server.withFile(name, name.getBytes(StandardCharsets.UTF_8));
            try (RemoteFileSystem fs = open()) {
                transfer().pull(fs, name, folder.resolve("harmless.bin"), Monitor.none());
                assertContent(name.getBytes(StandardCharsets.UTF_8), folder.resolve("harmless.bin"));
            }
        }
    }
}
