/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortDescription;
import org.atferry.at.port.PortException;
import org.atferry.at.port.PortProvider;
import org.atferry.shell.internal.TestFerry.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that are a module or a server, and what others do with them. */
class ServersTest {

    @TempDir
    Path directory;
    private TestFerry ferry;

    @BeforeEach
    void start() throws IOException {
        ferry = new TestFerry(directory);
        ferry.variables.put("FERRY_PASSWORD", "pw");
        Files.createDirectory(ferry.file("served"));
        Files.writeString(ferry.file("a.bin"), "firmware a");
        Files.writeString(ferry.file("b.bin"), "firmware b");
    }

    @Test
    void anEmulatedModuleCarriesAFileToAServer() throws Exception {
        try (Background server = ferry.start("serve", "served", "--port", "0");
                Background module = ferry.start("emulate", "--dialect", "qftp", "--port", "loop:m1", "--connect-to",
                        "fw.example:2100:127.0.0.1:" + port(server))) {
            assertEquals("{\"event\":\"ready\",\"command\":\"emulate\",\"dialect\":\"qftp\",\"port\":\"loop:m1\"}", module.line());
            Result result = ferry.run("push", "a.bin", "--via", "loop:m1", "--dialect", "qftp", "--to", "ftp://ferry@fw.example:2100/");
            assertEquals(0, result.status(), result.all());
            assertEquals("firmware a", Files.readString(ferry.file("served/a.bin")));
            assertEquals(3, module.awaitEnd(), "the port was closed at the other end");
            assertTrue(module.err().matches("ferry: open port loop:m1: connection lost .*\\R"), module.err());
        }
    }

    private static String port(Background server) throws InterruptedException {
        return Result.member(server.line(), "url").replaceAll(".*:(\\d+)/", "$1");
    }

    @Test
    void aStoppedModuleIsInterrupted() throws Exception {
        try (Background module = ferry.start("emulate", "--port", "loop:m2")) {
            module.line();
            assertEquals(130, module.stop());
        }
    }

