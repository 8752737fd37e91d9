/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.shell.internal.TestFerry.Result;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.output.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of TLS, data connections and names: what they make, and what is wrong with them. */
class AccessTest {

    private static final String SECURE = "ftpes://u@127.0.0.1:1/";

    @TempDir
    Path directory;
    private TestFerry ferry;

    @BeforeEach
    void start() throws Exception {
        ferry = new TestFerry(directory);
        Files.writeString(ferry.file("x.pem"), "x");
    }

    private ServerAccess access(String... options) throws Failure {
        List<String> words = new ArrayList<>(List.of("ls", "--via", "none"));
        words.addAll(List.of(options));
        Texts texts = new Texts(Locale.ENGLISH);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Environment environment = ferry.environment(InputStream.nullInputStream(), nowhere, nowhere);
        Output output = new Output(environment, texts, false, true, true);
        try (RunSecrets secrets = new RunSecrets(environment, false, texts)) {
            Invocation invocation = new Invocation(CommandLine.parse(words, texts), environment, ferry.services(), output,
                    new Cancellation(), secrets, Trace.open(Optional.empty(), environment));
            return Access.of(invocation, Optional.of(ServerUrl.parse(SECURE)), true);
        }
    }

    @Test
    void withoutOptionsItIsTheSafeDefault() throws Exception {
        assertEquals(ServerAccess.defaults(), access());
        assertFalse(Files.exists(ferry.file("home")));
    }

    @Test
    void eachOptionIsHeard() throws Exception {
        Path pem = ferry.file("x.pem");
        assertEquals(Optional.of(pem), access("--ca", "x.pem").tls().authorities());
        assertEquals(TlsSettings.Trust.CHAIN_AND_NAME, access("--ca", "x.pem").tls().trust());
        assertEquals(new TlsSettings.ClientCertificate(pem, pem), access("--certificate", "x.pem").tls().identity().orElseThrow());
        Path key = Files.writeString(ferry.file("k.pem"), "k");
        assertEquals(new TlsSettings.ClientCertificate(pem, key),
                access("--certificate", "x.pem", "--key", "k.pem").tls().identity().orElseThrow());
        assertEquals(EnumSet.of(TlsSettings.Version.TLS_1_3), access("--tls-versions", "1.3").tls().versions());
        assertEquals(EnumSet.allOf(TlsSettings.Version.class), access("--tls-versions", "1.2,1.3").tls().versions());
        assertEquals(ServerAccess.DataMode.PASSIVE_THEN_ACTIVE, access("--data-mode", "passive-then-active").dataMode());
        assertEquals(ServerAccess.DataAddress.CONTROL_THEN_SERVER, access("--data-address", "control-then-server").dataAddress());
        ServerAccess active = access("--data-mode", "active", "--active-ports", "5000-5010", "--active-address", "192.0.2.7");
        assertEquals(new ServerAccess.PortRange(5000, 5010), active.activePorts().orElseThrow());
        assertEquals("192.0.2.7", active.activeAddress().orElseThrow());
        assertEquals("2001:db8::7", access("--data-mode", "active", "--active-address", "2001:db8::7").activeAddress().orElseThrow());
        assertEquals(Charset.forName("GBK"), access("--names", "gbk").names());
        assertEquals(StandardCharsets.UTF_8, access().names());
    }

