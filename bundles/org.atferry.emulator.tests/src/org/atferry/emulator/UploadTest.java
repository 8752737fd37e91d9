/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import org.atferry.emulator.internal.line.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code AT+QFTPPUT} with {@code COM:}: what reaches the server, and what the host is told (Quectel FTP(S) manual 2.5). */
class UploadTest {

    private VerbFtpServer server;
    private ModuleBench bench;

    @BeforeEach
    void open() throws Exception {
        server = new VerbFtpServer();
        bench = new ModuleBench().open("127.0.0.1", server.port(), "test", "test");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        server.close();
    }

    private String stored(String name) {
        return new String(server.files.get(name), StandardCharsets.ISO_8859_1);
    }

    @Test
    void sendsADeclaredLength() {
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,5,1", "CONNECT");
        bench.say("12345");
        bench.expectBlocks("OK", "+QFTPPUT: 0,5");
        assertEquals("12345", stored("a.bin"));
        bench.command("AT+QFTPLEN", "OK", "+QFTPLEN: 0,5");
        bench.expectUsable();
    }

    @Test
    void sendsAnEmptyFile() {
        bench.command("AT+QFTPPUT=\"empty\",\"COM:\",0,0,1", "CONNECT", "OK", "+QFTPPUT: 0,0");
        assertEquals("", stored("empty"));
        bench.expectUsable();
    }

    @Test
    void sendsEveryByteAsItIs() {
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        System.arraycopy("\r\nOK\r\n+++\r\nAT\r\u001a\0".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 1000, 16);
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0," + bytes.length + ",1", "CONNECT");
        bench.say(bytes);
        bench.expectBlocks("OK", "+QFTPPUT: 0," + bytes.length);
        assertArrayEquals(bytes, server.files.get("a.bin"));
    }

    @Test
    void dropsTheSurplusBehindTheDeclaredLength() {
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,5,1", "CONNECT");
        bench.say("12345surplus\r\nAT\r\n");
        bench.expectBlocks("OK", "+QFTPPUT: 0,5");
        assertEquals("12345", stored("a.bin"));
        bench.expectUsable();
    }

    @Test
    void keepsTheLineFeedOfTheCommandOutOfTheFile() {
        bench.say("AT+QFTPPUT=\"a.bin\",\"COM:\",0,5,1\r\n");
        bench.expectBlocks("CONNECT");
        bench.say("\n2345");
        bench.expectBlocks("OK", "+QFTPPUT: 0,5");
        assertEquals("\n2345", stored("a.bin"));
    }

    @Test
    void keepsOneDataConnectionOverSeveralCommands() {
        bench.command("AT+QFTPPUT=\"test.txt\",\"COM:\",0,4,0", "CONNECT");
        bench.say("AAAA");
        bench.expectBlocks("OK", "+QFTPPUT: 0,4");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,2");
        bench.command("AT+QFTPPUT=\"test.txt\",\"COM:\",4,3,0", "CONNECT");
        bench.say("BBB");
        bench.expectBlocks("OK", "+QFTPPUT: 0,3");
        bench.command("AT+QFTPPUT=\"test.txt\",\"COM:\",7,2,1", "CONNECT");
        bench.say("CC");
        bench.expectBlocks("OK", "+QFTPPUT: 0,2");
        bench.command("AT+QFTPLEN", "OK", "+QFTPLEN: 0,2");
        assertEquals("AAAABBBCC", stored("test.txt"));
        assertEquals(List.of("STOR test.txt"), server.commands("STOR"));
        assertEquals(List.of(), server.commands("REST"));
        bench.expectUsable();
    }