    @Test
    void theUrlSaysWhereToAsCpWould() throws Exception {
        Files.createDirectory(ferry.file("served/d"));
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            String base = "ftp://ferry@127.0.0.1:" + port(server);
            String[][] cases = {{"a.bin", base, "a.bin"}, {"a.bin", base + "/d", "d/a.bin"}, {"a.bin", base + "/d/", "d/a.bin"},
                {"a.bin", base + "/d/new%20name.bin", "d/new name.bin"}, {"b.bin", base + "/a.bin", "a.bin"}};
            for (String[] each : cases) {
                Result result = ferry.run("push", each[0], "--to", each[1], "--via", "none");
                assertEquals(0, result.status(), result.err());
                assertEquals("firmware " + each[0].charAt(0), Files.readString(ferry.file("served/" + each[2])), each[1]);
            }
            assertEquals(4, ferry.run("push", "a.bin", "b.bin", "--to", base + "/none", "--via", "none").status());
            assertEquals(4, ferry.run("push", "a.bin", "--to", base + "/none/", "--via", "none").status());
            assertEquals(0, ferry.run("push", "a.bin", "b.bin", "--to", base + "/d", "--via", "none").status());
        }
    }

    @Test
    void aPathMayBeTheWholeUrl() throws Exception {
        Files.createDirectory(ferry.file("served/d"));
        Files.writeString(ferry.file("served/d/x.bin"), "firmware x");
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            String base = "ftp://ferry@127.0.0.1:" + port(server);
            assertEquals(0, ferry.run("pull", base + "/d/x.bin", "--via", "none").status());
            assertEquals("firmware x", Files.readString(ferry.file("x.bin")));
            assertEquals(0, ferry.run("stat", "x.bin", "--to", base + "/d", "--via", "none").status());
            assertEquals(2, ferry.run("stat", base + "/d/x.bin", "--to", base, "--via", "none").status());
            assertEquals(2, ferry.run("mv", base + "/d/x.bin", "ftp://other/x", "--via", "none").status());
            Result ls = ferry.run("ls", "--to", base + "/d", "--via", "none");
            assertTrue(ls.out().endsWith("  x.bin\n"), ls.all());
        }
    }

    @Test
    @Tag("slow")
    void aListingIsSortedUntilItIsTooLargeForThat() throws Exception {
        int count = LsCommand.SORTED + 1200;
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            String url = "ftp://ferry@127.0.0.1:" + port(server);
            for (int i = 0; i < count; i++) {
                Files.createFile(ferry.file("served/f" + i));
                if (i == 1000) {
                    List<String> lines = ferry.run("ls", "--to", url, "--via", "none").lines();
                    assertEquals(lines.stream().sorted().toList(), lines);
                    assertEquals(1001, lines.size());
                }
            }
            Result all = ferry.run("ls", "--to", url, "--via", "none");
            assertEquals(count, all.lines().stream().map(line -> line.replaceFirst(".* ", "")).distinct().count());
            assertEquals(count, ferry.run("ls", "--to", url, "--via", "none", "--json").events("entry").size());
        }
    }

    @Test
    void whatCannotBeReachedSaysSo() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        for (String[] push : new String[][] {{"push", "a.bin", "--to", "ftp://u@127.0.0.1:" + closed + "/", "--via", "none"},
            {"push", "a.bin", "--to", "ftp://u@127.0.0.1:" + closed + "/"},
            {"push", "a.bin", "--to", "ftp://u@nowhere.invalid/", "--via", "none"},
            {"push", "a.bin", "--to", "ftp://u@nowhere.invalid/"}}) {
            Result result = ferry.run(push);
            assertEquals(3, result.status(), result.err());
            assertEquals("", result.out());
            assertEquals(1, result.err().lines().filter(line -> line.startsWith("ferry: ")).count(), result.err());
        }
    }

    @Test
    void whatCannotBeServedSaysSo() throws Exception {
        assertEquals(2, ferry.run("serve", "nothing").status());
        assertEquals(2, ferry.run("serve", "a.bin").status());
        try (Background server = ferry.start("serve", "served", "--port", "0")) {
            Result second = ferry.run("serve", "served", "--port", port(server));
            assertEquals(3, second.status(), second.err());
            assertTrue(second.err().startsWith("ferry: "), second.err());
        }
        assertEquals(2, ferry.run("emulate").status());
        assertEquals(2, ferry.run("emulate", "--port", "x").status());
        assertEquals(2, ferry.run("emulate", "--port", "loop:x", "--dialect", "mftp").status());
        assertEquals(2, ferry.run("emulate", "--port", "loop:x", "--baud", "1").status());
        assertEquals(2, ferry.run("emulate", "--port", "loop:x", "--connect-to", "a:1").status());
        assertEquals(2, ferry.run("emulate", "--port", "loop:x", "--connect-to", "a:0:b:1").status());
    }

    /** Ports that are there, one of them with somebody on it. */
    private static final class SomePorts implements PortProvider {
        @Override
        public Set<String> schemes() {
            return Set.of("some");
        }

        @Override
        public Port open(PortAddress address) throws PortException {
            PortException.Kind kind = address.name().equals("busy") ? PortException.Kind.IN_USE : PortException.Kind.RIGHTS;
            throw new PortException(kind, address.toString(), "said the system");
        }

        @Override
        public List<PortDescription> list() {
            return List.of(description("some:busy", Optional.of("2c7c:0125")), description("some:locked", Optional.empty()));
        }

        private static PortDescription description(String address, Optional<String> usb) {
            try {
                return new PortDescription(PortAddress.parse(address), "A \u001bport", usb, Optional.empty());
            } catch (PortException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void portsAreListedWithoutOpeningThem() {
        assertEquals("no ports found\n", ferry.run("ports").out());
        assertEquals("", ferry.run("ports", "--json").out());
        ferry.portProviders.add(new SomePorts());
        assertEquals("some:busy  2c7c:0125  A \\x1bport\nsome:locked  A \\x1bport\n", ferry.run("ports").out());
        Result json = ferry.run("ports", "--json");
        assertEquals("2c7c:0125", Result.member(json.events("port").get(0), "usb"));
        assertEquals(2, ferry.run("ports", "some:busy").status());
    }

    @Test
    void aProbeSaysWhoAnswersOrWhyNobodyDoes() throws Exception {
        ferry.portProviders.add(new SomePorts());
        Result nobody = ferry.run("ports", "--probe");
        assertEquals(0, nobody.status());
        assertTrue(nobody.lines().get(0).contains("in use"), nobody.out());
        assertTrue(nobody.lines().get(1).contains("not reached"), nobody.out());
        assertEquals("no module answers on any of these ports", nobody.lines().get(2));
        try (Background module = ferry.start("emulate", "--port", "loop:p")) {
            module.line();
            Result result = ferry.run("ports", "--probe", "loop:p");
            assertTrue(result.out().matches("loop:p  -> Quectel EC200A \\S+ \\(qftp\\)\\R"), result.out());
        }
        try (Background module = ferry.start("emulate", "--port", "loop:q")) {
            module.line();
            String json = ferry.run("ports", "--probe", "--json", "loop:q").events("port").get(0);
            assertEquals("module", Result.member(json, "probe"));
            assertEquals("EC200A", Result.member(json, "model"));
        }
    }
}
