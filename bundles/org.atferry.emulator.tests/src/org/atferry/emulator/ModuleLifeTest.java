/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.atferry.at.port.LoopPair;
import org.atferry.at.port.PortException;
import org.atferry.at.trace.TraceEvent;
import org.atferry.at.trace.TraceListener;
import org.atferry.ftp.FtpWireListener;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a module begins and ends, what it leaves behind, and what it survives. */
class ModuleLifeTest {

    private static final String SECRET = "s3cret;,Pass";

    private VerbFtpServer server;

    @BeforeEach
    void start() throws Exception {
        server = new VerbFtpServer();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /** What the module is doing when its line goes. */
    enum State {
        IDLE, CONNECTED, OPENING, WAITING, UPLOADING, STUCK_UPLOADING, KEPT, DOWNLOADING, STUCK_DOWNLOADING
    }

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    private void hold(VerbFtpServer.Session session, String argument) {
        reached.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void bringTo(State state, ModuleBench bench) throws Exception {
        switch (state) {
            case IDLE -> reached.countDown();
            case OPENING -> {
                server.on("USER", this::hold);
                bench.context().command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "OK");
            }
            default -> {
                bench.open("127.0.0.1", server.port(), "test", SECRET);
                use(state, bench);
            }
        }
    }

    private void use(State state, ModuleBench bench) {
        switch (state) {
            case WAITING -> {
                server.on("DELE", this::hold);
                bench.command("AT+QFTPDEL=\"a\"", "OK");
            }
            case UPLOADING -> {
                bench.command("AT+QFTPPUT=\"a\",\"COM:\",0,1000,1", "CONNECT");
                bench.say("half");
                reached.countDown();
            }
            case STUCK_UPLOADING -> jam(bench);
            case KEPT -> {
                bench.command("AT+QFTPPUT=\"a\",\"COM:\",0,4,0", "CONNECT");
                bench.say("half");
                bench.expectBlocks("OK", "+QFTPPUT: 0,4");
                reached.countDown();
            }
            case DOWNLOADING -> {
                holdTransfer("RETR");
                bench.command("AT+QFTPGET=\"a\",\"COM:\"", "CONNECT");
            }
            case STUCK_DOWNLOADING -> {
                server.files.put("a", new byte[64 << 20]);
                bench.command("AT+QFTPGET=\"a\",\"COM:\"", "CONNECT");
                bench.take(1000);
                reached.countDown();
            }
            default -> reached.countDown();
        }
    }

    private void jam(ModuleBench bench) {
        holdTransfer("STOR");
        bench.command("AT+QFTPPUT=\"a\",\"COM:\"", "CONNECT");
        assertThrows(PortException.class, () -> bench.host.write(new byte[64 << 20], 0, 64 << 20, Duration.ofMillis(300)),
                "the line must jam");
    }

    private void holdTransfer(String verb) {
        server.on(verb, (session, argument) -> {
            session.reply("150 wait");
            Socket data = session.accept();
            hold(session, argument);
            data.close();
        });
    }

    /** While the server takes nothing and the line is jammed nobody reads the port; then the timeout of the data connection comes first. */
    @ParameterizedTest
    @EnumSource(value = State.class, names = "STUCK_UPLOADING", mode = EnumSource.Mode.EXCLUDE)
    void endsWhenItsPortIsLost(State state) throws Exception {
        ModuleBench bench = new ModuleBench();
        bringTo(state, bench);
        assertTrue(reached.await(10, TimeUnit.SECONDS));
        bench.host.close();
        assertTimeoutPreemptively(Duration.ofSeconds(5), bench.module::awaitClosed);
        assertFalse(bench.module.isRunning());
        end.countDown();
        assertNoThreads();
        bench.close();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void endsWhenItIsClosed(State state) throws Exception {
        ModuleBench bench = new ModuleBench();
        bringTo(state, bench);
        assertTrue(reached.await(10, TimeUnit.SECONDS));
        assertTimeoutPreemptively(Duration.ofSeconds(5), bench.module::close);
        end.countDown();
        assertNoThreads();
        bench.close();
    }

    private static void assertNoThreads() {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        List<String> left;
        do {
            left = Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("atferry-module"))
                    .toList();
        } while (!left.isEmpty() && System.nanoTime() < deadline);
        assertEquals(List.of(), left);
    }

    @Test
    void saysGoodbyeToTheServerWhenItEnds() throws Exception {
        try (ModuleBench bench = new ModuleBench()) {
            bench.open("127.0.0.1", server.port(), "test", "test");
        }
        assertEquals(List.of("QUIT"), server.commands("QUIT"));
    }

    @Test
    void canBeClosedWithoutHavingRun() throws Exception {
        LoopPair pair = LoopPair.create("unused");
        SoftwareModule module = new SoftwareModule(pair.module(), ModuleSettings.qftp(), TraceListener.NONE, FtpWireListener.none());
        assertFalse(module.isRunning());
        module.close();
        module.close();
        module.awaitClosed();
        assertThrows(PortException.class, () -> pair.host().read(new byte[1], 0, 1, Duration.ofSeconds(1)));
    }

    @Test
    void refusesADialectThatItDoesNotSpeak() {
        LoopPair pair = LoopPair.create("mftp");
        ModuleSettings settings = new ModuleSettings(Dialect.MFTP, OptionalInt.empty(), ModuleSettings.qftp().identity(), Map.of());
        SoftwareModule module = new SoftwareModule(pair.module(), settings, TraceListener.NONE, FtpWireListener.none());
        Failure failure = assertThrows(Failure.class, module::start);
        assertEquals(FailureKind.UNSUPPORTED, failure.kind());
        assertFalse(module.isRunning());
    }

    @Test
    void keepsThePasswordOutOfTheEchoInTheTrace() throws Exception {
        try (ModuleBench bench = new ModuleBench()) {
            bench.command("ATE1", "OK");
            for (String piece : ("AT+QFTPCFG=\"account\",\"user1\",\"" + SECRET + "\"\r").split("(?<=[s\",])")) {
                bench.say(piece);
                bench.expect(piece);
            }
            bench.expectBlocks("OK");
            String sent = text(bench, TraceEvent.Direction.SENT);
            assertTrue(sent.contains("AT+QFTPCFG=\"account\",\"user1\","), sent);
            assertFalse(sent.contains("3cret") || text(bench, TraceEvent.Direction.RECEIVED).contains("3cret"), sent);
        }
    }

    @Test
    void survivesNoise() throws Exception {
        try (ModuleBench bench = new ModuleBench()) {
            Random random = new Random(42);
            String letters = "AT+QFTPCFG=\"account\",?;\r\nATE0\b/A+CMEE=1 QFTPPUTGETCOM:0123456789\u0001\u001a\u001b\u007f";
            byte[] noise = new byte[200_000];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextInt(10) == 0 ? (byte) random.nextInt(256) : (byte) letters.charAt(random.nextInt(letters.length()));
            }
            Thread reader = new Thread(() -> bench.until("\r\n+CSQ: 28,99\r\n"));
            reader.start();
            bench.say(noise);
            bench.say("\r\nATV1Q0E0\rAT+CSQ\r");
            reader.join(20_000);
            assertFalse(reader.isAlive());
            bench.until("\r\nOK\r\n");
            bench.open("127.0.0.1", server.port(), "test", "test").expectUsable();
        }
    }

