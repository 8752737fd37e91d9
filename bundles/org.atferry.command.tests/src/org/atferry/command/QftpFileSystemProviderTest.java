/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.atferry.at.port.Ports;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerUrl;
import org.junit.jupiter.api.Test;

class QftpFileSystemProviderTest {

    private final QftpFileSystemProvider provider = new QftpFileSystemProvider(new Ports(List.of()), event -> { });

    @Test
    void itServesAPortWithTheDialectQftp() throws Failure {
        ServerUrl server = ServerUrl.parse("ftp://h");
        assertTrue(provider.serves(ConnectionSpec.through("tcp:a:1", Dialect.QFTP, server)));
        assertFalse(provider.serves(ConnectionSpec.through("tcp:a:1", Dialect.MFTP, server)));
        assertFalse(provider.serves(ConnectionSpec.through("tcp:a:1", null, server)));
        assertFalse(provider.serves(ConnectionSpec.direct(server)));
    }

    @Test
    void aPortOfAKindThatIsNotInstalledIsMisuseAndItsTurnIsGivenBack() throws Failure {
        ConnectionSpec spec = ConnectionSpec.through("tcp:a:1", Dialect.QFTP, ServerUrl.parse("ftp://h"));
        for (int i = 0; i < 2; i++) {
            try (Secret password = Secret.of("")) {
                Failure failure = assertThrows(Failure.class, () -> provider.open(spec, password, Monitor.none()));
                assertEquals(FailureKind.MISUSE, failure.kind());
            }
        }
    }

    @Test
    void theProbeFailsLikeTheProvider() {
        ModuleProbe probe = new ModuleProbe(new Ports(List.of()), event -> { });
        assertEquals(FailureKind.MISUSE, assertThrows(Failure.class, () -> probe.identify("tcp:a:1", Monitor.none())).kind());
    }
}
