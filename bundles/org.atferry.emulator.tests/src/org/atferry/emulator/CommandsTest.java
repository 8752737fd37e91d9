/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;

import org.atferry.command.qftp.QftpCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of all commands, good and bad arguments; without a server. */
class CommandsTest {

    private static final String L255 = "x".repeat(255);

    private ModuleBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new ModuleBench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void saysWhoItIs() {
        bench.command("ATI", "Quectel\r\nEC200A\r\nRevision: EC200A-ATFERRY-01", "OK");
        for (String prefix : new String[] { "+CG", "+G" }) {
            bench.command("AT" + prefix + "MI", "Quectel", "OK");
            bench.command("AT" + prefix + "MM", "EC200A", "OK");
            bench.command("AT" + prefix + "MR", "EC200A-ATFERRY-01", "OK");
            bench.command("AT" + prefix + "SN", "004999010640000", "OK");
            bench.command("AT" + prefix + "SN=?", "OK");
        }
    }

    @Test
    void answersAboutSimAndNetwork() {
        bench.command("AT+CPIN?", "+CPIN: READY", "OK");
        bench.command("AT+CPIN=?", "OK");
        bench.command("AT+CSQ", "+CSQ: 28,99", "OK");
        bench.command("AT+CSQ=?", "+CSQ: (0-31,99),(0-7,99)", "OK");
        for (String name : new String[] { "+CREG", "+CGREG", "+CEREG" }) {
            bench.command("AT" + name + "?", name + ": 0,1", "OK");
            bench.command("AT" + name + "=2", "OK");
            bench.command("AT" + name + "?", name + ": 2,1,\"1A2B\",\"01A2B3C4\",7", "OK");
            bench.command("AT" + name + "=?", name + ": (0-2)", "OK");
            bench.command("AT" + name + "=3", "ERROR");
        }
        bench.command("AT+CGATT?", "+CGATT: 1", "OK");
        bench.command("AT+CGATT=0", "OK");
        bench.command("AT+CGATT?", "+CGATT: 0", "OK");
        bench.command("AT+CGREG?", "+CGREG: 2,0", "OK");
        bench.command("AT+QIACT=1", "ERROR");
        bench.command("AT+CGATT=1", "OK");
        bench.command("AT+QIACT=1", "OK");
        bench.command("AT+CGATT=2", "ERROR");
    }

    @Test
    void configuresAndActivatesContexts() {
        bench.command("AT+QIACT?", "OK");
        bench.command("AT+QICSGP=1,1,\"UNINET\",\"\",1", "OK");
        bench.command("AT+QICSGP=1", "+QICSGP: 1,\"UNINET\",\"\",\"\",1", "OK");
        bench.command("AT+QICSGP=2,3,\"apn\",\"user\",\"pass\",2", "OK");
        bench.command("AT+QICSGP=2", "+QICSGP: 3,\"apn\",\"user\",\"pass\",2", "OK");
        bench.command("AT+QICSGP=15,1,\"apn\"", "OK");
        bench.command("AT+QICSGP=?", "+QICSGP: (1-15),(1-3),<APN>,<username>,<password>,(0-2)", "OK");
        bench.command("AT+QIACT=1", "OK");
        bench.command("AT+QIACT=1", "OK");
        bench.command("AT+QIACT=2", "OK");
        bench.command("AT+QIACT=15", "OK");
        bench.command("AT+QIACT=3", "ERROR");
        bench.command("AT+QIACT?", "+QIACT: 1,1,1,\"10.7.157.1\"\r\n+QIACT: 2,1,3,\"10.7.157.2\"\r\n+QIACT: 15,1,1,\"10.7.157.15\"", "OK");
        bench.command("AT+QIDEACT=2", "OK");
        bench.command("AT+QIDEACT=2", "OK");
        bench.command("AT+QIACT=3", "OK");
        bench.command("AT+QIACT=?", "+QIACT: (1-15)", "OK");
        bench.command("AT+QIDEACT=?", "+QIDEACT: (1-15)", "OK");
    }

