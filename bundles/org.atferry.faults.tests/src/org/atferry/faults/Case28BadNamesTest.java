/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.StepEvent;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TreeResult;
import org.atferry.remote.transfer.TreeTransfer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 28: a listing full of names that lead out of the directory. */
class Case28BadNamesTest extends FaultTest {

    /** Each would be written somewhere else, or is no file, on one system or another. */
    private static final List<String> BAD = List.of("../../.ssh/authorized_keys", "../evil", "/etc/passwd", "/", "sub/../../evil",
            "sub/evil", "C:\\x", "C:evil", "..\\evil", "\\\\host\\share\\evil", "CON", "con.txt", "COM1", "NUL", "a\0b", "a\u0001b",
            "a\u001b[2Jb", "a\rb");

    private static final byte[] CONTENT = random(100);

    private final List<StepEvent> events = Collections.synchronizedList(new ArrayList<>());
    private Path target;

    /** A server that has a file, whichever name it is asked for, and a tree around the target that must stay as it is. */
    @BeforeEach
    void credulousServer() throws Exception {
        target = Files.createDirectories(folder.resolve("a/b/c/target"));
        for (String name : List.of("a/.ssh/authorized_keys", "a/b/c/evil", "a/b/evil", ".ssh/authorized_keys")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.write(folder.resolve(name), CONTENT);
        }
        server.on("RETR", (dialog, verb, argument) -> {
            dialog.reply("150 here it comes");
            try (Socket data = dialog.data()) {
                data.getOutputStream().write(CONTENT);
            }
            dialog.reply("226 done");
        });
        server.on("CWD", Fault.reply("250 done")).on("SIZE", Fault.reply("213 100")).on("MDTM", Fault.reply("213 20260102030405"));
        server.on("MLST", (dialog, verb, argument) -> dialog.reply("250-this\r\n " + (argument.isEmpty() || argument.equals("/tree")
                ? "type=dir;" : "type=file;size=100;modify=20260102030405;") + " " + argument + "\r\n250 end"));
    }

    private TreeResult pull() throws Failure {
        TreeTransfer tree = new TreeTransfer(TransferOptions.defaults(), 2, monitor -> open(), System::nanoTime);
        return tree.pull("/tree", target, Monitor.none().withListener(events::add));
    }

