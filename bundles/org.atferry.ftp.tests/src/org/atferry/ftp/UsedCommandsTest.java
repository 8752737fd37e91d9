/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Secret;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerAccess.DataMode;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.TlsSettings;
import org.atferry.testing.ScriptedFtpServer;
import org.atferry.testing.TestCertificates;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the table of commands calls used is really sent by the engine, for that purpose. */
@Timeout(60)
class UsedCommandsTest {

    private static final Monitor MONITOR = Monitor.none();

    @TempDir
    Path folder;

    /** What a user of the engine asks for. */
    @FunctionalInterface
    private interface Work {
        void on(FtpSession session) throws Failure, IOException;
    }

    /**
     * A command and what makes the engine send it.
     *
     * @param path commands that must come before it, each with the server's answer to it
     */
    private record Case(FtpCommand command, List<String> features, DataMode mode, List<String> path, Work work) {

        @Override
        public String toString() {
            return command.verb();
        }

        Case after(String... commands) {
            return new Case(command, features, mode, List.of(commands), work);
        }

        Case active() {
            return new Case(command, features, DataMode.ACTIVE, path, work);
        }

        Case with(String... lines) {
            return new Case(command, List.of(lines), mode, path, work);
        }
    }

    private static Case of(FtpCommand command, Work work) {
        return new Case(command, List.of("UTF8"), DataMode.PASSIVE, List.of(), work);
    }

    private static Case hash(FtpCommand command, String feature) {
        return of(command, session -> session.contentHash("x", MONITOR)).with("UTF8", feature);
    }

    private static void list(FtpSession session) throws Failure {
        session.list("", entry -> { }, MONITOR);
    }

    static Stream<Case> cases() {
        Work nothing = session -> { };
        return Stream.of(of(FtpCommand.USER, nothing), of(FtpCommand.PASS, nothing), of(FtpCommand.TYPE, nothing),
                of(FtpCommand.FEAT, nothing), of(FtpCommand.OPTS, nothing), of(FtpCommand.CLNT, nothing).with("UTF8", "CLNT"),
                of(FtpCommand.PWD, session -> session.workingDirectory(MONITOR)),
                of(FtpCommand.CWD, session -> session.changeDirectory("/d", MONITOR)),
                of(FtpCommand.SYST, UsedCommandsTest::list), of(FtpCommand.LIST, UsedCommandsTest::list),
                of(FtpCommand.MLSD, UsedCommandsTest::list).with("UTF8", "MLST type*;size*;modify*;"),
                of(FtpCommand.NLST, session -> session.listing(ListingKind.NLST, "", MONITOR)),
                of(FtpCommand.MLST, session -> session.stat("/x", MONITOR)).with("UTF8", "MLST type*;size*;modify*;"),
                of(FtpCommand.PASV, UsedCommandsTest::list), of(FtpCommand.EPSV, UsedCommandsTest::list).after("PASV", "502 no"),
                of(FtpCommand.PORT, UsedCommandsTest::list).active(),
                of(FtpCommand.EPRT, UsedCommandsTest::list).active().after("PORT", "500 no"),
                of(FtpCommand.SIZE, session -> session.size("/x", MONITOR)),
                of(FtpCommand.MDTM, session -> session.modified("/x", MONITOR)),
                of(FtpCommand.MFMT, session -> session.setModified("/x", Instant.EPOCH, MONITOR)).with("UTF8", "MFMT"),
                of(FtpCommand.SITE_CHMOD, session -> session.changeMode("/x", 0644, MONITOR)),
                of(FtpCommand.AVBL, session -> session.available("/", MONITOR)).with("UTF8", "AVBL"),
                of(FtpCommand.DELE, session -> session.delete("/x", MONITOR)),
                of(FtpCommand.RNFR, session -> session.rename("/x", "/y", MONITOR)),
                of(FtpCommand.RNTO, session -> session.rename("/x", "/y", MONITOR)).after("RNFR", "350 go on"),
                of(FtpCommand.MKD, session -> session.makeDirectory("/d", MONITOR)),
                of(FtpCommand.RMD, session -> session.removeDirectory("/d", MONITOR)),
                of(FtpCommand.STOR, session -> session.store("/x", 0, MONITOR)),
                of(FtpCommand.REST, session -> session.store("/x", 5, MONITOR)),
                of(FtpCommand.RETR, session -> session.retrieve("/x", 0, MONITOR)), of(FtpCommand.QUIT, FtpSession::close),
                of(FtpCommand.ABOR, session -> session.retrieve("/x", 0, MONITOR).abort()).after("RETR", "150 here"),
                hash(FtpCommand.HASH, "HASH SHA-256*"), hash(FtpCommand.XSHA512, "XSHA512"), hash(FtpCommand.XSHA256, "XSHA256"),
                hash(FtpCommand.XSHA1, "XSHA1"), hash(FtpCommand.XSHA, "XSHA"), hash(FtpCommand.XMD5, "XMD5"), hash(FtpCommand.MD5, "MD5"),
                hash(FtpCommand.XCRC, "XCRC"));
    }