    @Test
    void refusesToGoOnElsewhereWhileAnUploadIsKeptOpen() {
        bench.command("AT+QFTPPUT=\"test.txt\",\"COM:\",0,4,0", "CONNECT");
        bench.say("AAAA");
        bench.expectBlocks("OK", "+QFTPPUT: 0,4");
        bench.command("AT+QFTPPUT=\"test.txt\",\"COM:\",5,3,0", "+CME ERROR: 612");
        bench.command("AT+QFTPPUT=\"other.txt\",\"COM:\",4,3,0", "+CME ERROR: 603");
        bench.command("AT+QFTPSIZE=\"test.txt\"", "+CME ERROR: 603");
        bench.command("AT+QFTPGET=\"test.txt\",\"COM:\"", "+CME ERROR: 603");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\",21", "+CME ERROR: 603");
        bench.command("AT+QFTPPUT=\"test.txt\",\"COM:\",4,1,1", "CONNECT");
        bench.say("B");
        bench.expectBlocks("OK", "+QFTPPUT: 0,1");
        assertEquals("AAAAB", stored("test.txt"));
    }

    @Test
    void storesAKeptUploadWhenTheSessionIsClosed() {
        bench.command("AT+QFTPPUT=\"test.txt\",\"COM:\",0,4,0", "CONNECT");
        bench.say("AAAA");
        bench.expectBlocks("OK", "+QFTPPUT: 0,4");
        bench.command("AT+QFTPCLOSE", "OK", "+QFTPCLOSE: 0,0");
        assertEquals("AAAA", stored("test.txt"));
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
    }

    @Test
    void startsAtAPosition() {
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",1000,3,1", "CONNECT");
        bench.say("xyz");
        bench.expectBlocks("OK", "+QFTPPUT: 0,3");
        assertEquals(List.of("REST 1000"), server.commands("REST"));
    }

    @Test
    void tellsOfARefusedPosition() {
        server.reply("REST", "502 no REST here");
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",1000,3,1", "OK", "+QFTPPUT: 612,502");
        bench.expectUsable();
    }

    @Test
    void tellsOfARefusedFileBeforeAnyData() {
        server.reply("STOR", "553 not that name");
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,3,1", "OK", "+QFTPPUT: 627,553");
        bench.expectUsable();
    }

    @Test
    void tellsAtOnceThatNoDataConnectionComesAbout() throws IOException {
        server.on("PASV", (session, argument) -> {
            int port = session.listen();
            session.deafen();
            session.reply("227 Entering Passive Mode (127,0,0,1," + port / 256 + "," + port % 256 + ")");
        });
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,3,1", "+CME ERROR: 615");
        bench.expectUsable();
    }

    @Test
    void tellsOfAServerThatOpensNoDataConnection() {
        server.reply("STOR", "425 cannot");
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,3,1", "+CME ERROR: 615");
        bench.expectUsable();
    }

    @Test
    void takesTheRestOfTheDataWhenTheDiskIsFullAndThenSaysSo() {
        server.on("STOR", (session, argument) -> {
            session.reply("150 send");
            try (Socket data = session.accept()) {
                session.read(data, 10);
            }
            session.reply("552 quota exceeded");
        });
        byte[] bytes = new byte[4 << 20];
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0," + bytes.length + ",1", "CONNECT");
        bench.say(bytes);
        bench.expectBlocks("OK", "+QFTPPUT: 629,552");
        bench.expectUsable();
    }

    @Test
    void tellsOfADiskThatIsFullAtTheEnd() {
        server.on("STOR", (session, argument) -> {
            session.reply("150 send");
            try (Socket data = session.accept()) {
                data.getInputStream().readAllBytes();
            }
            session.reply("452 disk full");
        });
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,3,1", "CONNECT");
        bench.say("xyz");
        bench.expectBlocks("OK", "+QFTPPUT: 619,452");
        bench.expectUsable();
    }

    @Test
    void takesTheRestOfTheDataWhenTheServerIsGone() {
        server.on("STOR", (session, argument) -> {
            session.reply("150 send");
            Socket data = session.accept();
            session.read(data, 10);
            session.control.close();
            data.close();
        });
        byte[] bytes = new byte[4 << 20];
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0," + bytes.length + ",1", "CONNECT");
        bench.say(bytes);
        bench.expectBlocks("OK", "+QFTPPUT: 606,0");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        bench.command("AT+QFTPPWD", "+CME ERROR: 606");
    }

    @Test
    void answersOtherCommandsWhileTheServerThinks() throws Exception {
        CountDownLatch thinking = new CountDownLatch(1);
        server.on("STOR", (session, argument) -> {
            session.reply("150 send");
            try (Socket data = session.accept()) {
                data.getInputStream().readAllBytes();
            }
            await(thinking);
            session.reply("226 stored");
        });
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,3,1", "CONNECT");
        bench.say("xyz");
        bench.expectBlocks("OK");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,2");
        bench.command("AT+QFTPSIZE=\"a.bin\"", "+CME ERROR: 603");
        bench.command("AT+QFTPCLOSE", "+CME ERROR: 603");
        bench.command("AT+CSQ", "+CSQ: 28,99", "OK");
        thinking.countDown();
        bench.expectBlocks("+QFTPPUT: 0,3");
        bench.expectUsable();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endsAnUploadThatNobodyEndsWithATimeout() throws Exception {
        ManualTime time = new ManualTime();
        try (ModuleBench slow = new ModuleBench(ModuleSettings.qftp(), time).open("127.0.0.1", server.port(), "test", "test")) {
            slow.command("AT+QFTPCFG=\"rsptimeout\",20", "OK");
            slow.command("AT+QFTPPUT=\"a.bin\",\"COM:\"", "CONNECT");
            slow.say("abc");
            awaitLength(slow, 3);
            time.advance(Duration.ofSeconds(20));
            slow.expectBlocks("OK", "+QFTPPUT: 609,0");
            slow.expectUsable();
        }
    }

    /** The bytes have passed when the clock of the module has seen them; an unread clock would time out too early, never too late. */
    private static void awaitLength(ModuleBench slow, long length) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (slow.module.transferred() < length) {
            if (System.nanoTime() > end) {
                throw new AssertionError("moved " + slow.module.transferred());
            }
            Thread.onSpinWait();
        }
    }
}
