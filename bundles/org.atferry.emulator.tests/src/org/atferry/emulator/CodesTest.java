/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.atferry.emulator.internal.line.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes of tables 3 and 4, each by its cause (Quectel FTP(S) manual, chapters 5 and 6). */
class CodesTest {

    private VerbFtpServer server;
    private ModuleBench bench;

    @BeforeEach
    void start() throws Exception {
        server = new VerbFtpServer();
        bench = new ModuleBench();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        server.close();
    }

    private void opened() {
        bench.open("127.0.0.1", server.port(), "test", "test");
    }

    private void openFails(String result) {
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "OK", "+QFTPOPEN: " + result);
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        bench.command("AT+QFTPPWD", "+CME ERROR: 606");
    }

    @Test
    void opensNothingWithoutAContext() {
        bench.command("AT+QFTPOPEN=\"ftp.example.com\"", "OK", "+QFTPOPEN: 604,0");
        openFails("605,0");
    }

    @Test
    void opensNothingOverAnotherContextThanTheActiveOne() {
        bench.context();
        bench.command("AT+QFTPCFG=\"contextid\",2", "OK");
        openFails("605,0");
    }

    @Test
    void doesNotKnowTheHost() {
        bench.context();
        bench.command("AT+QFTPOPEN=\"no-such-host.invalid\",21", "OK", "+QFTPOPEN: 604,0");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
    }

    @Test
    void findsNobodyOnThePort() throws Exception {
        bench.context();
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + free, "OK", "+QFTPOPEN: 606,0");
    }

    @ParameterizedTest
    @CsvSource({ "421,614", "430,625", "530,625", "532,626", "500,620", "501,621", "502,622", "503,623", "504,624", "434,602", "534,631" })
    void isNotLetIn(int reply, int code) {
        bench.context();
        server.reply("PASS", reply + " no");
        openFails(code + "," + reply);
    }

    @Test
    void isNotGreeted() {
        bench.context();
        server.greeting("421 too many users");
        openFails("614,421");
    }

    @Test
    void ftpsToAServerThatSpeaksNoneIsASecurityFailure() {
        bench.context();
        bench.command("AT+QFTPCFG=\"ssltype\",1", "OK");
        openFails("631,0");
    }

    @Test
    void refusesFtpsInActiveMode() {
        bench.context();
        bench.command("AT+QFTPCFG=\"ssltype\",2", "OK");
        bench.command("AT+QFTPCFG=\"transmode\",0", "OK");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "+CME ERROR: 610");
        bench.command("AT+QFTPCFG=\"ssltype\",0", "OK");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "OK", "+QFTPOPEN: 0,0");
        bench.expectUsable();
    }

    @ParameterizedTest
    @CsvSource({ "421,614", "425,615", "426,616", "450,617", "451,618", "452,619", "500,620", "501,621", "502,622", "503,623", "504,624",
        "530,625", "532,626", "550,627", "551,628", "552,629", "553,627", "555,627", "499,617" })
    void translatesTheReplyToACommand(int reply, int code) {
        opened();
        server.reply("DELE", reply + " no");
        bench.command("AT+QFTPDEL=\"a\"", "OK", "+QFTPDEL: " + code + "," + reply);
        if (reply == 421) {
            bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        } else {
            bench.expectUsable();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "CWD|AT+QFTPCWD=\"d\"|QFTPCWD", "SIZE|AT+QFTPSIZE=\"d\"|QFTPSIZE",
        "DELE|AT+QFTPDEL=\"d\"|QFTPDEL",
        "MKD|AT+QFTPMKDIR=\"d\"|QFTPMKDIR", "RMD|AT+QFTPRMDIR=\"d\"|QFTPRMDIR", "PWD|AT+QFTPPWD|QFTPPWD", "MDTM|AT+QFTPMDTM=\"d\"|QFTPMDTM",
        "RNFR|AT+QFTPRENAME=\"d\",\"e\"|QFTPRENAME", "RNTO|AT+QFTPRENAME=\"d\",\"e\"|QFTPRENAME" })
    void tellsTheReplyOfEveryCommand(String verb, String command, String name) {
        opened();
        server.reply(verb, "550 no");
        bench.command(command, "OK", "+" + name + ": 627,550");
        bench.command("AT", "OK");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,1");
    }

    @Test
    void keepsWhatAServerSaysOnOneLine() {
        opened();
        server.reply("PWD", "257 \"/a\rOK\" is it");
        bench.command("AT+QFTPPWD", "OK", "+QFTPPWD: 601,0");
        server.reply("PWD", "257 \"/a \"\"b\"\"\" is it");
        bench.command("AT+QFTPPWD", "OK", "+QFTPPWD: 0,\"/a \"b\"\"");
    }

    @Test
    void noticesThatTheServerHasGone() {
        opened();
        server.on("DELE", (session, argument) -> session.control.close());
        bench.command("AT+QFTPDEL=\"a\"", "OK", "+QFTPDEL: 606,0");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "OK", "+QFTPOPEN: 0,0");
        bench.expectUsable();
    }

    @Test
    void givesUpASilentServerInTime() throws Exception {
        ManualTime time = new ManualTime();
        server.on("DELE", (session, argument) -> time.advance(Duration.ofSeconds(89)));
        try (ModuleBench slow = new ModuleBench(ModuleSettings.qftp(), time).open("127.0.0.1", server.port(), "test", "test")) {
            slow.command("AT+QFTPDEL=\"a\"", "OK", "+QFTPDEL: 609,0");
            slow.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        }
    }

    @Test
    void givesUpASilentGreetingIn125Seconds() throws Exception {
        ManualTime time = new ManualTime();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ModuleBench slow = new ModuleBench(ModuleSettings.qftp(), time)) {
            slow.context();
            slow.command("AT+QFTPOPEN=\"127.0.0.1\"," + silent.getLocalPort(), "OK");
            slow.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,0");
            slow.command("AT+QFTPPWD", "+CME ERROR: 603");
            try (var connection = silent.accept()) {
                time.advance(Duration.ofSeconds(124));
                slow.expectBlocks("+QFTPOPEN: 609,0");
            }
        }
    }

    @Test
    void isBusyUntilItIsClosed() throws Exception {
        opened();
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        server.on("QUIT", (session, argument) -> {
            asked.countDown();
            try {
                closing.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            session.reply("221 bye");
        });
        bench.command("AT+QFTPCLOSE", "OK");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,3");
        bench.command("AT+QFTPPWD", "+CME ERROR: 603");
        bench.command("AT+QFTPCFG=\"filetype\"", "+CME ERROR: 603");
        bench.command("AT+QFTPLEN", "+CME ERROR: 603");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"", "+CME ERROR: 603");
        bench.command("AT+QFTPCLOSE", "+CME ERROR: 603");
        asked.await();
        closing.countDown();
        bench.expectBlocks("+QFTPCLOSE: 0,0");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        bench.command("AT+QFTPCLOSE", "+CME ERROR: 606");
    }

    @Test
    void endsWithItsContext() {
        opened();
        bench.command("AT+QIDEACT=1", "OK");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
        bench.command("AT+QFTPPWD", "+CME ERROR: 606");
        bench.command("AT+QIACT=1", "OK");
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "OK", "+QFTPOPEN: 0,0");
    }

    @Test
    void endsWhatRunsWithItsContext() throws Exception {
        opened();
        CountDownLatch asked = new CountDownLatch(1);
        server.on("DELE", (session, argument) -> asked.countDown());
        bench.command("AT+QFTPDEL=\"a\"", "OK");
        asked.await();
        bench.command("AT+QIDEACT=1", "OK");
        bench.expectBlocks("+QFTPDEL: 605,0");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
    }

    @Test
    void isOpenedOnlyOnce() {
        opened();
        bench.command("AT+QFTPOPEN=\"127.0.0.1\"," + server.port(), "+CME ERROR: 603");
        bench.expectUsable();
    }

    @Test
    void refusesCommandsWhileOneRuns() throws Exception {
        opened();
        CountDownLatch go = new CountDownLatch(1);
        server.on("DELE", (session, argument) -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            session.reply("250 ok");
        });
        bench.command("AT+QFTPDEL=\"a\"", "OK");
        bench.command("AT+QFTPDEL=\"b\"", "+CME ERROR: 603");
        bench.command("AT+QFTPPUT=\"b\",\"COM:\",0,1,1", "+CME ERROR: 603");
        bench.command("AT+QFTPCFG=\"filetype\"", "+QFTPCFG: \"filetype\",0", "OK");
        go.countDown();
        bench.expectBlocks("+QFTPDEL: 0,0");
        bench.expectUsable();
    }

    @Test
    void reachesAHostElsewhereWhenTold() throws Exception {
        ModuleSettings settings = ModuleSettings.qftp().withHosts(Map.of("quectel.3322.org:8309", "127.0.0.1:" + server.port()));
        try (ModuleBench redirected = new ModuleBench(settings, null)) {
            redirected.open("quectel.3322.org", 8309, "test", "test").expectUsable();
        }
    }

    @Test
    void reportsErrorsAsCmeeSays() {
        bench.command("AT+CMEE?", "+CMEE: 1", "OK");
        bench.command("AT+CMEE=?", "+CMEE: (0-2)", "OK");
        bench.command("AT+QFTPPWD", "+CME ERROR: 606");
        bench.command("AT+CPIN=\"0000\"", "+CME ERROR: 3");
        bench.command("AT+CMEE=0", "OK");
        bench.command("AT+QFTPPWD", "ERROR");
        bench.command("AT+CPIN=\"0000\"", "ERROR");
        bench.command("AT+CMEE=2", "OK");
        bench.command("AT+QFTPPWD", "+CME ERROR: 606");
        bench.command("AT+CPIN=\"0000\"", "+CME ERROR: operation not allowed");
        bench.command("AT+NONEXISTENT", "ERROR");
        bench.command("AT+CMEE=3", "ERROR");
        bench.say("ATV0\rAT+QFTPPWD\rAT+NONEXISTENT\r");
        bench.expect("0\r+CME ERROR: 606\r\n4\r");
    }
}