    @Test
    void everyCommandThatIsUsedIsTried() {
        Set<FtpCommand> used = EnumSet.allOf(FtpCommand.class).stream().filter(command -> command.use() == FtpCommand.Use.USED)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FtpCommand.class)));
        Set<FtpCommand> tried = cases().map(Case::command).collect(Collectors.toCollection(() -> EnumSet.noneOf(FtpCommand.class)));
        tried.addAll(Set.of(FtpCommand.NOOP, FtpCommand.AUTH, FtpCommand.PBSZ, FtpCommand.PROT));
        assertEquals(used, tried);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isSent(Case one) throws Exception {
        String verb = one.command() == FtpCommand.SITE_CHMOD ? "SITE" : one.command().verb();
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.features(one.features().toArray(String[]::new));
            session.reply("220 ready");
            for (int i = 0; i < one.path().size(); i += 2) {
                session.until(one.path().get(i));
                session.reply(one.path().get(i + 1));
            }
            session.until(verb);
            session.control().close();
        })) {
            work(one, ScriptedSession.settings(server).withDataMode(one.mode()));
            List<String> commands = server.commands();
            String last = commands.get(commands.size() - 1);
            assertEquals(one.command(), FtpCommand.of(last).orElseThrow(), commands.toString());
        }
    }

    /** The server hangs up at the command that is looked for: what fails then does not count. */
    private static void work(Case one, FtpSettings settings) throws IOException {
        try (FtpSession session = ScriptedSession.connect(settings)) {
            session.login("u", Secret.of("p"), MONITOR);
            one.work().on(session);
        } catch (Failure e) {
            assertTrue(e.step() != null, e.toString());
        }
    }

    @Test
    void nothingIsSaidWhileATransferRuns() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("STOR");
            session.reply("150 go on");
            session.until("NOOP");
            said.countDown();
            session.control().close();
        }); FtpSession session = ScriptedSession.login(ScriptedSession.settings(server).withKeepAlive(Duration.ofMillis(20)))) {
            FtpUpload upload = session.store("/x", 0, MONITOR);
            assertTrue(said.await(20, TimeUnit.SECONDS), "NOOP");
            upload.abort();
        }
    }

    @Test
    @Tag("slow")
    void theConnectionAndItsDataAreProtected() throws Exception {
        TestCertificates certificates = TestCertificates.in(folder);
        SSLContext context = certificates.context(certificates.server());
        List<String> protectedCommands = new CopyOnWriteArrayList<>();
        try (ScriptedFtpServer server = ScriptedFtpServer.start(session -> {
            session.reply("220 ready");
            session.until("AUTH");
            session.reply("234 go on");
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(session.control(), null, 0, false);
            tls.setUseClientMode(false);
            BufferedReader lines = new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null && protectedCommands.size() < 2; line = lines.readLine()) {
                protectedCommands.add(line);
                tls.getOutputStream().write("200 done\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            ServerUrl url = new ServerUrl(ServerUrl.Security.EXPLICIT_TLS, "u", "127.0.0.1", server.port(), "");
            TlsSettings tls = TlsSettings.defaults().withAuthorities(certificates.authority());
            FtpSettings settings = FtpSettings.defaults(url).withAccess(ServerAccess.defaults().withTls(tls));
            FtpSession.connect(settings, FtpWireListener.none(), MONITOR).close();
            assertEquals("AUTH TLS", server.commands().get(0));
            assertEquals(List.of("PBSZ 0", "PROT P"), protectedCommands);
        }
    }
}
