/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.remote.TlsSettings;
import org.atferry.remote.TlsSettings.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that refuse a data connection which does not resume the TLS session of the control connection, as vsftpd
 * ({@code require_ssl_reuse=YES}) and proftpd do when nothing else is said. That they do is shown with curl.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionReuseTest {

    private static final int ROUNDS = 20;

    private final Map<ServerKind, Servers> servers = new EnumMap<>(ServerKind.class);
    private Path folder;

    @BeforeAll
    void prepare(@TempDir Path temporary) {
        folder = temporary;
        for (ServerKind kind : ServerKind.values()) {
            servers.put(kind, new Servers(kind, temporary.resolve(kind.name())));
        }
    }

    @AfterAll
    void stop() {
        servers.values().forEach(Servers::close);
    }

    static Stream<Arguments> secureWays() {
        Route route = new DirectRoute();
        return Stream.of(ServerKind.values())
                .flatMap(kind -> kind.securities().stream().filter(security -> security != Security.PLAIN)
                        .flatMap(security -> Stream.of(DataMode.PASSIVE, DataMode.ACTIVE)
                                .map(mode -> new Way(route, kind, security, mode))))
                .flatMap(way -> Stream.of(Version.values()).map(version -> Arguments.of(way, version)));
    }

    private Visit visit(Way way, Version version) throws IOException, Failure {
        Servers kind = servers.get(way.server());
        TlsSettings tls = TlsSettings.defaults().withAuthorities(kind.certificates().authority()).withVersions(Set.of(version));
        return new Visit(way, kind.get(way.security()), ServerAccess.defaults().withDataMode(way.mode()).withTls(tls), folder);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("secureWays")
    void twentyUploadsAndTwentyDownloadsResumeTheSession(Way way, Version version) throws IOException, Failure {
        try (Visit visit = visit(way, version)) {
            byte[] content = new byte[100_000];
            new Random(1).nextBytes(content);
            for (int i = 0; i < ROUNDS; i++) {
                visit.fs().put(visit.path("up" + i), new ByteArrayInputStream(content), 0, content.length, Monitor.none());
                assertArrayEquals(content, Files.readAllBytes(visit.disk("up" + i)));
            }
            visit.place("down", content);
            for (int i = 0; i < ROUNDS; i++) {
                assertArrayEquals(content, download(visit));
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("secureWays")
    void emptyUploadsAndListingsResumeTheSession(Way way, Version version) throws IOException, Failure {
        try (Visit visit = visit(way, version)) {
            for (int i = 0; i < 5; i++) {
                visit.fs().put(visit.path("empty" + i), new ByteArrayInputStream(new byte[0]), 0, 0, Monitor.none());
                assertEquals(i + 1, visit.fs().list(visit.path(""), Monitor.none()).size());
            }
        }
    }

    private static byte[] download(Visit visit) throws Failure {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        visit.fs().get(visit.path("down"), sink, 0, 100_000, Monitor.none());
        return sink.toByteArray();
    }

    /** Without this, the tests above would show nothing. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whoResumesNothingIsRefusedWhereTheServerDemandsIt(ServerKind kind) throws IOException, Failure, InterruptedException {
        Served server = servers.get(kind).get(Security.EXPLICIT_TLS);
        Path authority = servers.get(kind).certificates().authority();
        String there = server.directory() + "/" + Served.READ_ONLY + "/there";
        Curl.Outcome without = Curl.download(server, authority, there, "--tls-max", "1.2", "--no-sessionid");
        if (kind.abilities().contains(Ability.DEMANDS_SESSION_REUSE)) {
            assertNotEquals(0, without.exit(), without.said());
        } else {
            assertEquals(0, without.exit(), without.said());
        }
        Curl.Outcome with = Curl.download(server, authority, there, "--tls-max", "1.2");
        assertEquals(0, with.exit(), with.said());
    }
}
