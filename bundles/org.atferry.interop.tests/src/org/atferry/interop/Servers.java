/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.atferry.remote.Failure;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.testing.TestCertificates;

/** The servers of one kind that a class of tests has: one for each protection, started when it is first asked for. One thread. */
final class Servers implements AutoCloseable {

    private final ServerKind kind;
    private final Path folder;
    private final Map<Security, Served> started = new EnumMap<>(Security.class);
    private final Set<Security> failed = EnumSet.noneOf(Security.class);
    private TestCertificates certificates;

    Servers(ServerKind kind, Path folder) {
        this.kind = kind;
        this.folder = folder;
    }

    TestCertificates certificates() throws IOException {
        if (certificates == null) {
            certificates = TestCertificates.in(folder.resolve("certificates"));
        }
        return certificates;
    }

    Served get(Security security) throws IOException, Failure {
        Served served = started.get(security);
        if (served == null) {
            if (!failed.add(security)) {
                throw new IOException("it did not start before");
            }
            served = kind.start(folder.resolve(security.scheme()), security, security == Security.PLAIN ? null : certificates());
            started.put(security, served);
            failed.remove(security);
        }
        return served;
    }

    @Override
    public void close() {
        started.values().forEach(Served::close);
    }
}
