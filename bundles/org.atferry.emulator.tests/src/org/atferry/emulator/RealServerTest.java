/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.atferry.testing.VsftpdServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The module against vsftpd: what no script can promise. */
class RealServerTest {

    @TempDir
    private Path folder;
    private VsftpdServer server;
    private ModuleBench bench;

    @BeforeEach
    void open() throws Exception {
        server = VsftpdServer.start(folder);
        bench = new ModuleBench();
        enter();
    }

    private void enter() {
        bench.open("127.0.0.1", server.port(), server.user(), server.password());
        bench.command("AT+QFTPCWD=\"" + server.directory() + "\"", "OK", "+QFTPCWD: 0,0");
    }

    @AfterEach
    void close() {
        bench.close();
        server.close();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 65_537, 8 << 20 })
    void storesAndBringsBack(int length) throws Exception {
        byte[] bytes = random(length);
        Thread writer = new Thread(() -> bench.say(bytes));
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0," + length + ",1", "CONNECT");
        writer.start();
        bench.expectBlocks("OK", "+QFTPPUT: 0," + length);
        assertArrayEquals(bytes, Files.readAllBytes(server.root().resolve("a.bin")));
        bench.command("AT+QFTPSIZE=\"a.bin\"", "OK", "+QFTPSIZE: 0," + length);
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.expect(bytes);
        bench.expectBlocks("OK", "+QFTPGET: 0," + length);
        writer.join();
        bench.expectUsable();
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        byte[] bytes = random(100_000);
        Files.write(server.root().resolve("a.bin"), Arrays.copyOf(bytes, 30_000));
        server.root().resolve("a.bin").toFile().setWritable(true, false);
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",30000,70000,1", "CONNECT");
        bench.say(Arrays.copyOfRange(bytes, 30_000, 100_000));
        bench.expectBlocks("OK", "+QFTPPUT: 0,70000");
        assertArrayEquals(bytes, Files.readAllBytes(server.root().resolve("a.bin")));
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\",99000,5000", "CONNECT");
        bench.expect(Arrays.copyOfRange(bytes, 99_000, 100_000));
        bench.expectBlocks("OK", "+QFTPGET: 0,1000");
        bench.expectUsable();
    }

    @Test
    void stopsInTheMiddleOfALongFileAndStaysInStep() throws Exception {
        byte[] bytes = random(20 << 20);
        Files.write(server.root().resolve("long.bin"), bytes);
        for (int start = 0; start < 400_000; start += 100_000) {
            bench.command("AT+QFTPGET=\"long.bin\",\"COM:\"," + start + ",100000", "CONNECT");
            bench.expect(Arrays.copyOfRange(bytes, start, start + 100_000));
            bench.expectBlocks("OK", "+QFTPGET: 0,100000");
        }
        bench.expectUsable();
    }

    @Test
    void worksInActiveMode() throws Exception {
        bench.command("AT+QFTPCFG=\"transmode\",0", "OK");
        byte[] bytes = random(300_000);
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,300000,1", "CONNECT");
        bench.say(bytes);
        bench.expectBlocks("OK", "+QFTPPUT: 0,300000");
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.expect(bytes);
        bench.expectBlocks("OK", "+QFTPGET: 0,300000");
        assertTrue(bench.wire.stream().anyMatch(line -> line.startsWith("> PORT")), bench.wire.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"data_address\",0", "\"data_address\",1", "\"data_address\",2,15", "\"restenable\",1", "\"cache\",2" })
    void worksWithEverySetting(String setting) {
        bench.command("AT+QFTPCFG=" + setting, "OK");
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0,3,1", "CONNECT");
        bench.say("abc");
        bench.expectBlocks("OK", "+QFTPPUT: 0,3");
        bench.command("AT+QFTPGET=\"a.bin\",\"COM:\"", "CONNECT");
        bench.expect("abc");
        bench.expectBlocks("OK", "+QFTPGET: 0,3");
    }

    @Test
    void sendsTextAsTextWhenTold() throws Exception {
        bench.command("AT+QFTPCFG=\"filetype\",1", "OK");
        bench.command("AT+QFTPPUT=\"a.txt\",\"COM:\",0,4,1", "CONNECT");
        bench.say("a\nb\n");
        bench.expectBlocks("OK", "+QFTPPUT: 0,4");
        assertTrue(bench.wire.contains("> TYPE A"), bench.wire.toString());
    }

    @Test
    void isRefusedWithAWrongPassword() {
        bench.command("AT+QFTPCLOSE", "OK", "+QFTPCLOSE: 0,0");
        bench.command("AT+QFTPCFG=\"account\",\"" + server.user() + "\",\"wrong\"", "OK");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "OK", "+QFTPOPEN: 625,530");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        bench.command("AT+QFTPCFG=\"account\",\"" + server.user() + "\",\"" + server.password() + "\"", "OK");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "OK", "+QFTPOPEN: 0,0");
        bench.expectUsable();
    }

    @Test
    void missesWhatIsNotThere() {
        bench.command("AT+QFTPSIZE=\"missing\"", "OK", "+QFTPSIZE: 627,550");
        bench.command("AT+QFTPDEL=\"missing\"", "OK", "+QFTPDEL: 627,550");
        bench.command("AT+QFTPCWD=\"missing\"", "OK", "+QFTPCWD: 627,550");
        bench.command("AT+QFTPMDTM=\"missing\"", "OK", "+QFTPMDTM: 627,550");
        bench.command("AT+QFTPRMDIR=\"missing\"", "OK", "+QFTPRMDIR: 627,550");
        bench.command("AT+QFTPRENAME=\"missing\",\"b\"", "OK", "+QFTPRENAME: 627,550");
        bench.command("AT+QFTPGET=\"missing\",\"COM:\"", "OK", "+QFTPGET: 627,550");
        bench.command("AT+QFTPPUT=\"missing/a\",\"COM:\",0,1,1", "OK", "+QFTPPUT: 627,553");
        bench.command("AT+QFTPMLSD=\".\"", "OK", "+QFTPMLSD: 620,500");
        bench.expectUsable();
    }

    @Test
    void sendsNamesOfAllSorts() {
        for (String name : new String[] { "with space", "comma,semicolon;", "üñï 文件.bin", "-dash", "it's", "%41#?*[a]",
            "x".repeat(200) }) {
            bench.command("AT+QFTPPUT=\"" + name + "\",\"COM:\",0,3,1", "CONNECT");
            bench.say("abc");
            bench.expectBlocks("OK", "+QFTPPUT: 0,3");
            assertTrue(Files.exists(server.root().resolve(name)), name);
            bench.command("AT+QFTPSIZE=\"" + name + "\"", "OK", "+QFTPSIZE: 0,3");
            bench.command("AT+QFTPRENAME=\"" + name + "\",\"other\"", "OK", "+QFTPRENAME: 0,0");
            bench.command("AT+QFTPDEL=\"other\"", "OK", "+QFTPDEL: 0,0");
        }
    }

    @Test
    void tellsOfAFullDiskInTheMiddle() throws Exception {
        try (VsftpdServer small = VsftpdServer.builder(folder.resolve("small")).fileSizeLimit(1 << 20).start()) {
            bench.command("AT+QFTPCLOSE", "OK", "+QFTPCLOSE: 0,0");
            bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + small.port(), "OK", "+QFTPOPEN: 0,0");
            bench.command("AT+QFTPCWD=\"" + small.directory() + "\"", "OK", "+QFTPCWD: 0,0");
            byte[] bytes = random(4 << 20);
            bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0," + bytes.length + ",1", "CONNECT");
            bench.say(bytes);
            bench.expectBlocks("OK", "+QFTPPUT: 619,451");
            bench.expectUsable();
        }
    }

    @Test
    void tellsOfAServerThatDiesInTheMiddle() {
        byte[] bytes = random(4 << 20);
        bench.command("AT+QFTPPUT=\"a.bin\",\"COM:\",0," + bytes.length + ",1", "CONNECT");
        bench.say(Arrays.copyOf(bytes, 1 << 20));
        server.kill();
        bench.say(Arrays.copyOfRange(bytes, 1 << 20, bytes.length));
        bench.expectBlocks("OK", "+QFTPPUT: 606,0");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
    }
}
