/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Set;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 23: PASV answers a foreign address, port 1 or garbage; EPSV answers 500 (curl 237, 238, 270, 1233). */
class Case23PassiveAddressTest extends FaultTest {

    private static final String FOREIGN = "127.0.0.2";
    private static final byte[] OLD = random(77);
    private static final byte[] NEW = random(1000);

    private Path target;

    @BeforeEach
    void files() throws Exception {
        target = local("fw.bin", OLD);
        server.withFile("/fw.bin", NEW);
    }

    /** Waits on a foreign address, and tells whether anybody came. */
    private static final class Foreign implements AutoCloseable {
        private final ServerSocketChannel channel = ServerSocketChannel.open();

        /** Waits on the same port as the server does, or on any. */
        private void listen(int port) throws IOException {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(FOREIGN, port));
        }

        private Foreign() throws IOException {
            // listens when it is told the port
        }

        /** A connection on the loopback waits here from the moment in which it was made. */
        private void assertNobodyCame() throws IOException {
            assertNull(channel.accept(), "a data connection went to the foreign host");
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static Fault passiveAt(Foreign foreign) {
        return (dialog, verb, argument) -> {
            int port = dialog.listen();
            foreign.listen(port);
            dialog.reply("227 there (127,0,0,2," + (port >> 8) + "," + (port & 0xff) + ")");
        };
    }

    @Test
    void case23ForeignAddressIsNotConnectedTo() throws Exception {
        server.withFeatures("SIZE", "MDTM").on("EPSV", Fault.reply("500 what is EPSV"));
        try (Foreign foreign = new Foreign(); RemoteFileSystem fs = open()) {
            server.on("PASV", passiveAt(foreign), 1);
            transfer().pull(fs, "/fw.bin", target, Monitor.none());
            foreign.assertNobodyCame();
            assertContent(NEW, target);
            assertInStep(fs);
        }
    }

    @Test
    void case23ForeignAddressIsNotConnectedToWhenNobodyWaitsAtTheControlHost() throws Exception {
        server.withFeatures("SIZE", "MDTM").on("EPSV", Fault.reply("500 what is EPSV"));
        try (Foreign foreign = new Foreign(); RemoteFileSystem fs = open()) {
            server.on("PASV", (dialog, verb, argument) -> {
                int port = dialog.listen();
                foreign.listen(port);
                dialog.closeData();
                dialog.reply("227 there (127,0,0,2," + (port >> 8) + "," + (port & 0xff) + ")");
            }, 1);
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(FailureKind.DATA_CONNECTION, failure.kind());
            foreign.assertNobodyCame();
            assertContent(OLD, target);
            assertInStep(fs);
        }
    }

    /** Only who asks for it is connected to a foreign host: else the test above would pass for the wrong reason. */
    @Test
    void case23ForeignAddressIsConnectedToWhenAskedFor() throws Exception {
        server.withFeatures("SIZE", "MDTM").on("EPSV", Fault.reply("500 what is EPSV"));
        ServerAccess asked = ServerAccess.defaults().withDataAddress(ServerAccess.DataAddress.SERVER);
        try (Foreign foreign = new Foreign(); RemoteFileSystem fs = open(ServerUrl.Security.PLAIN, asked)) {
            server.on("PASV", passiveAt(foreign), 1).on("RETR", Fault.reply("425 nobody came"));
            failedPull(fs, "/fw.bin", target);
            assertTrue(foreign.channel.accept() != null, "nobody came");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "227 here (127,0,0,1,0,1)", "227 Entering Passive Mode", "227 here (1,2,3,4,5)", "227 (1,2,3,4,5,6,7,8",
        "227 here (999,0,0,1,4,5)", "227 here (127,0,0,1,0,0)", "227 here (-1,0,0,1,4,5)", "227 (127,0,0,1,256,1)" })
    void case23GarbageIsAFailureAndInStep(String reply) throws Exception {
        server.withFeatures("SIZE", "MDTM").on("EPSV", Fault.reply("500 what is EPSV")).on("PASV", Fault.reply(reply), 1);
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertEquals(FailureKind.DATA_CONNECTION, failure.kind(), failure.getMessage());
            assertContent(OLD, target);
            assertInStep(fs);
            transfer().pull(fs, "/fw.bin", target, Monitor.none());
            assertContent(NEW, target);
        }
    }

    /** curl 238 and the like: EPSV with nonsense, PASV unknown. */
    @ParameterizedTest
    @ValueSource(strings = { "229 here (|||0|)", "229 here (|||70000|)", "229 here", "229 here (||||)", "229 here (|1|127.0.0.2|1|)" })
    void case23GarbageInEpsvIsAFailureAndInStep(String reply) throws Exception {
        server.on("PASV", Fault.reply("502 what is PASV")).on("EPSV", Fault.reply(reply));
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertTrue(Set.of(FailureKind.DATA_CONNECTION, FailureKind.UNSUPPORTED).contains(failure.kind()), failure.getMessage());
            assertContent(OLD, target);
            assertInStep(fs);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "500 what is EPSV", "502 no", "522 not that protocol", "425 not now" })
    void case23RefusedEpsvFallsBackToPasv(String reply) throws Exception {
        server.on("EPSV", Fault.reply(reply));
        try (RemoteFileSystem fs = open()) {
            transfer().pull(fs, "/fw.bin", target, Monitor.none());
            assertContent(NEW, target);
            assertInStep(fs);
        }
    }

    @Test
    void case23RefusedPasvAndEpsvAreAFailureAndInStep() throws Exception {
        server.on("EPSV", Fault.reply("500 what is EPSV")).on("PASV", Fault.reply("500 what is PASV"));
        try (RemoteFileSystem fs = open()) {
            Failure failure = failedPull(fs, "/fw.bin", target);
            assertTrue(failure.reply().isPresent(), failure.getMessage());
            assertContent(OLD, target);
            assertInStep(fs);
        }
    }
}