    @ParameterizedTest
    @ValueSource(strings = { "AT+QICSGP=0", "AT+QICSGP=16", "AT+QICSGP=1,1", "AT+QICSGP=1,0,\"a\"", "AT+QICSGP=1,1,\"a\",\"u\"",
        "AT+QICSGP=1,1,\"a\",\"u\",\"p\",3", "AT+QICSGP=1,1,\"a\",\"u\",\"p\",1,1", "AT+QICSGP", "AT+QICSGP?", "AT+QIACT", "AT+QIACT=0",
        "AT+QIACT=16", "AT+QIACT=1,1", "AT+QIACT=\"1\"", "AT+QIACT=x", "AT+QIDEACT", "AT+QIDEACT?", "AT+QIDEACT=0", "AT+QIDEACT=",
        "AT+CMEE=", "AT+CMEE=\"1\"", "AT+CREG=", "AT+CGATT=\"1\"", "ATE2", "ATV7", "ATQ3", "ATI1", "AT+CSQ?", "AT+CSQ=1" })
    void refusesWhatDoesNotFit(String line) {
        bench.command(line, "ERROR");
        bench.command("AT", "OK");
    }

    @ParameterizedTest
    @EnumSource(QftpCommand.class)
    void answersTheTestFormAsTheManualPrintsIt(QftpCommand command) {
        String line = command.at() + "=?";
        switch (command) {
            case QFTPCFG -> bench.command(line, "+QFTPCFG: \"account\",<username>,<password>\r\n+QFTPCFG: \"filetype\",(0,1)\r\n"
                    + "+QFTPCFG: \"transmode\",(0,1)\r\n+QFTPCFG: \"contextid\",(1-15)\r\n+QFTPCFG: \"rsptimeout\",(20-180)\r\n"
                    + "+QFTPCFG: \"ssltype\",(0-2)\r\n+QFTPCFG: \"SSL_ctxID\",(0-5)\r\n+QFTPCFG: \"data_address\",(0-2),(15-50)\r\n"
                    + "+QFTPCFG: \"restenable\",(0-1)\r\n+QFTPCFG: \"cache\",(0-2)", "OK");
            case QFTPOPEN -> bench.command(line, "+QFTPOPEN: <hostname>,<port>", "OK");
            case QFTPCWD -> bench.command(line, "+QFTPCWD: <path_name>", "OK");
            case QFTPPUT -> bench.command(line, "+QFTPPUT: <file_name>,<local_name>,<startpos>,<uploadlen>,<beof>", "OK");
            case QFTPGET -> bench.command(line, "+QFTPGET: <file_name>,<local_name>,<startpos>,<downloadlen>", "OK");
            case QFTPSIZE -> bench.command(line, "+QFTPSIZE: <file_name>", "OK");
            case QFTPDEL -> bench.command(line, "+QFTPDEL: <file_name>", "OK");
            case QFTPMKDIR -> bench.command(line, "+QFTPMKDIR: <folder_name>", "OK");
            case QFTPRMDIR -> bench.command(line, "+QFTPRMDIR: <folder_name>", "OK");
            case QFTPLIST -> bench.command(line, "+QFTPLIST: <dirname>,<local_name>", "OK");
            case QFTPNLST -> bench.command(line, "+QFTPNLST: <dirname>,<local_name>", "OK");
            case QFTPMLSD -> bench.command(line, "+QFTPMLSD: <dirname>,<local_name>", "OK");
            case QFTPMDTM -> bench.command(line, "+QFTPMDTM: <file_name>", "OK");
            case QFTPRENAME -> bench.command(line, "+QFTPRENAME: <old_name>,<new_name>", "OK");
            case QFTPPWD, QFTPLEN, QFTPSTAT, QFTPCLOSE -> bench.command(line, "OK");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "\"account\"|\"account\",\"\",\"\"", "\"filetype\"|\"filetype\",0",
        "\"transmode\"|\"transmode\",1",
        "\"contextid\"|\"contextid\",1", "\"rsptimeout\"|\"rsptimeout\",90", "\"ssltype\"|\"ssltype\",0", "\"SSL_ctxID\"|\"SSL_ctxID\",0",
        "\"sslctxid\"|\"SSL_ctxID\",0", "\"data_address\"|\"data_address\",0", "\"restenable\"|\"restenable\",0", "\"cache\"|\"cache\",0",
        "\"CONTEXTID\"|\"contextid\",1" })
    void asksForADefault(String key, String shown) {
        bench.command("AT+QFTPCFG=" + key, "+QFTPCFG: " + shown, "OK");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "\"account\",\"test\",\"te;st,1\"|\"account\",\"test\",\"te;st,1\"",
        "\"filetype\",1|\"filetype\",1",
        "\"transmode\",0|\"transmode\",0", "\"contextid\",15|\"contextid\",15", "\"rsptimeout\",20|\"rsptimeout\",20",
        "\"rsptimeout\",180|\"rsptimeout\",180", "\"ssltype\",2|\"ssltype\",2", "\"sslctxid\",5|\"SSL_ctxID\",5",
        "\"data_address\",2|\"data_address\",2,25", "\"data_address\",2,50|\"data_address\",2,50",
        "\"data_address\",1,15|\"data_address\",1",
        "\"restenable\",1|\"restenable\",1", "\"cache\",2|\"cache\",2" })
    void setsAndShows(String setting, String shown) {
        bench.command("AT+QFTPCFG=" + setting, "OK");
        bench.command("AT+QFTPCFG=" + shown.substring(0, shown.indexOf(',')), "+QFTPCFG: " + shown, "OK");
    }

    @Test
    void takesTheLongestAccount() {
        bench.command("AT+QFTPCFG=\"account\",\"" + L255 + "\",\"" + L255 + "\"", "OK");
        bench.command("AT+QFTPCFG=\"account\"", "+QFTPCFG: \"account\",\"" + L255 + "\",\"" + L255 + "\"", "OK");
    }

    @ParameterizedTest
    @ValueSource(strings = { "AT+QFTPCFG", "AT+QFTPCFG?", "AT+QFTPCFG=", "AT+QFTPCFG=\"nope\"", "AT+QFTPCFG=\"nope\",1",
        "AT+QFTPCFG=\"filetype\",2",
        "AT+QFTPCFG=\"filetype\",-1", "AT+QFTPCFG=\"filetype\",\"1\"", "AT+QFTPCFG=\"filetype\",", "AT+QFTPCFG=\"filetype\",1,1",
        "AT+QFTPCFG=\"transmode\",2", "AT+QFTPCFG=\"rsptimeout\",19", "AT+QFTPCFG=\"rsptimeout\",181",
        "AT+QFTPCFG=\"rsptimeout\",9999999999999999999",
        "AT+QFTPCFG=\"ssltype\",3", "AT+QFTPCFG=\"sslctxid\",6", "AT+QFTPCFG=\"data_address\",3", "AT+QFTPCFG=\"data_address\",2,14",
        "AT+QFTPCFG=\"data_address\",2,51", "AT+QFTPCFG=\"restenable\",2", "AT+QFTPCFG=\"cache\",3", "AT+QFTPCFG=\"account\",\"u\"",
        "AT+QFTPCFG=\"account\",\"u\",\"p\",\"x\"", "AT+QFTPCFG=\"account\",\"u\",\"p", "AT+QFTPCFG=\"account\",,", "AT+QFTPCFG=1" })
    void refusesABadSetting(String line) {
        bench.command(line, "ERROR");
        bench.command("AT+QFTPCFG=\"filetype\"", "+QFTPCFG: \"filetype\",0", "OK");
        bench.command("AT+QFTPCFG=\"rsptimeout\"", "+QFTPCFG: \"rsptimeout\",90", "OK");
        bench.command("AT+QFTPCFG=\"account\"", "+QFTPCFG: \"account\",\"\",\"\"", "OK");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "16", "\"1\"", "x", "1,2" })
    void refusesABadContextWithACode(String value) {
        bench.command("AT+QFTPCFG=\"contextid\"," + value, "+CME ERROR: 610");
        bench.command("AT+QFTPCFG=\"contextid\"", "+QFTPCFG: \"contextid\",1", "OK");
    }

    @Test
    void refusesATooLongAccount() {
        bench.command("AT+QFTPCFG=\"account\",\"" + L255 + "x\",\"p\"", "ERROR");
        bench.command("AT+QFTPCFG=\"account\",\"u\",\"" + "文".repeat(86) + "\"", "ERROR");
        bench.command("AT+QFTPCFG=\"account\",\"u\",\"" + "文".repeat(85) + "\"", "OK");
    }

    static Stream<String> badCommands() {
        Stream<String> general = Stream.of("QFTPCWD", "QFTPSIZE", "QFTPDEL", "QFTPMKDIR", "QFTPRMDIR", "QFTPMDTM")
                .flatMap(name -> Stream.of("", "\"\"", "\"a\",\"b\"", "\"a\",", ",",
                        "\"" + "x".repeat(name.equals("QFTPCWD") ? 129 : 256) + "\"")
                        .map(arguments -> "AT+" + name + "=" + arguments));
        Stream<String> listings = Stream.of("QFTPLIST", "QFTPNLST", "QFTPMLSD")
                .flatMap(name -> Stream.of("", "\"\"", "\"a\",\"\"", "\"a\",", "\"a\",\"COM:\",1", "\"" + L255 + "x\"",
                        "\"a\",\"" + L255 + "x\"")
                        .map(arguments -> "AT+" + name + "=" + arguments));
        Stream<String> others = Stream.of("QFTPOPEN=\"\"", "QFTPOPEN=\"h\",0", "QFTPOPEN=\"h\",65536", "QFTPOPEN=\"h\",\"21\"",
                "QFTPOPEN=\"h\",",
                "QFTPOPEN=\"h\",21,1", "QFTPOPEN=", "QFTPOPEN=\"" + L255 + "x\"", "QFTPRENAME=\"a\"", "QFTPRENAME=\"a\",\"\"",
                "QFTPRENAME=\"a\",\"b\",\"c\"", "QFTPRENAME=,\"b\"", "QFTPPUT=\"a\"", "QFTPPUT=\"a\",", "QFTPPUT=\"a\",\"COM:\",",
                "QFTPPUT=\"a\",\"COM:\",-1", "QFTPPUT=\"a\",\"COM:\",x", "QFTPPUT=\"a\",\"COM:\",0,10", "QFTPPUT=\"a\",\"COM:\",0,10,2",
                "QFTPPUT=\"a\",\"COM:\",0,,1", "QFTPPUT=\"a\",\"COM:\",0,-1,1", "QFTPPUT=\"a\",\"COM:\",0,10,1,1", "QFTPPUT=\"\",\"COM:\"",
                "QFTPPUT=\"" + L255 + "x\",\"COM:\"", "QFTPPUT=\"a\",\"COM:\",99999999999999999999", "QFTPGET=\"a\"",
                "QFTPGET=\"a\",\"COM:\",-1",
                "QFTPGET=\"a\",\"COM:\",\"0\"", "QFTPGET=\"a\",\"COM:\",0,1,1", "QFTPGET=\"\",\"COM:\"").map(line -> "AT+" + line);
        return Stream.of(general, listings, others).flatMap(lines -> lines);
    }

    @ParameterizedTest
    @MethodSource("badCommands")
    void refusesBadArgumentsWithTheirCode(String line) {
        bench.command(line, "+CME ERROR: 610");
        bench.command("AT", "OK");
    }

    @ParameterizedTest
    @MethodSource("formsThatDoNotExist")
    void knowsNoOtherForms(String line) {
        bench.command(line, "ERROR");
        bench.command("AT", "OK");
    }

    static Stream<String> formsThatDoNotExist() {
        return Stream.of(QftpCommand.values()).flatMap(command -> Stream.of(command.at() + "?",
                command.forms().contains(QftpCommand.Form.SET) ? command.at() : command.at() + "=1", command.at() + "=\"open"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "QFTPCWD=\"d\"", "QFTPPWD", "QFTPPUT=\"a\",\"COM:\"", "QFTPGET=\"a\",\"COM:\"", "QFTPSIZE=\"a\"",
        "QFTPDEL=\"a\"",
        "QFTPMKDIR=\"d\"", "QFTPRMDIR=\"d\"", "QFTPLIST=\".\"", "QFTPNLST=\".\"", "QFTPMLSD=\".\"", "QFTPMDTM=\"a\"",
        "QFTPRENAME=\"a\",\"b\"", "QFTPLEN", "QFTPCLOSE" })
    void refusesEverythingWithoutASession(String line) {
        bench.command("AT+" + line, "+CME ERROR: 606");
        bench.command("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4");
    }

    @ParameterizedTest
    @ValueSource(strings = { "QFTPPUT=\"a\",\"UFS:a\"", "QFTPPUT=\"a\",\"a.txt\",0", "QFTPGET=\"a\",\"SD:a\"", "QFTPGET=\"a\",\"RAM:a\"",
        "QFTPLIST=\".\",\"UFS:a\"", "QFTPPUT=\"a\",\"com:\"" })
    void hasNoStorageOfItsOwn(String line) {
        bench.command("AT+" + line, "+CME ERROR: 613");
    }

    @Test
    void knowsTheNameListByBothItsNames() {
        bench.command("AT+QFTPNLIST=?", "+QFTPNLST: <dirname>,<local_name>", "OK");
    }

    @Test
    void answersSettingsInAFewMilliseconds() {
        bench.command("AT+QFTPCFG=\"filetype\",1", "OK");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long begin = System.nanoTime();
            bench.command("AT+QFTPCFG=\"filetype\",1", "OK");
            best = Math.min(best, System.nanoTime() - begin);
        }
        assertTrue(best < Duration.ofMillis(20).toNanos(), "took " + best + " ns");
    }
}
