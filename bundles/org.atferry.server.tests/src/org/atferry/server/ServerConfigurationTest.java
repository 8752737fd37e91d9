/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration file: what it can say, and what is said when a line is wrong. */
class ServerConfigurationTest {

    private static final String HASH = PasswordHash.forThisRun(Secret.of("s3cret-pw")).text();

    @TempDir
    Path folder;

    private ServerConfiguration read(String... lines) throws IOException, Failure {
        return ServerConfiguration.read(Files.writeString(folder.resolve("server.cfg"), String.join("\n", lines)));
    }

    @Test
    void everythingThatItCanSay() throws Exception {
        ServerConfiguration read = read("\uFEFF# 服务器", "address = 127.0.0.1", "port=2121", "tls = explicit", "tls.certificate = chain.pem",
                "tls.key = /keys/key.pem", "tls.protected-data = no", "tls.session-reuse = yes", "",
                "user.li.wei.password = " + HASH, "user.li.wei.groups = makers, night", "user.li.wei.home = /in",
                "user.li.wei.writable = no",
                "user.li.wei.quota = 500M", "user.li.wei.allow = 10.0.0.0/8", "user.anonymous.home = /pub",
                "rule = group:makers list,read /plans of 2026", "rule = everybody none /secret", "rule = user:li.wei all /in",
                "allow = 192.168.0.0/16, ::1", "sessions = 10", "sessions.per-address = 3", "idle = 60", "prohibited = *.exe, *.bat",
                "passive.ports = 50000-50100", "passive.address = 203.0.113.7");
        assertEquals(Optional.of(InetAddress.getByName("127.0.0.1")), read.address());
        assertEquals(OptionalInt.of(2121), read.port());
        assertEquals(Optional.of(ServerTls.Mode.EXPLICIT), read.tlsMode());
        ServerSettings settings = read.settings(folder, read.address().get(), 0, ServerTls.Mode.IMPLICIT, folder);
        assertEquals(new ServerTls(ServerTls.Mode.IMPLICIT, Optional.of(new ServerTls.Pem(folder.resolve("chain.pem").toAbsolutePath(),
                Path.of("/keys/key.pem"))), false, true), settings.tls());
        ServerUser li = settings.users().get(0);
        assertEquals("li.wei", li.name());
        assertTrue(li.password().matches("s3cret-pw"));
        assertEquals(Set.of("makers", "night"), li.groups());
        assertEquals("/in", li.home());
        assertFalse(li.writable());
        assertEquals(OptionalLong.of(500L << 20), li.quota());
        assertEquals(AddressList.parse("10.0.0.0/8"), li.allowed());
        assertEquals("anonymous", settings.users().get(1).name());
        assertFalse(settings.users().get(1).writable(), "everybody only looks, unless said otherwise");
        assertEquals("[group:makers list,read /plans of 2026, everybody none /secret, user:li.wei list,read,write,delete /in]",
                settings.rules().toString());
        assertEquals(10, settings.limits().sessions());
        assertEquals(3, settings.limits().sessionsPerAddress());
        assertEquals(Duration.ofMinutes(1), settings.limits().idle());
        assertEquals(List.of("*.exe", "*.bat"), settings.limits().prohibitedNames());
        assertEquals(AddressList.parse("192.168.0.0/16 ::1"), settings.limits().allowed());
        assertEquals(50000, settings.passive().first());
        assertEquals(50100, settings.passive().last());
        assertEquals("203.0.113.7", settings.passive().announced().get().getHostAddress());
    }

    /** The two ways to name a certificate exclude each other. */
    @ParameterizedTest
    @ValueSource(strings = { "tls\\.keystore.*", "tls\\.(certificate|key)" })
    void whatIsDocumentedIsReadAsItStandsThere(String leftOut) throws Exception {
        Path source = Path.of(System.getProperty("atferry.root", ""), "bundles", "org.atferry.server", "src", "org", "atferry", "server",
                "ServerConfiguration.java");
        List<String> lines = new ArrayList<>();
        Matcher example = Pattern.compile("(?m)^ \\* ([a-zA-Z.-]+ = .+?)(?:  +.*| see \\{@link.*)?$").matcher(Files.readString(source));
        while (example.find()) {
            String line = example.group(1).replace("pbkdf2-sha256$...", HASH).replace("NAME", "li").replace("FILE", "pw");
            if (!line.substring(0, line.indexOf(' ')).matches(leftOut)) {
                lines.add(line);
            }
        }
        Files.writeString(folder.resolve("pw"), "st0re-pw");
        ServerConfiguration read = read(lines.toArray(String[]::new));
        assertTrue(lines.size() >= 21, lines::toString);
        assertEquals(ServerTls.Mode.EXPLICIT, read.tlsMode().orElseThrow());
        assertEquals("group:makers list,read /plans", read.rules().get(0).toString());
        assertEquals("203.0.113.7", read.passive().announced().orElseThrow().getHostAddress());
        assertEquals(Set.of("makers", "night"), read.users().get(0).groups());
    }

