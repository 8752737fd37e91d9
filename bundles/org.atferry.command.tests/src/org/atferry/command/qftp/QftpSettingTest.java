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

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QftpSettingTest {

    @Test
    void theTestFormPrintsTheLinesOfTheManual() {
        assertEquals(List.of("+QFTPCFG: \"account\",<username>,<password>", "+QFTPCFG: \"filetype\",(0,1)",
                "+QFTPCFG: \"transmode\",(0,1)", "+QFTPCFG: \"contextid\",(1-15)", "+QFTPCFG: \"rsptimeout\",(20-180)",
                "+QFTPCFG: \"ssltype\",(0-2)", "+QFTPCFG: \"SSL_ctxID\",(0-5)", "+QFTPCFG: \"data_address\",(0-2),(15-50)",
                "+QFTPCFG: \"restenable\",(0-1)", "+QFTPCFG: \"cache\",(0-2)"), QftpCommand.QFTPCFG.testLines());
    }

    @ParameterizedTest
    @CsvSource({ "account,ACCOUNT", "ACCOUNT,ACCOUNT", "FileType,FILETYPE", "SSL_ctxID,SSL_CTXID", "ssl_ctxid,SSL_CTXID",
            "sslctxid,SSL_CTXID", "SSLCTXID,SSL_CTXID", "data_address,DATA_ADDRESS", "cache,CACHE", "restenable,RESTENABLE" })
    void aKeyIsFoundInAnyCase(String key, QftpSetting setting) {
        assertEquals(Optional.of(setting), QftpSetting.parse(key));
    }

    @Test
    void anUnknownKeyIsNone() {
        assertEquals(Optional.empty(), QftpSetting.parse("acount"));
        assertEquals(Optional.empty(), QftpSetting.parse(""));
    }

    @ParameterizedTest
    @CsvSource({ "FILETYPE,0,0,1,0", "TRANSMODE,0,0,1,1", "CONTEXTID,0,1,15,1", "RSPTIMEOUT,0,20,180,90", "SSLTYPE,0,0,2,0",
            "SSL_CTXID,0,0,5,0", "DATA_ADDRESS,0,0,2,0", "DATA_ADDRESS,1,15,50,25", "RESTENABLE,0,0,1,0", "CACHE,0,0,2,0" })
    void rangesAndDefaultsAreThoseOfTheManual(QftpSetting setting, int index, long minimum, long maximum, long defaultValue) {
        Parameter parameter = setting.parameters().get(index);
        assertEquals(Parameter.Type.INTEGER, parameter.type());
        assertEquals(defaultValue, parameter.defaultNumber());
        assertTrue(parameter.accepts(Long.toString(minimum)) && parameter.accepts(Long.toString(maximum)));
        assertFalse(parameter.accepts(Long.toString(minimum - 1)) || parameter.accepts(Long.toString(maximum + 1)));
        assertTrue(parameter.optional());
    }

    @Test
    void accountNamesAreLimitedInBytes() {
        for (Parameter parameter : QftpSetting.ACCOUNT.parameters()) {
            assertTrue(parameter.accepts("x".repeat(255)) && parameter.accepts("") && parameter.accepts("模".repeat(85)));
            assertFalse(parameter.accepts("x".repeat(256)) || parameter.accepts("模".repeat(86)));
        }
    }

    @ParameterizedTest
    @CsvSource({ "''", "-1", "+1", "1.0", "0x1", "' 1'", "99999999999999999999", "9999999999999999999", "a" })
    void whatIsNoNumberIsNoInteger(String text) {
        assertFalse(Parameter.integer("n", 0, Parameter.UNLIMITED).accepts(text));
    }
}
