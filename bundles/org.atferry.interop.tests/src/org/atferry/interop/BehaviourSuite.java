/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.remote.TlsSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one suite of behaviour: what a user may rely on, whatever the server, the protection, the data mode and the provider. A subclass
 * names the server, and the ways to it that have a provider of their own; each test runs in every {@link Way} that bears on it, in a
 * folder of its own.
 * What a server does differently is in README.md, with a command that shows it, and as an {@link Ability} if the results differ.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BehaviourSuite
        implements ListingBehaviour, TransferBehaviour, ResumeBehaviour, NamesBehaviour, RefusalBehaviour, TreeBehaviour {

    private final ServerKind kind;
    private final List<Route> routes;
    private Path folder;
    private Servers servers;

    /** The suite over one server, reached in some ways. */
    BehaviourSuite(ServerKind kind, Route... routes) {
        this.kind = kind;
        this.routes = List.of(routes);
    }

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        servers = new Servers(kind, temporary);
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    @Override
    public Stream<Way> ways() {
        return routes.stream().flatMap(route -> kind.securities().stream()
                .flatMap(security -> Stream.of(DataMode.PASSIVE, DataMode.ACTIVE).map(mode -> new Way(route, kind, security, mode))));
    }

    @Override
    public Visit visit(Way way) throws IOException, Failure {
        ServerAccess access = ServerAccess.defaults().withDataMode(way.mode());
        if (way.security() != Security.PLAIN) {
            access = access.withTls(TlsSettings.defaults().withAuthorities(servers.certificates().authority()));
        }
        return new Visit(way, servers.get(way.security()), access, folder);
    }
}