    /** Everything on the disk but what is in the target. */
    private Map<String, String> outside() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(file -> !file.startsWith(target)).toList()) {
                boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                found.put(path.toString(), file ? Arrays.hashCode(Files.readAllBytes(path)) + " " + Files.getLastModifiedTime(path) : "");
            }
        }
        return found;
    }

    private List<String> inTarget() throws IOException {
        try (Stream<Path> all = Files.walk(target)) {
            return all.filter(path -> !path.equals(target)).map(path -> target.relativize(path).toString()).sorted().toList();
        }
    }

    private List<StepEvent.Omitted> omitted() {
        return events.stream().filter(StepEvent.Omitted.class::isInstance).map(StepEvent.Omitted.class::cast).toList();
    }

    private static String fact(String name) {
        return "type=file;size=100;modify=20260102030405; " + name;
    }

    @Test
    void case28OnlyBelowTheTargetIsWrittenAndEachBadNameIsOneWarning() throws Exception {
        List<String> lines = new ArrayList<>(BAD.stream().map(Case28BadNamesTest::fact).toList());
        lines.add(1, fact("good.bin"));
        lines.add(fact("文件.bin"));
        server.on("MLSD", Fault.listing(lines.toArray(String[]::new)));
        Map<String, String> before = outside();
        TreeResult result = pull();
        assertEquals(before, outside());
        assertEquals(List.of("good.bin", "文件.bin"), inTarget());
        assertContent(CONTENT, target.resolve("good.bin"));
        assertEquals(2, result.files());
        assertEquals(BAD.size(), result.warned(), () -> result.warnings().toString());
        assertEquals(BAD.size(), omitted().size());
        assertEquals(BAD.size(), new HashSet<>(omitted()).size(), () -> omitted().toString());
        assertTrue(omitted().stream().allMatch(event -> event.reason() == StepEvent.Omission.BAD_NAME), () -> omitted().toString());
        assertEquals(2, server.count("RETR"), () -> server.commands().toString());
    }

    @Test
    void case28TheSameInAListingOfLs() throws Exception {
        server.withFeatures("SIZE", "MDTM").on("MLST", Fault.reply("500 what is MLST")).on("MLSD", Fault.reply("500 what is MLSD"));
        List<String> bad = List.of("../../.ssh/authorized_keys", "/etc/passwd", "C:\\x", "CON", "a\0b", "sub/evil");
        List<String> lines = new ArrayList<>(List.of("total 9", "-rw-r--r-- 1 a b 100 Jan 02 2026 good.bin"));
        bad.forEach(name -> lines.add("-rw-r--r-- 1 a b 100 Jan 02 2026 " + name));
        server.on("LIST", Fault.listing(lines.toArray(String[]::new)));
        server.on("SIZE", (dialog, verb, argument) -> dialog.reply(argument.equals("/tree") ? "550 a directory" : "213 100"));
        Map<String, String> before = outside();
        TreeResult result = pull();
        assertEquals(before, outside());
        assertEquals(List.of("good.bin"), inTarget());
        assertEquals(bad.size(), result.warned(), () -> result.warnings().toString());
        assertEquals(1, server.count("RETR"), () -> server.commands().toString());
    }

    /** CVE-2014-4877: first a link that leads out, then a directory of the same name with a file in it. */
    @Test
    void case28LinkToTheRootIsNotFollowedNorMade() throws Exception {
        server.on("MLSD", Fault.listing("type=OS.unix=slink:/;modify=20260102030405; root", fact("good.bin")));
        Map<String, String> before = outside();
        TreeResult result = pull();
        assertEquals(before, outside());
        assertEquals(List.of("good.bin"), inTarget());
        assertEquals(List.of(StepEvent.Omission.LINK), omitted().stream().map(StepEvent.Omitted::reason).toList());
        assertEquals(1, result.warned());
    }

    @Test
    void case28LinkAndDirectoryOfOneNameStayBelowTheTarget() throws Exception {
        server.on("MLSD", (dialog, verb, argument) -> (server.count("MLSD") == 1 ? Fault.listing("type=OS.unix=slink:" + folder + "; evil",
                "type=dir;modify=20260102030405; evil") : Fault.listing(fact("inner.bin"))).answer(dialog, verb, argument));
        Map<String, String> before = outside();
        pull();
        assertEquals(before, outside());
        assertEquals(List.of(StepEvent.Omission.LINK, StepEvent.Omission.SAME_NAME),
                omitted().stream().map(StepEvent.Omitted::reason).toList());
        assertTrue(inTarget().stream().noneMatch(name -> Files.isSymbolicLink(target.resolve(name))));
    }

    /** A link that is there already, on this machine: what the server calls a directory must not be written through it. */
    @Test
    void case28LocalLinkIsNotWrittenThrough() throws Exception {
        Files.createSymbolicLink(target.resolve("sub"), folder.resolve("a/b"));
        server.on("MLSD", (dialog, verb, argument) -> (server.count("MLSD") == 1 ? Fault.listing("type=dir;modify=20260102030405; sub",
                fact("good.bin")) : Fault.listing(fact("evil"), fact("new.bin"))).answer(dialog, verb, argument));
        Map<String, String> before = outside();
        pull();
        assertEquals(before, outside());
        assertContent(CONTENT, target.resolve("good.bin"));
    }

    /** The name of a single file, into a directory. */
    @ParameterizedTest
    @ValueSource(strings = { "/tree/..", "/tree/C:\\x", "/tree/CON", "/tree/a\\b" })
    void case28SingleFileOfABadNameIsNotWritten(String source) throws Exception {
        Map<String, String> before = outside();
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, source, target);
            assertTrue(failure.kind() == FailureKind.MISUSE || failure.kind() == FailureKind.NOT_FOUND, failure.getMessage());
        }
        assertEquals(before, outside());
        assertEquals(List.of(), inTarget());
    }

    /** Names that are the same on many file systems: one is taken, the other is told. */
    @Test
    void case28SameNameTwiceIsOneFileAndOneWarning() throws Exception {
        server.on("MLSD", Fault.listing(fact("good.bin"), fact("good.bin"), fact(".."), fact("."), fact("")));
        Map<String, String> before = outside();
        TreeResult result = pull();
        assertEquals(before, outside());
        assertEquals(List.of("good.bin"), inTarget());
        assertEquals(1, result.files());
        assertEquals(1, result.warned(), () -> result.warnings().toString());
    }

    /** A directory that has itself in it, for ever. */
    @Test
    void case28EndlessTreeEnds() throws Exception {
        server.on("MLSD", Fault.listing("type=dir;modify=20260102030405; again"));
        Map<String, String> before = outside();
        TreeResult result = pull();
        assertEquals(before, outside());
        assertEquals(1, result.warned(), () -> result.warnings().toString());
        assertEquals(StepEvent.Omission.TOO_DEEP, omitted().get(0).reason());
    }
}
