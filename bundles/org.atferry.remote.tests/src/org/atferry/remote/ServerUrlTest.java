/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

import org.atferry.remote.ServerUrl.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    @ParameterizedTest
    @CsvSource({ "ftp://host, PLAIN, 21", "FTP://host, PLAIN, 21", "ftps://host, IMPLICIT_TLS, 990", "ftpes://host, EXPLICIT_TLS, 21",
            "ftp://host:2121, PLAIN, 2121", "ftps://host:65535, IMPLICIT_TLS, 65535", "ftp://host:, PLAIN, 21" })
    void theSchemeGivesTheSecurityAndTheDefaultPort(String text, Security security, int port) throws Failure {
        ServerUrl url = ServerUrl.parse(text);

        assertEquals(security, url.security());
        assertEquals("host", url.host());
        assertEquals(port, url.port());
        assertEquals("anonymous", url.user());
        assertEquals("", url.path());
    }

    @Test
    void userAndPathAreDecoded() throws Failure {
        ServerUrl url = ServerUrl.parse("ftp://j%40x@host/a%20b/%E5%9B%BA%E4%BB%B6");

        assertEquals("j@x", url.user());
        assertEquals("/a b/固件", url.path());
        assertEquals("/固件", ServerUrl.parse("ftp://host/固件").path());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://host", "ftp://@host" })
    void withoutAUserItIsAnonymous(String text) throws Failure {
        assertEquals(ServerUrl.ANONYMOUS, ServerUrl.parse(text).user());
    }

    @Test
    void anIpv6AddressLosesItsBracketsAndGetsThemBack() throws Failure {
        ServerUrl url = ServerUrl.parse("ftp://u@[2001:db8::1]:2121/x");

        assertEquals("2001:db8::1", url.host());
        assertEquals(2121, url.port());
        assertEquals("ftp://u@[2001:db8::1]:2121", url.authority());
        assertEquals("ftp://u@[2001:db8::1]:2121/x", url.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://user:s3cret@host/x", "ftp://user:s3cret@host:99999/x", "ftp://:s3cret@host",
            "ftp://user:s3cret@my_host/",
            "ftp://user:s3cret@ho st/", "ftp://user:s3%ret@host", "ftps://user:s3cret@host?x", "http://user:s3cret@host/",
                    "ftp:user:s3cret@host" })
    void aPasswordIsRefusedAndNeverRepeated(String text) {
        Failure failure = assertThrows(Failure.class, () -> ServerUrl.parse(text));

        assertEquals(FailureKind.MISUSE, failure.kind());
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything, true));
        for (Locale locale : new Locale[] { Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE }) {
            assertFalse((failure.line(locale) + everything).contains("s3"), () -> failure.line(locale));
        }
    }

    @Test
    void aPasswordIsRefusedWithAWordOnWhereToPutIt() {
        Failure failure = assertThrows(Failure.class, () -> ServerUrl.parse("ftp://user:s3cret@host/x"));

        assertEquals(Hint.PASSWORD_MISSING, failure.hint());
        assertEquals(Step.ARGUMENTS, failure.step());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://host/x%0d%0aDELE%20y", "ftp://host/%0A", "ftp://host/%00", "ftp://host/%1a", "ftp://host/%7F",
            "ftp://u%0d@host/",
            "ftp://host/a\nb" })
    void controlCharactersAreRefused(String text) {
        assertEquals(FailureKind.MISUSE, assertThrows(Failure.class, () -> ServerUrl.parse(text)).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "host", "//host/x", "ftp:host", "ftp://", "ftp:///x", "http://host", "sftp://host", "ftp://host:0",
            "ftp://host:65536",
            "ftp://host:-1", "ftp://host:x", "ftp://host/x?y", "ftp://host/x#y", "ftp://ho st/", "ftp://[::1/", "ftp://host/a b" })
    void whatIsNoServerUrlIsMisuse(String text) {
        Failure failure = assertThrows(Failure.class, () -> ServerUrl.parse(text));

        assertEquals(FailureKind.MISUSE, failure.kind());
        assertEquals(Step.ARGUMENTS, failure.step());
    }

    @Test
    void theRecordItselfChecksItsRanges() {
        assertThrows(IllegalArgumentException.class, () -> new ServerUrl(Security.PLAIN, "u", "", 21, ""));
        assertThrows(IllegalArgumentException.class, () -> new ServerUrl(Security.PLAIN, "u", "h", 0, ""));
        assertThrows(IllegalArgumentException.class, () -> new ServerUrl(Security.PLAIN, "u", "h", 65536, ""));
    }

    @Test
    void anotherPathChangesNothingElse() throws Failure {
        assertEquals("ftpes://u@host:2121/y", ServerUrl.parse("ftpes://u@host:2121/x").withPath("/y").toString());
        assertEquals("ftp://u@host:21/y", ServerUrl.parse("ftp://u@host").withPath("y").toString());
    }
}
