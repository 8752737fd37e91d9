/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session does with real servers, the same with each. */
@Timeout(60)
class SessionBehaviourTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void tellsEachStepOfALogin(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder)) {
            List<StepEvent> events = new ArrayList<>();
            Monitor monitor = new Monitor(TransferId.next(), new Cancellation(), events::add);
            try (FtpSession session = FtpSession.connect(FtpSettings.defaults(server.url()), FtpWireListener.none(), monitor)) {
                session.login(server.user(), Secret.of(server.password()), monitor);
                assertEquals(List.of(new StepEvent.NameResolved("127.0.0.1", "127.0.0.1"), new StepEvent.Connected("127.0.0.1",
                        server.port()),
                        new StepEvent.LoggedIn(server.user())), events);
                assertTrue(session.isAlive());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void wrongPasswordIsALoginRefusedWithTheServersWordsAndShowsNowhere(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder)) {
            List<String> wire = new ArrayList<>();
            FtpWireListener listener = new FtpWireListener() {
                @Override
                public void sent(String line) {
                    wire.add(line);
                }

                @Override
                public void received(String line) {
                    wire.add(line);
                }
            };
            try (FtpSession session = FtpSession.connect(FtpSettings.defaults(server.url()), listener, Monitor.none())) {
                Failure failure = assertThrows(Failure.class,
                        () -> session.login(server.user(), Secret.of("wr0ng-pw"), Monitor.none()));
                assertEquals(Step.LOGIN, failure.step());
                assertEquals(FailureKind.LOGIN_REFUSED, failure.kind());
                assertEquals(Hint.CREDENTIALS, failure.hint());
                assertEquals(530, failure.reply().orElseThrow().code());
                assertFalse(failure.reply().orElseThrow().text().isEmpty());
                assertFalse((failure + wire.toString()).contains("wr0ng-pw"));
                assertTrue(wire.contains("PASS ***"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void changesAndTellsTheDirectory(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            assertEquals(server.directory(), session.workingDirectory(Monitor.none()));
            session.makeDirectory("in \"quotes\"", Monitor.none());
            session.changeDirectory("in \"quotes\"", Monitor.none());
            assertEquals(server.directory() + "/in \"quotes\"", session.workingDirectory(Monitor.none()));
            Failure failure = assertThrows(Failure.class, () -> session.changeDirectory("missing", Monitor.none()));
            assertEquals(FailureKind.NOT_FOUND, failure.kind());
            assertEquals(Step.DIRECTORY, failure.step());
            assertEquals("missing", failure.subject());
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void storesAndRetrievesFilesOfAnySize(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            for (int length : new int[] { 0, 1, 8 * 1024 * 1024 }) {
                byte[] bytes = Bytes.random(length);
                Bytes.store(session, "f" + length, 0, bytes);
                assertArrayEquals(bytes, Files.readAllBytes(server.root().resolve("f" + length)));
                assertArrayEquals(bytes, Bytes.retrieve(session, "f" + length, 0));
                assertEquals(OptionalLong.of(length), session.size("f" + length, Monitor.none()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void anUploadFromZeroReplacesALongerFile(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Bytes.store(session, "f", 0, Bytes.random(1000));
            Bytes.store(session, "f", 0, new byte[] { 1, 2, 3 });
            assertArrayEquals(new byte[] { 1, 2, 3 }, Files.readAllBytes(server.root().resolve("f")));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void resumesBothWays(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Bytes.store(session, "f", 0, "0123456789".getBytes(StandardCharsets.US_ASCII));
            Bytes.store(session, "f", 10, "abc".getBytes(StandardCharsets.US_ASCII));
            assertEquals("0123456789abc", Files.readString(server.root().resolve("f")));
            Bytes.store(session, "f", 4, "XY".getBytes(StandardCharsets.US_ASCII));
            assertEquals("0123XY6789abc", Files.readString(server.root().resolve("f")), "what is before and behind stays");
            assertEquals("89abc", new String(Bytes.retrieve(session, "f", 8), StandardCharsets.US_ASCII));
            assertEquals(0, Bytes.retrieve(session, "f", 13).length);
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void missingFileIsNotFoundAndTheSessionGoesOn(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            for (Failure failure : List.of(assertThrows(Failure.class, () -> session.retrieve("missing", 0, Monitor.none())),
                    assertThrows(Failure.class, () -> session.delete("missing", Monitor.none())),
                    assertThrows(Failure.class, () -> session.rename("missing", "other", Monitor.none())),
                    assertThrows(Failure.class, () -> session.requiredSize("missing", Monitor.none())))) {
                assertEquals(FailureKind.NOT_FOUND, failure.kind(), failure.toString());
                assertEquals(Hint.CHECK_PATH, failure.hint());
                assertTrue(failure.reply().isPresent());
            }
            assertEquals(OptionalLong.empty(), session.size("missing", Monitor.none()));
            assertEquals(Optional.empty(), session.modified("missing", Monitor.none()));
            Bytes.store(session, "f", 0, new byte[5]);
            assertEquals(5, session.requiredSize("f", Monitor.none()));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void deletesRenamesMakesAndRemoves(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Bytes.store(session, "a", 0, new byte[] { 1 });
            session.rename("a", "b", Monitor.none());
            assertFalse(Files.exists(server.root().resolve("a")));
            session.makeDirectory("d", Monitor.none());
            session.rename("b", "d/c", Monitor.none());
            assertTrue(Files.exists(server.root().resolve("d/c")));
            Failure failure = assertThrows(Failure.class, () -> session.removeDirectory("d", Monitor.none()));
            assertEquals(Step.REMOVE_DIRECTORY, failure.step());
            assertEquals(FailureKind.REFUSED, failure.kind());
            session.delete("d/c", Monitor.none());
            session.removeDirectory("d", Monitor.none());
            assertFalse(Files.exists(server.root().resolve("d")));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void renameOverAFileIsTheServersChoice(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Bytes.store(session, "new", 0, new byte[] { 2 });
            Bytes.store(session, "old", 0, new byte[] { 1 });
            if (kind == RealServer.Kind.VSFTPD) {
                session.rename("new", "old", Monitor.none());
                assertArrayEquals(new byte[] { 2 }, Files.readAllBytes(server.root().resolve("old")));
            } else {
                Failure failure = assertThrows(Failure.class, () -> session.rename("new", "old", Monitor.none()));
                assertEquals(FailureKind.EXISTS, failure.kind());
                assertEquals(553, failure.reply().orElseThrow().code());
                assertArrayEquals(new byte[] { 1 }, Files.readAllBytes(server.root().resolve("old")));
                assertArrayEquals(new byte[] { 2 }, Files.readAllBytes(server.root().resolve("new")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void namesAreNeverMangled(RealServer.Kind kind) throws Exception {
        List<String> names = List.of("with space", " leading", "a,b;c", "quo\"te", "-dash", "固件 v1.bin", "größe", "a -> b", "x[1]*?",
                "@#$%&'");
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            for (String name : names) {
                Bytes.store(session, name, 0, name.getBytes(StandardCharsets.UTF_8));
                assertTrue(Files.exists(server.root().resolve(name)), name);
                assertEquals(name, new String(Bytes.retrieve(session, name, 0), StandardCharsets.UTF_8));
                RemoteEntry entry = session.stat(name, Monitor.none()).orElseThrow(() -> new AssertionError(name));
                assertEquals(name, entry.name());
                assertEquals(RemoteEntry.Kind.FILE, entry.kind(), name);
                assertEquals(OptionalLong.of(name.getBytes(StandardCharsets.UTF_8).length), entry.size(), name);
            }
            session.makeDirectory(" d [x] -> ü", Monitor.none());
            Map<String, RemoteEntry> entries = list(session, "");
            for (String name : names) {
                assertEquals(RemoteEntry.Kind.FILE, entries.remove(name).kind(), name);
            }
            assertEquals(RemoteEntry.Kind.DIRECTORY, entries.remove(" d [x] -> ü").kind());
            assertEquals(Map.of(), entries);
            for (String name : names) {
                session.delete(name, Monitor.none());
            }
        }
    }

    private static Map<String, RemoteEntry> list(FtpSession session, String directory) throws Failure {
        Map<String, RemoteEntry> entries = new TreeMap<>();
        session.list(directory, entry -> entries.put(entry.name(), entry), Monitor.none());
        return entries;
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void listsOtherDirectoriesAndComesBack(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            session.makeDirectory(" odd [d]", Monitor.none());
            assertEquals(Map.of(), list(session, " odd [d]"));
            Bytes.store(session, " odd [d]/f", 0, new byte[7]);
            RemoteEntry entry = list(session, " odd [d]").get("f");
            assertEquals(OptionalLong.of(7), entry.size());
            Duration age = Duration.between(entry.modified().orElseThrow(), Instant.now()).abs();
            assertTrue(age.compareTo(Duration.ofMinutes(3)) < 0, () -> "modified " + entry.modified());
            assertEquals(server.directory(), session.workingDirectory(Monitor.none()));
            assertEquals(1, list(session, RemotePaths.join(server.directory(), " odd [d]")).size());
            Failure failure = assertThrows(Failure.class, () -> list(session, "missing"));
            assertEquals(FailureKind.NOT_FOUND, failure.kind());
            assertEquals(Step.LIST, failure.step());
            assertEquals("missing", failure.subject());
            Failure noDirectory = assertThrows(Failure.class, () -> list(session, " odd [d]/f"));
            assertEquals(FailureKind.NOT_FOUND, noDirectory.kind());
            assertEquals(server.directory(), session.workingDirectory(Monitor.none()));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void statTellsFilesFromDirectoriesFromNothing(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Bytes.store(session, "f", 0, new byte[3]);
            Instant time = Instant.parse("2020-05-17T10:11:12Z");
            Files.setLastModifiedTime(server.root().resolve("f"), FileTime.from(time));
            session.makeDirectory("d", Monitor.none());
            RemoteEntry file = session.stat(server.directory() + "/f", Monitor.none()).orElseThrow();
            assertEquals(new RemoteEntry("f", RemoteEntry.Kind.FILE, OptionalLong.of(3), Optional.of(time), file.permissions()), file);
            assertEquals(Optional.of(time), session.modified("f", Monitor.none()));
            assertTrue(session.stat("d", Monitor.none()).orElseThrow().isDirectory());
            assertTrue(session.stat("d/", Monitor.none()).orElseThrow().isDirectory());
            assertTrue(session.stat("", Monitor.none()).orElseThrow().isDirectory());
            assertTrue(session.stat("/", Monitor.none()).orElseThrow().isDirectory());
            assertEquals(Optional.empty(), session.stat("missing", Monitor.none()));
            assertEquals(Optional.empty(), session.stat("d/missing", Monitor.none()));
            assertEquals(Optional.empty(), session.stat("missing/missing", Monitor.none()));
            assertEquals(server.directory(), session.workingDirectory(Monitor.none()));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void namesThatCouldStartAnotherCommandAreRefusedBeforeTheWire(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Bytes.store(session, "victim", 0, new byte[1]);
            for (String bad : List.of("x\r\nDELE victim", "x\nDELE victim", "x\rDELE victim", "x\0y", "lone \ud800")) {
                for (Failure failure : List.of(assertThrows(Failure.class, () -> session.makeDirectory(bad, Monitor.none())),
                        assertThrows(Failure.class, () -> session.delete(bad, Monitor.none())),
                        assertThrows(Failure.class, () -> session.rename("victim", bad, Monitor.none())),
                        assertThrows(Failure.class, () -> session.store(bad, 0, Monitor.none())),
                        assertThrows(Failure.class, () -> session.retrieve(bad, 0, Monitor.none())),
                        assertThrows(Failure.class, () -> list(session, bad)), assertThrows(Failure.class, () -> session.stat(bad,
                        Monitor.none())),
                        assertThrows(Failure.class, () -> session.size(bad, Monitor.none())),
                        assertThrows(Failure.class, () -> session.changeDirectory(bad, Monitor.none())))) {
                    assertEquals(FailureKind.MISUSE, failure.kind());
                    assertEquals(Hint.NAME_NOT_SENDABLE, failure.hint());
                }
            }
            assertEquals(List.of("victim"), List.copyOf(list(session, "").keySet()));
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void activeModeWorks(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder);
                FtpSession session = server.login(FtpSettings.defaults(server.url()).withDataMode(ServerAccess.DataMode.ACTIVE))) {
            byte[] bytes = Bytes.random(300_000);
            Bytes.store(session, "f", 0, bytes);
            assertArrayEquals(bytes, Bytes.retrieve(session, "f", 0));
            assertEquals(1, list(session, "").size());
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void eachChoiceOfTheDataAddressWorksWithAnHonestServer(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            for (ServerAccess.DataAddress choice : ServerAccess.DataAddress.values()) {
                session.reconfigure(session.settings().withDataAddress(choice, Duration.ofSeconds(15)));
                Bytes.store(session, "f", 0, new byte[] { 1 });
                assertArrayEquals(new byte[] { 1 }, Bytes.retrieve(session, "f", 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void asciiIsCrLfOnTheWayAndLfHere(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Files.writeString(server.root().resolve("f"), "one\ntwo\n");
            session.reconfigure(session.settings().withFileType(FtpSettings.FileType.ASCII));
            assertEquals("one\ntwo\n", new String(Bytes.retrieve(session, "f", 0), StandardCharsets.US_ASCII));
            Bytes.store(session, "g", 0, "three\nfour".getBytes(StandardCharsets.US_ASCII));
            String expected = kind == RealServer.Kind.VSFTPD ? "three\r\nfour" : "three\nfour";
            assertEquals(expected, Files.readString(server.root().resolve("g")), "vsftpd does no conversion unless it is told to");
            assertEquals(OptionalLong.of(8), session.size("f", Monitor.none()), "asked for in binary");
        }
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void rawListingsAreWhatTheServerSends(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            Bytes.store(session, "f.bin", 0, new byte[3]);
            for (ListingKind listing : ListingKind.values()) {
                if (listing == ListingKind.MLSD && kind == RealServer.Kind.VSFTPD) {
                    Failure failure = assertThrows(Failure.class, () -> raw(session, listing));
                    assertEquals(FailureKind.UNSUPPORTED, failure.kind());
                    assertEquals(500, failure.reply().orElseThrow().code());
                } else {
                    assertTrue(raw(session, listing).endsWith("f.bin\r\n"), listing.toString());
                }
            }
            assertTrue(session.isAlive());
        }
    }

    private static String raw(FtpSession session, ListingKind listing) throws Failure, IOException {
        FtpDownload download = session.listing(listing, "", Monitor.none());
        String text = new String(download.stream().readAllBytes(), StandardCharsets.UTF_8);
        download.finish();
        return text;
    }

    @ParameterizedTest
    @EnumSource(RealServer.Kind.class)
    void aSessionThatIsClosedSaysSo(RealServer.Kind kind) throws Exception {
        try (RealServer server = kind.start(folder); FtpSession session = server.login()) {
            session.close();
            session.close();
            assertFalse(session.isAlive());
            Failure failure = assertThrows(Failure.class, () -> session.workingDirectory(Monitor.none()));
            assertEquals(FailureKind.LOST, failure.kind());
        }
    }
}