    @Test
    void knownServersAreKeptPrivatelyInTheHome() throws Exception {
        TlsSettings tls = access("--trust-first-use").tls();
        assertEquals(TlsSettings.Trust.FIRST_USE, tls.trust());
        assertEquals(ferry.file("home/known-servers"), tls.pins().orElseThrow());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ferry.file("home"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "--ca x.pem --trust-first-use; either --ca or --trust-first-use",
        "--key x.pem; --key needs --certificate",
        "--tls-versions 1.1; expected --tls-versions 1.2|1.3|1.2,1.3",
        "--tls-versions 1.2,; expected --tls-versions 1.2|1.3|1.2,1.3",
        "--data-mode both; expected --data-mode passive|active|passive-then-active",
        "--data-mode ACTIVE; expected --data-mode passive|active|passive-then-active",
        "--data-address peer; expected --data-address control|server|control-then-server",
        "--active-ports 5000-5010; --active-ports needs --data-mode active",
        "--active-address 192.0.2.7; --active-address needs --data-mode active",
        "--data-mode active --active-ports 5000; --active-ports takes ports as LOW-HIGH, from 1 to 65535",
        "--data-mode active --active-ports 10-9; --active-ports takes ports as LOW-HIGH, from 1 to 65535",
        "--data-mode active --active-ports 0-9; --active-ports takes ports as LOW-HIGH, from 1 to 65535",
        "--data-mode active --active-ports 1-65536; --active-ports takes ports as LOW-HIGH, from 1 to 65535",
        "--data-mode active --active-address ftp.example.com; --active-address takes an IP address",
        "--data-mode active --active-address 999.0.2.7; --active-address takes an IP address",
        "--data-mode active --active-address 192.0.2; --active-address takes an IP address",
        "--data-mode active --active-address :; --active-address takes an IP address",
        "--data-mode active --active-address 1::2::3; --active-address takes an IP address",
        "--data-mode active --data-address server; either --data-address or --data-mode active",
        "--names klingon; --names takes the name of a character set in which ASCII is itself, such as GBK or ISO-8859-1",
        "--names UTF-16; --names takes the name of a character set in which ASCII is itself, such as GBK or ISO-8859-1",
    })
    void whatIsWrongIsSaidBeforeAnythingStarts(String options, String words) {
        List<String> line = new ArrayList<>(List.of("ls", "--to", SECURE, "--via", "none"));
        line.addAll(List.of(options.split(" ")));
        Result result = ferry.run(line.toArray(String[]::new));
        assertEquals(2, result.status(), result.err());
        assertEquals("ferry: " + words + " - see `ferry help`\n", result.err());
        assertFalse(Files.exists(ferry.file("home")));
    }

    @Test
    void whatWouldNotBeHeardIsRefused() {
        for (String option : List.of("--ca=x.pem", "--trust-first-use", "--certificate=x.pem", "--key=x.pem", "--tls-versions=1.2")) {
            Result plain = ferry.run("ls", "--to", "ftp://u@127.0.0.1:1/", "--via", "none", option);
            assertEquals(2, plain.status(), plain.err());
            assertTrue(plain.err().contains("is for ftpes:// and ftps:// servers"), plain.err());
        }
        for (String option : List.of("--data-mode=active", "--data-address=server", "--active-ports=1-2", "--names=GBK")) {
            Result module = ferry.run("ls", "--to", "ftp://u@127.0.0.1:1/", option);
            assertEquals(2, module.status(), module.err());
            assertTrue(module.err().contains("without a module: --via none"), module.err());
        }
    }

    @Test
    void throughAModuleTlsComesLater() {
        for (String scheme : List.of("ftps", "ftpes")) {
            Result result = ferry.run("ls", "--to", scheme + "://u@127.0.0.1:1/");
            assertEquals(2, result.status());
            assertEquals("ferry: " + scheme + ":// (TLS) through a module comes with a later version; --via none reaches the server"
                    + " without one - see `ferry help`\n", result.err());
        }
    }

    @Test
    void aFileThatIsNotThereIsToldWithoutAskingForAPassword() {
        ferry.prompt = question -> {
            throw new AssertionError(question);
        };
        for (String option : List.of("--ca", "--certificate")) {
            Result result = ferry.run("ls", "--to", SECURE, "--via", "none", option, "no.pem");
            assertEquals(2, result.status(), result.err());
            assertTrue(result.err().startsWith("ferry: local file ") && result.err().contains("no.pem"), result.err());
        }
    }
}
