/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.ServerUrl;
import org.atferry.remote.Step;
import org.atferry.testing.ScriptedFtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sessions of the seeds, played as they were written down. */
@Timeout(60)
class SeedSessionsTest {

    private static final String SECRET = "s3cret-pw";
    private static final Duration LONG = Duration.ofSeconds(20);

    private static FtpSettings settings(int port, Duration connect) {
        ServerUrl url = new ServerUrl(ServerUrl.Security.PLAIN, "u", "127.0.0.1", port, "");
        return FtpSettings.defaults(url).withTimeouts(connect, LONG, LONG);
    }

    private static FtpRawSession connect(ScriptedFtpServer server, Duration connect) throws Failure {
        return FtpRawSession.connect(settings(server.port(), connect), FtpWireListener.none(), Monitor.none());
    }

    private static FtpRawSession.Answer say(FtpRawSession session, String line, ByteArrayOutputStream sink) throws Failure {
        ByteArrayInputStream source = new ByteArrayInputStream(new byte[2052]);
        return session.perform(line.replace("*", SECRET), source, sink, Monitor.none());
    }

    /** Says every command of a session and holds each answer against the one written down. */
    private static List<String> play(String name) throws Exception {
        SeedServer script = new SeedServer(name);
        List<String> listings = new ArrayList<>();
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script)) {
            for (int connection = 0; connection < script.commands().size(); connection++) {
                try (FtpRawSession session = connect(server, LONG)) {
                    assertEquals(script.replies(connection, -1), session.greeting().lines());
                    List<String> commands = script.commands().get(connection);
                    for (int i = 0; i < commands.size(); i++) {
                        ByteArrayOutputStream sink = new ByteArrayOutputStream();
                        FtpRawSession.Answer answer = say(session, commands.get(i), sink).orThrow();
                        assertAnswer(script.replies(connection, i), answer);
                        listings.add(sink.toString(StandardCharsets.UTF_8));
                    }
                }
            }
            List<String> expected = new ArrayList<>();
            script.commands().forEach(lines -> lines.forEach(line -> expected.add(line.replace("*", SECRET))));
            assertEquals(expected, server.commands().stream().filter(line -> !line.equals("QUIT")).toList());
        }
        return listings.stream().filter(text -> !text.isEmpty()).toList();
    }

    private static void assertAnswer(List<String> written, FtpRawSession.Answer answer) {
        String end = written.get(written.size() - 1);
        assertEquals(Integer.parseInt(end.substring(0, 3)), answer.reply().code());
        if (!end.startsWith("227")) {
            assertEquals(written, answer.lines());
        }
        assertTrue(!answer.command().contains(SECRET), answer.command());
    }

    @Test
    void fileZillasSessionPlays() throws Exception {
        assertEquals(List.of("type=file;modify=20130526054510;size=5; a.txt\r\n"), play("filezilla.txt"));
    }

    @Test
    void thePassiveSessionPlays() throws Exception {
        assertEquals(List.of("type=file;size=2052; 404.htm\r\n"), play("passive.txt"));
    }

    /** Its ports are those of the seed: two runs at once on one machine take turns. */
    @Test
    void theActiveSessionPlays() throws Exception {
        try (FileChannel channel = seedPorts(); FileLock lock = channel.lock()) {
            assertEquals(List.of("type=file;size=2052; 404.htm\r\n"), play("active.txt"));
        }
    }

    private static FileChannel seedPorts() throws IOException {
        return FileChannel.open(Path.of(System.getProperty("java.io.tmpdir"), "atferry-test-ports.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    /** Says the commands until one is refused; then those that follow, such as QUIT. */
    private static Failure failure(String name, Duration connect) throws Exception {
        SeedServer script = new SeedServer(name);
        try (ScriptedFtpServer server = ScriptedFtpServer.start(script)) {
            FtpRawSession session;
            try {
                session = connect(server, connect);
            } catch (Failure e) {
                return e;
            }
            Failure failure = null;
            try (session) {
                for (String command : script.commands().get(0)) {
                    FtpRawSession.Answer answer = say(session, command, new ByteArrayOutputStream());
                    failure = failure == null ? answer.failure().orElse(null) : failure;
                }
            } catch (Failure e) {
                return e;
            }
            assertTrue(server.commands().containsAll(script.commands().get(0).stream().filter(line -> !line.contains("*")).toList()));
            return failure;
        }
    }

    private static Failure failure(int number) throws Exception {
        return switch (number) {
            case 3 -> noAnswer();
            case 4 -> nobodyListens();
            case 9 -> {
                try (FileChannel channel = seedPorts(); FileLock lock = channel.lock()) {
                    yield failure("failure-9.txt", Duration.ofMillis(300));
                }
            }
            default -> failure("failure-" + number + ".txt", LONG);
        };
    }

    /** A port whose queue is full answers nobody. */
    private static Failure noAnswer() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fill(full, waiting);
            return assertThrows(Failure.class, () -> FtpRawSession.connect(settings(full.getLocalPort(), Duration.ofMillis(300)),
                    FtpWireListener.none(), Monitor.none()));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket full, List<Socket> waiting) throws IOException {
        while (true) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    private static Failure nobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        return assertThrows(Failure.class,
                () -> FtpRawSession.connect(settings(port, LONG), FtpWireListener.none(), Monitor.none()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1|LOGIN   |LOGIN_REFUSED  |ANONYMOUS_REFUSED|anonymous|530 Sorry, no ANONYMOUS access allowed.
            2|LOGIN   |LOGIN_REFUSED  |CREDENTIALS      |test|530 Not logged in.
            3|CONNECT |TIMEOUT        |SERVER_SILENT    ||
            4|CONNECT |UNREACHABLE    |SERVER_PORT      ||
            5|CONNECT |UNREACHABLE    |BANNED           ||
            6|LOGIN   |LOGIN_REFUSED  |ADDRESS_REFUSED  |xxx|530 Not logged in, unauthorized IP address.
            7|TRANSFER|REFUSED        |CREDIT           |hfdx-tsoaf.sub.rar|550 Sorry, insufficient credit for download - upload first.
            8|LOGIN   |REFUSED        |TRY_LATER        |user|421 Too many users - please try again later.
            9|LIST    |DATA_CONNECTION|USE_PASSIVE      |''|426 Data connection closed, transfer aborted.
            """)
    void eachNumberedFailureIsItsOwn(int number, Step step, FailureKind kind, Hint hint, String subject, String words)
            throws Exception {
        Failure failure = failure(number);
        assertEquals(step + " " + kind + " " + hint, failure.step() + " " + failure.kind() + " " + failure.hint());
        assertEquals(words, failure.reply().map(Object::toString).orElse(null), "the server's words");
        if (subject != null) {
            assertEquals(subject, failure.subject());
        }
    }

    @Test
    void noTwoOfTheNumberedFailuresHaveTheSameHint() throws Exception {
        Set<Hint> hints = EnumSet.noneOf(Hint.class);
        for (int number = 1; number <= 9; number++) {
            assertTrue(hints.add(failure(number).hint()), "number " + number);
        }
    }

    @Test
    void aPassivePortOnWhichNobodyListensIsToldApart() throws Exception {
        Failure failure = failure("data-refused.txt", LONG);
        assertEquals(FailureKind.DATA_CONNECTION, failure.kind());
        assertEquals(Step.LIST, failure.step());
        assertEquals(Hint.PASSIVE_REFUSED, failure.hint());
    }
}
