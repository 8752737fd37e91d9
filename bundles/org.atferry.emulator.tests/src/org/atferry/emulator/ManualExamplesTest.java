/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import org.atferry.remote.Secret;
import org.atferry.server.EmbeddedServer;
import org.atferry.server.ServerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of chapters 2 and 3 of Quectel's FTP(S) manual for the {@code COM:} form, line by line, echo included, against the embedded
 * server. What varies is named: the lengths of listings, and the host, which is led to loopback. Where the manual's examples contradict its
 * tables or each other the module's choice is expected: {@code +QFTPPWD} with quotes, {@code +QFTPSTAT} behind {@code OK}, and
 * {@code +QFTPSIZE: 0,1000} for the misprint {@code +QFTPSIZE:0, 1000}.
 */
class ManualExamplesTest {

    private static final Duration GUARD = Duration.ofMillis(1000);

    @TempDir
    private Path root;
    private EmbeddedServer server;
    private ModuleBench bench;

    @BeforeEach
    void open() throws Exception {
        server = EmbeddedServer.start(new ServerSettings(root, InetAddress.getLoopbackAddress(), 0, "test", Secret.of("test"), true));
        bench = new ModuleBench(ModuleSettings.qftp().withHosts(Map.of("220.180.239.212:8309", "127.0.0.1:" + server.port(),
                "101.95.183.122:21", "127.0.0.1:" + server.port())), null);
        bench.command("ATE1", "OK");
    }

    @AfterEach
    void close() {
        bench.close();
        server.close();
    }

    /** A line of the manual: the command, its echo, and the blocks that the manual prints below it. */
    private void line(String command, String... blocks) {
        bench.say(command + "\r\n");
        bench.expect(command + "\r");
        bench.expectBlocks(blocks);
    }

    private void logIn() {
        line("AT+QICSGP=1,1,\"UNINET\",\"\",1", "OK");
        line("AT+QIACT=1", "OK");
        line("AT+QIACT?", "+QIACT: 1,1,1,\"10.7.157.1\"", "OK");
        line("AT+QFTPCFG=\"contextid\",1", "OK");
        line("AT+QFTPCFG=\"account\",\"test\",\"test\"", "OK");
        line("AT+QFTPCFG=\"filetype\",1", "OK");
        line("AT+QFTPCFG=\"transmode\",1", "OK");
        line("AT+QFTPCFG=\"rsptimeout\",90", "OK");
        line("AT+QFTPOPEN=\"220.180.239.212\",8309", "OK", "+QFTPOPEN: 0,0");
    }

    private void enter() {
        line("AT+QFTPCWD=\"/\"", "OK", "+QFTPCWD: 0,0");
    }

