/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import org.atferry.at.trace.TraceListener;
import org.atferry.emulator.internal.line.BenchPort;
import org.atferry.emulator.internal.line.ManualTime;
import org.atferry.ftp.FtpWireListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code AT+QFTPGET} and the listings with {@code COM:} (Quectel FTP(S) manual 2.6, 2.11-2.13). */
class DownloadTest {

    private VerbFtpServer server;
    private ModuleBench bench;

    @BeforeEach
    void open() throws Exception {
        server = new VerbFtpServer();
        server.on("RETR", (session, argument) -> {
            byte[] file = server.files.get(argument);
            List<String> rests = server.commands("REST");
            boolean restarted = server.commands().size() > 1 && server.commands().get(server.commands().size() - 2).startsWith("REST");
            int from = restarted ? Integer.parseInt(rests.get(rests.size() - 1).substring(5)) : 0;
            session.send(file == null ? null : Arrays.copyOfRange(file, Math.min(from, file.length), file.length));
        });
        bench = new ModuleBench().open("127.0.0.1", server.port(), "test", "test");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        server.close();
    }

    private byte[] file(String name, int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        server.files.put(name, bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 1000, 300_000 })
    void bringsAWholeFile(int length) {
        byte[] bytes = file("a.bin", length);
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.expect(bytes);
        bench.expectBlocks("OK", "+QFTPGET: 0," + length);
        bench.command("AT+QFTPLEN", "OK", "+QFTPLEN: 0," + length);
        bench.expectUsable();
    }

    @Test
    void bringsAFileInTwoPieces() {
        byte[] bytes = file("test.txt", 1000);
        bench.command("AT+QFTPGET=\"test.txt\",\"COM:\",0,500", "CONNECT");
        bench.expect(Arrays.copyOf(bytes, 500));
        bench.expectBlocks("OK", "+QFTPGET: 0,500");
        bench.command("AT+QFTPGET=\"test.txt\",\"COM:\",500,500", "CONNECT");
        bench.expect(Arrays.copyOfRange(bytes, 500, 1000));
        bench.expectBlocks("OK", "+QFTPGET: 0,500");
        bench.command("AT+QFTPGET=\"test.txt\",\"COM:\",900,500", "CONNECT");
        bench.expect(Arrays.copyOfRange(bytes, 900, 1000));
        bench.expectBlocks("OK", "+QFTPGET: 0,100");
        bench.command("AT+QFTPGET=\"test.txt\",\"COM:\",1000", "CONNECT", "OK", "+QFTPGET: 0,0");
        bench.expectUsable();
    }

    @Test
    void stopsALongFileAtTheLengthThatWasAsked() {
        byte[] bytes = file("long.bin", 20_000_000);
        bench.command("AT+QFTPGET=\"long.bin\",\"COM:\",0,70000", "CONNECT");
        bench.expect(Arrays.copyOf(bytes, 70_000));
        bench.expectBlocks("OK", "+QFTPGET: 0,70000");
        bench.expectUsable();
    }

    @Test
    void tellsOfAMissingFileBeforeAnyData() {
        bench.command("AT+QFTPGET=\"missing\",\"COM:\"", "OK", "+QFTPGET: 627,550");
        bench.command("AT+QFTPLIST=\"missing\"", "CONNECT");
        bench.until("+QFTPLIST: 0,");
    }

    @Test
    void tellsOfAFileThatIsShorterThanTheServerSaid() {
        file("a.bin", 1000);
        server.reply("SIZE", "213 2000");
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.take(1000);
        bench.expectBlocks("OK", "+QFTPGET: 607,226");
        bench.expectUsable();
    }

    @Test
    void tellsOfATransferThatTheServerGivesUp() {
        server.files.put("a.bin", new byte[10]);
        server.on("RETR", (session, argument) -> {
            session.reply("150 go");
            try (Socket data = session.accept()) {
                data.getOutputStream().write("12345".getBytes(StandardCharsets.US_ASCII));
            }
            session.reply("426 gave up");
        });
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.expect("12345");
        bench.expectBlocks("OK", "+QFTPGET: 616,426");
        bench.expectUsable();
    }

    @ParameterizedTest
    @ValueSource(strings = { "LIST", "NLST", "MLSD" })
    void bringsAListingAsTheServerSendsIt(String kind) {
        String listing = "type=file;size=5; OK\r\ntype=file;size=5; +CME ERROR: 5\r\n";
        server.on(kind, (session, argument) -> session.send(listing.getBytes(StandardCharsets.UTF_8)));
        bench.command("AT+QFTP" + kind + "=\".\"", "CONNECT");
        bench.expect(listing);
        bench.expectBlocks("OK", "+QFTP" + kind + ": 0," + listing.length());
        bench.command("AT+QFTP" + kind + "=\"sub dir\",\"COM:\"", "CONNECT");
        bench.expect(listing);
        bench.expectBlocks("OK", "+QFTP" + kind + ": 0," + listing.length());
        assertEquals(List.of(kind + " .", kind + " sub dir"), server.commands(kind));
        bench.command("AT+QFTP" + kind + "=\".\",\"UFS:list.txt\"", "+CME ERROR: 613");
        bench.expectUsable();
    }

    @Test
    @Tag("slow")
    void leavesDataModeByAnEscape() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        server.files.put("a.bin", new byte[1 << 30 >> 10]);
        server.on("RETR", (session, argument) -> {
            session.reply("150 go");
            try (Socket data = session.accept()) {
                data.getOutputStream().write("12345".getBytes(StandardCharsets.US_ASCII));
                sent.countDown();
                data.getInputStream().read();
            }
            closed.countDown();
            session.reply("426 you closed");
        });
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.expect("12345");
        sent.await();
        bench.host.read(new byte[1], 0, 1, Duration.ofMillis(1000));
        bench.say("+++");
        closed.await();
        bench.expectBlocks("OK", "+QFTPGET: 616,0");
        bench.expectUsable();
    }

    @Test
    void givesUpAHostThatReadsNothing() throws Exception {
        ManualTime time = new ManualTime();
        BenchPort port = new BenchPort(time);
        file("a.bin", 1000);
        try (SoftwareModule module = new SoftwareModule(port, ModuleSettings.qftp(), TraceListener.NONE, FtpWireListener.none(), time,
                () -> { })) {
            module.start();
            port.send("ATE0;+QIACT=1;+QFTPCFG=\"account\",\"u\",\"p\";+QFTPOPEN=\"127.0.0.1\"," + server.port() + "\r");
            port.expect("ATE0;+QIACT=1;+QFTPCFG=\"account\",\"u\",\"p\";+QFTPOPEN=\"127.0.0.1\"," + server.port()
                    + "\r\r\nOK\r\n\r\n+QFTPOPEN: 0,0\r\n");
            port.jam(500);
            port.send("AT+QFTPGET=\"a.bin\",\"COM:\"\r");
            port.expect("\r\nCONNECT\r\n\r\nOK\r\n\r\n+QFTPGET: 609,0\r\n");
            port.send("AT+QFTPSTAT\r");
            port.expect("\r\nOK\r\n\r\n+QFTPSTAT: 0,1\r\n");
        }
    }

    @Test
    void ignoresWhatTheHostSaysMeanwhile() {
        byte[] bytes = file("a.bin", 3_000_000);
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.expect(Arrays.copyOf(bytes, 100_000));
        bench.say("AT+BOGUS\r+++");
        bench.expect(Arrays.copyOfRange(bytes, 100_000, bytes.length));
        bench.expectBlocks("OK", "+QFTPGET: 0," + bytes.length);
        bench.expectUsable();
    }
}