    @Test
    void withoutACertificateOneIsMadeAndWithoutAUserThereAreNoSettings() throws Exception {
        ServerConfiguration read = read("user.li.password = " + HASH);
        assertEquals(ServerTls.explicit(new ServerTls.Made(folder)), read.tls(ServerTls.Mode.EXPLICIT, folder));
        assertEquals(ServerTls.none(), read.tls(ServerTls.Mode.NONE, folder));
        assertEquals(ServerLimits.defaults(), read.limits());
        ServerConfiguration empty = read("# nothing");
        Failure failure = assertThrows(Failure.class,
                () -> empty.settings(folder, InetAddress.getByName("127.0.0.1"), 0, ServerTls.Mode.NONE, folder));
        assertEquals(FailureKind.MISUSE, failure.kind());
    }

    @Test
    void aKeyStoreHasItsPasswordInAFile() throws Exception {
        Files.writeString(folder.resolve("pw"), "st0re-pw\n");
        ServerConfiguration read = read("tls.keystore = s.p12", "tls.keystore.password = pw");
        ServerTls tls = read.tls(ServerTls.Mode.EXPLICIT, folder);
        assertEquals("st0re-pw", ((ServerTls.Pkcs12) tls.source().orElseThrow()).password().reveal());
        assertFalse(tls.toString().contains("st0re-pw"));
        Failure failure = assertThrows(Failure.class, () -> read("tls.keystore = s.p12", "tls.keystore.password = none"));
        assertEquals(FailureKind.LOCAL, failure.kind());
        assertEquals(folder.resolve("none").toAbsolutePath().toString(), failure.subject());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "port = 70000            | line 2: port: not a number from 0 to 65535: 70000",
            "prot = 21               | line 2: unknown key: prot",
            "port 21                 | line 2: not KEY = VALUE",
            "tls = maybe             | line 2: tls: not one of none, explicit, implicit: maybe",
            "user.li.home = /        | line 2: user li has no password",
            "user.li.password = abc  | line 2: user.li.password: not a hashed password: pbkdf2-sha256$ROUNDS$SALT$HASH",
            "user.li.password = pbkdf2-sha256$99999999$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "| line 2: user.li.password: not a hashed password: pbkdf2-sha256$ROUNDS$SALT$HASH",
            "user.li.password = pbkdf2-sha256$0000$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "| line 2: user.li.password: not a hashed password: pbkdf2-sha256$ROUNDS$SALT$HASH",
            "user.li.name = x        | line 2: unknown key: user.li.name",
            "user.anonymous.quota=5x | line 2: user.anonymous.quota: not a number of bytes: 5x",
            "user.anonymous.home=../ | line 2: user.anonymous.home: not a folder that begins with /: ../",
            "rule = li list /        | line 2: rule: not WHO RIGHTS FOLDER: li list /",
            "rule = everybody fly /  | line 2: rule: not one of list, read, write, delete, all, none: fly",
            "allow = here            | line 2: allow: not an address or network: here",
            "allow = 10.1            | line 2: allow: not an address or network: 10.1",
            "address = face.cafe     | line 2: address: not an address: face.cafe",
            "passive.ports = 5-4     | line 2: passive.ports: ports out of range: 5-4",
            "passive.address = ::1   | line 2: passive.address: not an IPv4 address: ::1",
            "idle = 0                | line 2: idle: not a number from 1 to 1000000: 0",
            "tls.key = key.pem       | line 2: tls.certificate and tls.key, or tls.keystore and tls.keystore.password, or none of them",
            "sessions = 5            | line 2: sessions: said twice" })
    void aWrongLineIsNamed(String line, String detail) throws Exception {
        String first = line.startsWith("sessions") ? "sessions = 4" : "# first";
        Failure failure = assertThrows(Failure.class, () -> read(first, line));
        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(detail, failure.detail());
        assertEquals(folder.resolve("server.cfg").toString(), failure.subject());
    }

    @Test
    void aFileThatCannotBeReadIsALocalFailure() throws Exception {
        assertEquals(FailureKind.LOCAL, assertThrows(Failure.class, () -> ServerConfiguration.read(folder.resolve("none"))).kind());
        Path latin = Files.write(folder.resolve("latin"), "# größer".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("not UTF-8", assertThrows(Failure.class, () -> ServerConfiguration.read(latin)).detail());
    }
}