    private static byte[] text(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    @Test
    void example22Open() {
        bench.say("AT+QIACT=1\rAT+QFTPCFG=\"account\",\"test\",\"test\"\r");
        bench.until("\"test\"\r\r\nOK\r\n");
        line("AT+QFTPOPEN=\"101.95.183.122\",21", "OK", "+QFTPOPEN: 0,0");
    }

    @Test
    void example31LogIn() {
        logIn();
        assertEquals(1, bench.wire.stream().filter(line -> line.equals("> TYPE A")).count(), bench.wire.toString());
    }

    @Test
    void example33Folders() {
        logIn();
        enter();
        line("AT+QFTPPWD", "OK", "+QFTPPWD: 0,\"/\"");
        line("AT+QFTPMKDIR=\"TEST\"", "OK", "+QFTPMKDIR: 0,0");
        assertTrue(Files.isDirectory(root.resolve("TEST")));
        line("AT+QFTPRENAME=\"TEST\",\"TEST_NEW\"", "OK", "+QFTPRENAME: 0,0");
        assertTrue(Files.isDirectory(root.resolve("TEST_NEW")));
        line("AT+QFTPRMDIR=\"TEST_NEW\"", "OK", "+QFTPRMDIR: 0,0");
        assertFalse(Files.exists(root.resolve("TEST_NEW")));
    }

    @Test
    void example34Files() throws Exception {
        Files.write(root.resolve("test_my1.txt"), text(1000));
        Files.setLastModifiedTime(root.resolve("test_my1.txt"), FileTime.from(Instant.parse("2014-07-08T11:00:39Z")));
        logIn();
        enter();
        line("AT+QFTPPWD", "OK", "+QFTPPWD: 0,\"/\"");
        line("AT+QFTPSIZE=\"test_my1.txt\"", "OK", "+QFTPSIZE: 0,1000");
        line("AT+QFTPRENAME=\"test_my1.txt\",\"test_new.txt\"", "OK", "+QFTPRENAME: 0,0");
        line("AT+QFTPMDTM=\"test_new.txt\"", "OK", "+QFTPMDTM: 0,\"20140708110039\"");
        line("AT+QFTPDEL=\"test_new.txt\"", "OK", "+QFTPDEL: 0,0");
        assertFalse(Files.exists(root.resolve("test_new.txt")));
    }

    @Test
    void example35Listings() throws Exception {
        Files.createDirectory(root.resolve("TEST_2"));
        Files.writeString(root.resolve("TEST_2/inside.txt"), "x");
        Files.writeString(root.resolve("outside.txt"), "y");
        logIn();
        enter();
        for (String command : new String[] { "QFTPLIST", "QFTPNLST", "QFTPMLSD" }) {
            assertTrue(listing(command, "AT+" + command + "=\".\"").contains("outside.txt"));
            String inner = listing(command, "AT+" + command + "=\"TEST_2\",\"COM:\"");
            assertTrue(inner.contains("inside.txt") && !inner.contains("outside.txt"), inner);
        }
    }

    /** {@code CONNECT}, the data, {@code OK}, and a result whose count is that of the data. */
    private String listing(String name, String command) {
        bench.say(command + "\r\n");
        bench.expect(command + "\r\r\nCONNECT\r\n");
        String all = bench.until("\r\nOK\r\n\r\n+" + name + ": 0,");
        String data = all.substring(0, all.length() - ("\r\nOK\r\n\r\n+" + name + ": 0,").length());
        bench.expect(data.length() + "\r\n");
        return data;
    }

    @Test
    @Tag("slow")
    void example36UploadUntilTheEscape() throws Exception {
        logIn();
        enter();
        line("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,1");
        uploadUntilEscape("AT+QFTPPUT=\"test_my1.txt\",\"COM:\",0", text(1000));
        line("AT+QFTPLEN", "OK", "+QFTPLEN: 0,1000");
        line("AT+QFTPSIZE=\"test_my1.txt\"", "OK", "+QFTPSIZE: 0,1000");
        uploadUntilEscape("AT+QFTPPUT=\"test_my1.txt\",\"COM:\",1000", Arrays.copyOfRange(text(1500), 1000, 1500));
        line("AT+QFTPSIZE=\"test_my1.txt\"", "OK", "+QFTPSIZE: 0,1500");
        assertArrayEquals(text(1500), Files.readAllBytes(root.resolve("test_my1.txt")));
    }

    private void uploadUntilEscape(String command, byte[] data) throws Exception {
        line(command, "CONNECT");
        bench.say(data);
        pause();
        bench.say("+");
        bench.say("++");
        bench.expectBlocks("OK", "+QFTPPUT: 0," + data.length);
    }

    private void pause() throws Exception {
        assertEquals(0, bench.host.read(new byte[1], 0, 1, GUARD));
    }

    @Test
    void example36UploadInTwoPieces() throws Exception {
        byte[] all = text(2048);
        logIn();
        enter();
        line("AT+QFTPPUT=\"test_my1.txt\",\"COM:\",0,1024,0", "CONNECT");
        bench.say(Arrays.copyOf(all, 1024));
        bench.expectBlocks("OK", "+QFTPPUT: 0,1024");
        line("AT+QFTPPUT=\"test_my1.txt\",\"COM:\",1024,1024,1", "CONNECT");
        bench.say(Arrays.copyOfRange(all, 1024, 2048));
        bench.expectBlocks("OK", "+QFTPPUT: 0,1024");
        assertArrayEquals(all, Files.readAllBytes(root.resolve("test_my1.txt")));
        assertEquals(1, bench.wire.stream().filter(line -> line.startsWith("> STOR")).count());
    }

    @Test
    void example37Download() throws Exception {
        byte[] all = text(1000);
        Files.write(root.resolve("test_my.txt"), all);
        Files.write(root.resolve("test.txt"), all);
        logIn();
        enter();
        line("AT+QFTPGET=\"test_my.txt\",\"COM:\"", "CONNECT");
        bench.expect(all);
        bench.expectBlocks("OK", "+QFTPGET: 0,1000");
        line("AT+QFTPGET=\"test.txt\",\"COM:\",0,500", "CONNECT");
        bench.expect(Arrays.copyOf(all, 500));
        bench.expectBlocks("OK", "+QFTPGET: 0,500");
        line("AT+QFTPGET=\"test.txt\",\"COM:\",500,500", "CONNECT");
        bench.expect(Arrays.copyOfRange(all, 500, 1000));
        bench.expectBlocks("OK", "+QFTPGET: 0,500");
    }

    @Test
    void example38Close() {
        logIn();
        line("AT+QFTPCLOSE", "OK", "+QFTPCLOSE: 0,0");
        line("AT+QIDEACT=1", "OK");
        bench.expectNothing();
        assertEquals(1, bench.wire.stream().filter(line -> line.equals("> QUIT")).count(), bench.wire.toString());
    }
}
