/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.ServerUrl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 25: AUTH TLS refused, 230 before AUTH, plain text glued behind 234 (curl 402, 986, 983). */
class Case25DowngradeTest extends TlsFaultTest {

    private static final byte[] CONTENT = random(1000);

    @BeforeEach
    void secureServer() throws Exception {
        server.withTls(FaultyFtpServer.Tls.EXPLICIT, good()).withFile("/fw.bin", CONTENT);
    }

    /** The session is refused with a reason, and closed; neither user nor password was sent, in the clear or otherwise. */
    private Failure assertDisconnected() throws Exception {
        Failure failure = refused(ServerUrl.Security.EXPLICIT_TLS);
        server.awaitIdle();
        assertNoPasswordSent();
        assertFalse(failure.getMessage().contains(PASSWORD));
        return failure;
    }

    /** Else all the others would pass for the wrong reason. */
    @ParameterizedTest
    @EnumSource(value = FaultyFtpServer.Tls.class, names = { "EXPLICIT", "IMPLICIT" })
    void case25SoundServerIsSpokenTo(FaultyFtpServer.Tls when) throws Exception {
        server.withTls(when, good());
        ServerUrl.Security security = when == FaultyFtpServer.Tls.EXPLICIT ? ServerUrl.Security.EXPLICIT_TLS
                : ServerUrl.Security.IMPLICIT_TLS;
        try (RemoteFileSystem fs = open(security, trusting())) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            fs.get("/fw.bin", sink, 0, CONTENT.length, Monitor.none());
            assertArrayEquals(CONTENT, sink.toByteArray());
            assertInStep(fs);
            assertEquals(1, server.count("PASS"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "502 no TLS here", "500 what is AUTH", "530 log in first", "431 no security mechanism", "534 policy",
        "504 not TLS" })
    void case25RefusedAuthDisconnectsAndSendsNoPassword(String reply) throws Exception {
        server.on("AUTH", Fault.reply(reply));
        Failure failure = assertDisconnected();
        assertEquals(FailureKind.TLS, failure.kind(), failure.getMessage());
        assertEquals(reply, failure.reply().orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "230 you are in", "200 ok", "232 you are in, secured by nothing" })
    void case25AnotherSuccessThan234IsNoTls(String reply) throws Exception {
        server.on("AUTH", Fault.reply(reply));
        assertEquals(FailureKind.TLS, assertDisconnected().kind());
    }

    @Test
    void case25LoggedInByTheGreetingIsRefused() throws Exception {
        server.on("CONNECT", Fault.reply("230 you are in already"));
        assertDisconnected();
    }

    @ParameterizedTest
    @ValueSource(strings = { "220 injected", "230 you are in", "331 password please", "x" })
    void case25PlainTextBehind234IsNotBelieved(String injected) throws Exception {
        server.on("AUTH", (dialog, verb, argument) -> {
            dialog.raw(("234 go ahead\r\n" + injected + "\r\n").getBytes(StandardCharsets.US_ASCII));
            dialog.secure();
        });
        assertDisconnected();
    }

    /** The same, a moment later: between 234 and the handshake. */
    @Test
    void case25PlainTextInPlaceOfTheHandshakeIsNotBelieved() throws Exception {
        server.on("AUTH", Fault.reply("234 go ahead").then(Fault.reply("220 injected", "331 password please", "230 you are in")));
        assertDisconnected();
    }

    @Test
    void case25HangUpInPlaceOfTheHandshakeDisconnects() throws Exception {
        server.on("AUTH", Fault.reply("234 go ahead").then(Fault.hangUp()));
        assertDisconnected();
    }

    /** A server without TLS at a port where TLS begins with the first byte. */
    @Test
    void case25PlainServerAtAnImplicitPortIsRefused() throws Exception {
        Failure failure = refused(ServerUrl.Security.IMPLICIT_TLS);
        assertTrue(failure.kind() == FailureKind.TLS || failure.kind() == FailureKind.UNREACHABLE, failure.getMessage());
        server.awaitIdle();
        assertNoPasswordSent();
    }

    /** The control connection is protected, the data would not be: nothing is transferred in the clear. */
    @ParameterizedTest
    @ValueSource(strings = { "534 not here", "500 what is PROT", "536 no" })
    void case25RefusedProtectionOfDataMovesNoData(String reply) throws Exception {
        server.on("PROT", Fault.reply(reply));
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        Failure failure = assertThrows(Failure.class, () -> {
            try (RemoteFileSystem fs = open(ServerUrl.Security.EXPLICIT_TLS, trusting())) {
                fs.get("/fw.bin", sink, 0, CONTENT.length, Monitor.none());
            }
        });
        assertEquals(0, sink.size());
        assertEquals(0, server.count("RETR"), failure.getMessage());
    }

    /** 421 in place of the handshake's end, or of the reply to AUTH. */
    @Test
    void case25GoodbyeInAnswerToAuthDisconnects() throws Exception {
        server.on("AUTH", Fault.reply("421 too busy for TLS").then(Fault.hangUp()));
        assertDisconnected();
    }
}
