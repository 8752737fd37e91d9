/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.atferry.command.qftp.QftpCommand.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QftpCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            QFTPOPEN;+QFTPOPEN: <hostname>,<port>
            QFTPCWD;+QFTPCWD: <path_name>
            QFTPPUT;+QFTPPUT: <file_name>,<local_name>,<startpos>,<uploadlen>,<beof>
            QFTPGET;+QFTPGET: <file_name>,<local_name>,<startpos>,<downloadlen>
            QFTPSIZE;+QFTPSIZE: <file_name>
            QFTPDEL;+QFTPDEL: <file_name>
            QFTPMKDIR;+QFTPMKDIR: <folder_name>
            QFTPRMDIR;+QFTPRMDIR: <folder_name>
            QFTPLIST;+QFTPLIST: <dirname>,<local_name>
            QFTPNLST;+QFTPNLST: <dirname>,<local_name>
            QFTPMLSD;+QFTPMLSD: <dirname>,<local_name>
            QFTPMDTM;+QFTPMDTM: <file_name>
            QFTPRENAME;+QFTPRENAME: <old_name>,<new_name>
            """)
    void theTestFormPrintsTheLineOfTheManual(QftpCommand command, String line) {
        assertEquals(List.of(line), command.testLines());
        assertEquals(Set.of(Form.TEST, Form.SET), command.forms());
    }

    @ParameterizedTest
    @EnumSource(names = { "QFTPPWD", "QFTPLEN", "QFTPSTAT", "QFTPCLOSE" })
    void theTestFormOfACommandWithoutParametersPrintsNothing(QftpCommand command) {
        assertEquals(List.of(), command.testLines());
        assertEquals(Set.of(Form.TEST, Form.EXECUTE), command.forms());
    }

    @Test
    void theSectionsAreThoseOfChapterTwoInOrder() {
        for (QftpCommand command : QftpCommand.values()) {
            assertEquals("2." + (command.ordinal() + 1), command.section());
        }
        assertEquals(18, QftpCommand.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void namesAndPrefixesBelongTogether(QftpCommand command) {
        assertEquals("AT+" + command.name(), command.at());
        assertEquals("+" + command.name() + ":", command.result());
        assertEquals(Optional.of(command), QftpCommand.of(command.at().toLowerCase()));
        assertEquals(Optional.of(command), QftpCommand.of("+" + command.name()));
        assertEquals(Optional.of(command), QftpCommand.of(command.name()));
    }

    @Test
    void theVendorsMisspellingIsUnderstood() {
        assertEquals(Optional.of(QftpCommand.QFTPNLST), QftpCommand.of("AT+QFTPNLIST"));
        assertEquals(Optional.empty(), QftpCommand.of("AT+QFTPX"));
    }

    @ParameterizedTest
    @EnumSource
    void theLongestResponseTimesAreThoseOfTheManual(QftpCommand command) {
        Duration expected = switch (command) {
            case QFTPCFG -> Duration.ofMillis(300);
            case QFTPOPEN -> Duration.ofSeconds(125);
            default -> Duration.ofSeconds(77);
        };
        assertEquals(expected, command.maximumResponse(Duration.ofSeconds(77)));
        assertEquals(command != QftpCommand.QFTPCFG && command != QftpCommand.QFTPOPEN, command.obeysRsptimeout());
    }

    @Test
    void fiveCommandsMoveData() {
        EnumSet<QftpCommand> moving = EnumSet.allOf(QftpCommand.class);
        moving.removeIf(command -> !command.movesData());
        assertEquals(EnumSet.of(QftpCommand.QFTPPUT, QftpCommand.QFTPGET, QftpCommand.QFTPLIST, QftpCommand.QFTPNLST,
                QftpCommand.QFTPMLSD), moving);
    }

    @Test
    void theDirectoryOfCwdHasAtMost128BytesAndAllOtherNames255() {
        for (QftpCommand command : QftpCommand.values()) {
            for (Parameter parameter : command.parameters()) {
                if (parameter.type() == Parameter.Type.STRING) {
                    assertEquals(command == QftpCommand.QFTPCWD ? 128 : 255, parameter.maximum(), command + " " + parameter.name());
                    assertFalse(parameter.accepts(""), command + " " + parameter.name());
                }
            }
        }
    }

    @Test
    void openTakesAPortFromOneTo65535AndTwentyOneWhenThereIsNone() {
        Parameter port = QftpCommand.QFTPOPEN.parameter("port");
        assertTrue(port.optional() && port.accepts("1") && port.accepts("65535"));
        assertFalse(port.accepts("0") || port.accepts("65536"));
        assertEquals(21, port.defaultNumber());
    }

    @Test
    void positionsAndLengthsStartAtZeroAndListingsGoToTheComPort() {
        assertEquals(0, QftpCommand.QFTPPUT.parameter("startpos").defaultNumber());
        assertEquals(0, QftpCommand.QFTPGET.parameter("downloadlen").defaultNumber());
        assertTrue(QftpCommand.QFTPPUT.parameter("uploadlen").accepts("0"));
        assertFalse(QftpCommand.QFTPPUT.parameter("beof").accepts("2"));
        assertEquals(Optional.of("COM:"), QftpCommand.QFTPMLSD.parameter("local_name").defaultValue());
        assertFalse(QftpCommand.QFTPGET.parameter("local_name").optional());
    }

    @Test
    void contextsAreNumberedOneToFifteenAndHaveTheirDeadlines() {
        assertTrue(PacketContext.CONTEXT_ID.accepts("1") && PacketContext.CONTEXT_ID.accepts("15"));
        assertFalse(PacketContext.CONTEXT_ID.accepts("0") || PacketContext.CONTEXT_ID.accepts("16"));
        assertEquals(3, PacketContext.MAXIMUM_ACTIVE);
        assertEquals(Duration.ofSeconds(150), PacketContext.ACTIVATE_DEADLINE);
        assertEquals(Duration.ofSeconds(40), PacketContext.DEACTIVATE_DEADLINE);
        assertEquals(6, PacketContext.CONFIGURE_PARAMETERS.size());
    }
}
