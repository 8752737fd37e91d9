/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.atferry.command.internal.QftpOpeningTest.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Step;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ModuleIdentificationTest {

    private static Optional<ModuleIdentity> identify(PlayedModule module) throws Failure {
        try (Driver driver = new Driver(module)) {
            return new ModuleIdentification(driver.ports).identify(Driver.PORT, driver.monitor);
        }
    }

    @Test
    void aQuectelModuleSaysWhoItIsAndWhatItKnows() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPCFG=?", "\r\n+QFTPCFG: \"account\",<username>,<password>\r\n"
                + "+QFTPCFG: \"filetype\",(0,1)\r\n\r\nOK\r\n");
        ModuleIdentity expected = new ModuleIdentity("Quectel", "EC200A", "EC200ACNHAR01A01M16", Optional.of(Dialect.QFTP));
        assertEquals(Optional.of(expected), identify(module));
        assertEquals(List.of("AT", "AT+QFTPCFG=?", "ATI"), module.lines(), "nothing is changed on the module");
    }

    @Test
    void anOneMoModuleIsToldApart() throws Failure {
        PlayedModule module = new PlayedModule().when("ATI", "\r\nCMCC\r\nML307A\r\nML307A-DSLN_1.0\r\n\r\nOK\r\n").ok("AT+MFTPCFG=?");
        ModuleIdentity identity = identify(module).orElseThrow();
        assertEquals(Optional.of(Dialect.MFTP), identity.dialect());
        assertEquals("CMCC ML307A", identity.manufacturer() + " " + identity.model());
    }

    @Test
    void anotherModuleHasNoDialect() throws Failure {
        assertEquals(Optional.empty(), identify(new PlayedModule().when("ATI", "\r\nERROR\r\n")).orElseThrow().dialect());
    }

    @Test
    void aUrcBetweenTheLinesIsNoNameOfTheModule() throws Failure {
        PlayedModule module = new PlayedModule().when("ATI", "\r\nQuectel\r\n\r\n+QIND: SMS DONE\r\nEC200A\r\nRevision: R\r\n\r\nOK\r\n");
        assertEquals("EC200A", identify(module).orElseThrow().model());
    }

    @Test
    @Tag("slow")
    void silenceIsNobody() throws Failure {
        assertEquals(Optional.empty(), assertTimeout(Duration.ofSeconds(4), () -> identify(new PlayedModule().when("AT", ""))));
    }

    @Test
    void whileASessionHasThePortItsKnowledgeIsTheAnswer() throws Failure {
        try (Driver driver = new Driver(new PlayedModule())) {
            driver.open();
            int lines = driver.module.lines().size();
            ModuleIdentity identity = new ModuleIdentification(driver.ports).identify(Driver.PORT, driver.monitor).orElseThrow();
            assertEquals(Optional.of(Dialect.QFTP), identity.dialect());
            assertEquals(lines, driver.module.lines().size(), "nothing is asked");
        }
    }

    @Test
    void whatIsNoPortIsMisuse() {
        try (Driver driver = new Driver(new PlayedModule())) {
            assertFailure(assertThrows(Failure.class, () -> new ModuleIdentification(driver.ports).identify("nonsense", driver.monitor)),
                    Step.PORT, FailureKind.MISUSE, Hint.PORT_SYNTAX);
        }
    }
}