    @Test
    void passesBytesNoFasterThanItsLine() throws Exception {
        try (ModuleBench bench = new ModuleBench(ModuleSettings.qftp().withBaud(921_600), null)) {
            bench.open("127.0.0.1", server.port(), "test", "test");
            byte[] bytes = new byte[46_080];
            bench.command("AT+QFTPPUT=\"a\",\"COM:\",0," + bytes.length + ",1", "CONNECT");
            long begin = System.nanoTime();
            bench.say(bytes);
            bench.expectBlocks("OK", "+QFTPPUT: 0," + bytes.length);
            assertPace(System.nanoTime() - begin);
            server.files.put("a", bytes);
            bench.command("AT+QFTPGET=\"a\",\"COM:\"", "CONNECT");
            begin = System.nanoTime();
            bench.expect(bytes);
            bench.expectBlocks("OK", "+QFTPGET: 0," + bytes.length);
            assertPace(System.nanoTime() - begin);
        }
    }

    /** Half a second of line; the burst that a paced port may make up for is 10 ms. */
    private static void assertPace(long nanos) {
        assertTrue(nanos >= 480_000_000L, "too fast: " + nanos);
    }

    @Test
    void tellsTheTraceWhatPasses() throws Exception {
        try (ModuleBench bench = new ModuleBench()) {
            bench.open("127.0.0.1", server.port(), "user1", SECRET);
            bench.command("AT+QFTPCFG=\"account\"", "+QFTPCFG: \"account\",\"user1\",\"" + SECRET + "\"", "OK");
            bench.command("AT+QFTPPUT=\"a\",\"COM:\",0,5,1", "CONNECT");
            bench.say("data!");
            bench.expectBlocks("OK", "+QFTPPUT: 0,5");
            String received = text(bench, TraceEvent.Direction.RECEIVED);
            String sent = text(bench, TraceEvent.Direction.SENT);
            assertTrue(received.contains("AT+QFTPCFG=\"account\",\"user1\","), received);
            assertTrue(received.contains("data!"), received);
            assertTrue(sent.contains("+QFTPPUT: 0,5"), sent);
            assertFalse(received.contains("s3cret") || sent.contains("s3cret"), received + sent);
            assertTrue(bench.wire.contains("> PASS ***"), bench.wire.toString());
            assertFalse(bench.wire.toString().contains("s3cret"));
            assertEquals(List.of("PASS " + SECRET), server.commands("PASS"));
        }
    }

    private static String text(ModuleBench bench, TraceEvent.Direction direction) {
        StringBuilder text = new StringBuilder();
        for (TraceEvent event : bench.trace) {
            if (event.direction() == direction) {
                text.append(new String(event.bytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
