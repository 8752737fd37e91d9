/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerUrl.Security;
import org.atferry.remote.transfer.SafeTransfer;
import org.atferry.remote.transfer.TransferOptions;
import org.junit.jupiter.api.function.Executable;

/** A part of what every file system must do on every server; {@link BehaviourSuite} has all parts. */
interface Behaviour {

    /** All ways in which the class tests. */
    Stream<Way> ways();

    /** Those for what has little to do with data connections: passive ones, plain and with explicit TLS. */
    default Stream<Way> fewWays() {
        return ways().filter(way -> way.mode() == DataMode.PASSIVE && way.security() != Security.IMPLICIT_TLS);
    }

    /** Goes to the server. */
    Visit visit(Way way) throws IOException, Failure;

    /** A monitor that nobody listens to. */
    default Monitor quiet() {
        return Monitor.none();
    }

    /** Transfers as a user has them who says nothing about it. */
    default SafeTransfer transfers() {
        return new SafeTransfer(TransferOptions.defaults(), System::nanoTime);
    }

    /** Bytes that look like nothing, line ends and telnet's and FTP's own signs among them; always the same for the same seed. */
    default byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        byte[] signs = "\r\n\n\r\0\u00ff\u00f4\u00f2\u001a\u0004.\r\n226 \r\n".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(signs, 0, bytes, 0, Math.min(signs.length, length));
        return bytes;
    }

    /** Fails as it should; the message says what came instead. */
    default Failure assertFails(FailureKind kind, Executable work) {
        Failure failure = assertThrows(Failure.class, work);
        assertEquals(kind, failure.kind(), failure.getMessage());
        return failure;
    }

    /** The entry of that name in a directory. */
    default RemoteEntry entry(Visit visit, String directory, String name) throws Failure {
        return visit.fs().list(visit.path(directory), quiet()).stream().filter(entry -> entry.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("not in the listing: " + name));
    }
}
