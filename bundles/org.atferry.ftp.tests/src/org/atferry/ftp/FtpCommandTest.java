/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of commands. */
class FtpCommandTest {

    /** What the table has beside the seed's list, and why. */
    private static final Set<String> BEYOND = Set.of(
            // used by the engine where the server lists them
            "AVBL", "CLNT", "HASH", "MD5", "MFMT", "SITE CHMOD", "XCRC", "XMD5", "XSHA", "XSHA1", "XSHA256", "XSHA512", "MLSD",
            // known to servers, for who types them
            "CSID", "DSIZ", "HOST", "MFCT", "MFF", "RANG", "RMDA", "XCWD");

    private static Map<String, String> seed() {
        Map<String, String> commands = new HashMap<>();
        for (String line : Seed.lines("commands.txt")) {
            String[] parts = line.split(" ", 2);
            commands.put(parts[0], parts[1]);
        }
        return commands;
    }

    @Test
    void everyCommandOfTheSeedHasItsRowWithItsRfc() {
        Map<String, String> seed = seed();
        assertEquals(60, seed.size());
        seed.forEach((name, rfc) -> assertEquals(Optional.of(rfc), FtpCommand.of(name).map(FtpCommand::rfc), name));
    }

    @Test
    void everyRowIsOfTheSeedOrSaidToBeBeyondIt() {
        Set<String> rows = Arrays.stream(FtpCommand.values()).map(FtpCommand::verb).collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = new TreeSet<>(seed().keySet());
        expected.addAll(BEYOND);
        assertEquals(expected, rows);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItIsForAndWhoUsesItInBothLanguages(FtpCommand command) {
        for (Locale locale : new Locale[] { Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE }) {
            assertFalse(command.meaning(locale).isBlank());
            assertEquals(command.use() == FtpCommand.Use.USED, !command.purpose(locale).isBlank(), "a purpose, only if it is used");
            assertEquals(!command.isQuotable(), !command.reason(locale).isBlank(), "a reason, only if nobody may type it");
        }
        assertTrue(isChinese(command.meaning(Locale.SIMPLIFIED_CHINESE)));
        assertNotEquals(command.meaning(Locale.ENGLISH), command.meaning(Locale.SIMPLIFIED_CHINESE));
        assertFalse(isChinese(command.meaning(Locale.ENGLISH) + command.purpose(Locale.ENGLISH) + command.reason(Locale.ENGLISH)));
        assertEquals(command.family(), command.family().family());
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> c >= 0x4e00 && c < 0xa000);
    }

    @ParameterizedTest
    @CsvSource({ "XSEM", "XSEN", "XRSQ", "XRCP", "CCC", "ADAT", "CONF", "ENC", "MIC", "LPRT", "LPSV", "REIN", "AUTH TLS", "PROT C" })
    void whatWouldDoHarmOrNothingIsRefused(String line) {
        assertFalse(FtpCommand.of(line).orElseThrow().isQuotable());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retr a b       | RETR
            LIST           | LIST
            site chmod 600 x | SITE_CHMOD
            SITE HELP      | SITE
            SITE           | SITE
            stor           | STOR
            """)
    void isFoundInALineAsTyped(String line, FtpCommand command) {
        assertEquals(Optional.of(command), FtpCommand.of(line));
    }

    @Test
    void aWordThatIsNoCommandIsNotFound() {
        for (String line : new String[] { "", " ", "FROB x", "RETRX", "SITE_CHMOD 1 x" }) {
            assertEquals(Optional.empty(), FtpCommand.of(line), line);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PASS s3cret          | PASS ***
            pass s3cret          | PASS ***
            ACCT s3cret          | ACCT ***
            SITE PSWD old s3cret | SITE PSWD ***
            site passwd s3cret   | SITE PASSWD ***
            USER joe             | USER joe
            RETR PASS s          | RETR PASS s
            SITE CHMOD 600 PASS  | SITE CHMOD 600 PASS
            PASS                 | PASS
            """)
    void secretsAreMasked(String line, String shown) {
        assertEquals(shown, FtpCommand.masked(line));
    }

    @Test
    void aSecretBehindAnotherSpaceIsMaskedToo() {
        assertEquals("PASS ***", FtpCommand.masked("PASS\ts3cret"));
        assertEquals("ACCT ***", FtpCommand.masked(" acct\u00a0s3cret"));
        assertEquals("SITE PSWD ***", FtpCommand.masked("site\tpswd old\u2028s3cret"));
    }
}
