/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.atferry.at.port.PortException;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.Secret;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QftpOpeningTest {

    private static final List<String> LOGIN = List.of("AT", "ATE0", "AT+CMEE=1", "ATI", "AT+CPIN?", "AT+QIACT?", "AT+QFTPSTAT",
            "AT+QFTPCFG=\"contextid\",1", "AT+QFTPCFG=\"account\",\"test\",\"geheim\"", "AT+QFTPCFG=\"filetype\",0",
            "AT+QFTPCFG=\"transmode\",1", "AT+QFTPCFG=\"rsptimeout\",90", "AT+QFTPCFG=\"ssltype\",0",
            "AT+QFTPOPEN=\"ftp.example.org\",21");

    @Test
    void theCommandsAreThoseOfTheManualAndEachStepIsTold() throws Failure {
        try (Driver driver = new Driver(new PlayedModule())) {
            driver.open().close();
            assertEquals(LOGIN, driver.module.lines().subList(0, LOGIN.size()));
            assertEquals(List.of("AT+QFTPCLOSE"), driver.module.linesAfterLogin());
            ModuleIdentity identity = new ModuleIdentity("Quectel", "EC200A", "EC200ACNHAR01A01M16", Optional.of(Dialect.QFTP));
            assertEquals(List.of(new StepEvent.PortOpened(Driver.PORT), new StepEvent.ModuleIdentified(identity), new StepEvent.SimReady(),
                    new StepEvent.ContextActive(1, "10.7.157.1"), new StepEvent.Connected("ftp.example.org", 21),
                    new StepEvent.LoggedIn("test")), driver.events);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 5, 7 })
    void answersMayComeInAnyPieces(int bytes) throws Failure {
        try (Driver driver = new Driver(new PlayedModule().inPiecesOf(bytes))) {
            RemoteFileSystem fs = driver.open();
            assertEquals("/", fs.workingDirectory(driver.monitor));
        }
    }

    @Test
    void anInactiveContextIsActivatedWithTheApn() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QIACT?", "\r\nOK\r\n", "\r\n+QIACT: 1,1,1,\"10.0.0.7\"\r\n\r\nOK\r\n")
                .ok("AT+QICSGP=1,1,\"UNINET\"").ok("AT+QIACT=1");
        try (Driver driver = new Driver(module).with(Driver.apn("UNINET"))) {
            driver.open();
            assertEquals(List.of("AT+QIACT?", "AT+QICSGP=1,1,\"UNINET\"", "AT+QIACT=1", "AT+QIACT?"), module.lines().subList(5, 9));
            assertEquals(List.of(new StepEvent.ContextActive(1, "10.0.0.7")), driver.events(StepEvent.ContextActive.class));
        }
    }

    @Test
    void aContextThatIsActiveWithTheSameApnIsLeftAlone() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QICSGP=1", "\r\n+QICSGP: 1,\"UNINET\",\"\",\"\",0\r\n\r\nOK\r\n");
        try (Driver driver = new Driver(module).with(Driver.apn("UNINET"))) {
            driver.open();
            assertEquals(List.of("AT+QIACT?", "AT+QICSGP=1", "AT+QFTPSTAT"), module.lines().subList(5, 8));
        }
    }

    @Test
    void aContextThatIsActiveWithAnotherApnIsActivatedAnew() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QICSGP=1", "\r\n+QICSGP: 1,\"other\",\"\",\"\",0\r\n\r\nOK\r\n")
                .ok("AT+QIDEACT=1").ok("AT+QICSGP=1,1,\"UNINET\"").ok("AT+QIACT=1");
        try (Driver driver = new Driver(module).with(Driver.apn("UNINET"))) {
            driver.open();
            assertEquals(List.of("AT+QICSGP=1", "AT+QIDEACT=1", "AT+QICSGP=1,1,\"UNINET\"", "AT+QIACT=1", "AT+QIACT?"),
                    module.lines().subList(6, 11));
        }
    }

    @Test
    void aRefusedContextIsAFailureOfThatStepWithTheModulesWords() {
        PlayedModule module = new PlayedModule().when("AT+QIACT?", "\r\nOK\r\n")
                .when("AT+QIGETERROR", "\r\n+QIGETERROR: 572,operation not allowed\r\n\r\nOK\r\n");
        Failure failure = openingFails(module);
        assertFailure(failure, Step.CONTEXT, FailureKind.UNREACHABLE, Hint.CONTEXT_REFUSED);
        assertEquals("572,operation not allowed", failure.detail());
    }

    @Test
    void aFourthContextIsExplained() {
        String three = "\r\n+QIACT: 2,1,1,\"10.0.0.2\"\r\n+QIACT: 3,1,1,\"10.0.0.3\"\r\n+QIACT: 4,1,1,\"10.0.0.4\"\r\n\r\nOK\r\n";
        Failure failure = openingFails(new PlayedModule().when("AT+QIACT?", three));
        assertFailure(failure, Step.CONTEXT, FailureKind.UNREACHABLE, Hint.CONTEXT_REFUSED);
        assertEquals("3 contexts are active already", failure.detail());
    }

    @ParameterizedTest
    @ValueSource(strings = { "\r\n+CME ERROR: 10\r\n", "\r\n+CME ERROR: SIM not inserted\r\n", "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n" })
    void withoutAUsableSimCardNothingElseIsTried(String answer) {
        PlayedModule module = new PlayedModule().when("AT+CPIN?", answer);
        assertFailure(openingFails(module), Step.SIM, FailureKind.UNREACHABLE, Hint.SIM_MISSING);
        assertEquals("AT+CPIN?", module.lines().get(module.lines().size() - 1));
    }

    @Test
    void aModuleThatDoesNotKnowTheQuestionForTheSimIsGoneOnWith() throws Failure {
        try (Driver driver = new Driver(new PlayedModule().when("AT+CPIN?", "\r\nERROR\r\n").when("AT+CMEE=1", "\r\nERROR\r\n"))) {
            driver.open();
            assertEquals(List.of(), driver.events(StepEvent.SimReady.class));
        }
    }

    @ParameterizedTest
    @CsvSource({ "'604,0',RESOLVE,UNREACHABLE,UNKNOWN_HOST", "'605,0',CONNECT,UNREACHABLE,SERVER_SILENT",
            "'606,0',CONNECT,UNREACHABLE,SERVER_PORT", "'602,0',CONNECT,UNREACHABLE,SERVER_PORT",
            "'625,530',LOGIN,LOGIN_REFUSED,CREDENTIALS",
            "'627,530',LOGIN,LOGIN_REFUSED,CREDENTIALS", "'614,421',CONNECT,REFUSED,TRY_LATER", "'631,0',TLS,TLS,CERTIFICATE",
            "'601,0',CONNECT,REFUSED,NONE" })
    void aRefusedLoginNamesItsStep(String result, Step step, FailureKind kind, Hint hint) {
        Failure failure = openingFails(
                new PlayedModule().when("AT+QFTPOPEN=\"ftp.example.org\",21", "\r\nOK\r\n\r\n+QFTPOPEN: " + result + "\r\n"));
        assertFailure(failure, step, kind, hint);
        assertEquals(result.substring(0, 3), Integer.toString(failure.moduleCode().orElseThrow().code()));
        assertEquals(result.substring(4), failure.reply().map(reply -> Integer.toString(reply.code())).orElse("0"));
        assertEquals("qftp", failure.moduleCode().orElseThrow().dialect());
    }

    @Test
    void anErrorCodeInWordsIsShownAsItIs() {
        Failure failure = openingFails(new PlayedModule().when("AT+QFTPOPEN=\"ftp.example.org\",21", "\r\n+CME ERROR: no way\r\n"));
        assertFailure(failure, Step.CONNECT, FailureKind.REFUSED, Hint.NONE);
        assertEquals("no way", failure.moduleCode().orElseThrow().text());
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2 })
    void aSessionThatAnEarlierProgramLeftIsClosedFirst(int state) throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPSTAT", "\r\n+QFTPSTAT: 0," + state + "\r\n\r\nOK\r\n");
        try (Driver driver = new Driver(module)) {
            driver.open();
            assertEquals(List.of("AT+QFTPSTAT", "AT+QFTPCLOSE", "AT+QFTPCFG=\"contextid\",1"), module.lines().subList(6, 9));
        }
    }

    @Test
    void aSessionThatIsStillClosingIsWaitedFor() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPSTAT", "\r\nOK\r\n\r\n+QFTPSTAT: 0,3\r\n")
                .when("AT+QFTPCLOSE", "\r\n+CME ERROR: 603\r\n", "\r\nOK\r\n\r\n+QFTPCLOSE: 0,0\r\n")
                .when("AT", "\r\nOK\r\n", "\r\nOK\r\n\r\n+QFTPCLOSE: 0,0\r\n");
        try (Driver driver = new Driver(module)) {
            driver.open();
            assertEquals(List.of("AT+QFTPSTAT", "AT+QFTPCLOSE", "AT", "AT+QFTPCFG=\"contextid\",1"), module.lines().subList(6, 10));
        }
    }

    @Test
    void anOpenThatFindsTheModuleBusyClosesAndOpensAgain() throws Failure {
        String open = "AT+QFTPOPEN=\"ftp.example.org\",21";
        PlayedModule module = new PlayedModule().when(open, "\r\n+CME ERROR: 603\r\n", "\r\n+QFTPOPEN: 0,0\r\n\r\nOK\r\n");
        try (Driver driver = new Driver(module)) {
            driver.open();
            assertEquals(List.of(open, "AT+QFTPCLOSE", open), module.lines().subList(13, 16));
        }
    }

    @Test
    void thePathOfTheUrlBecomesTheWorkingDirectory() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPCWD=\"/fw/new\"", "\r\nOK\r\n\r\n+QFTPCWD: 0,0\r\n");
        try (Driver driver = new Driver(module)) {
            driver.open("ftp://test@ftp.example.org/fw/new");
            assertEquals(List.of("AT+QFTPCWD=\"/fw/new\""), module.linesAfterLogin());
        }
    }

    @Test
    void aMissingDirectoryIsAFailureAndTheSessionIsClosed() {
        PlayedModule module = new PlayedModule().when("AT+QFTPCWD=\"/nix\"", "\r\nOK\r\n\r\n+QFTPCWD: 627,550\r\n");
        try (Driver driver = new Driver(module)) {
            Failure failure = assertThrows(Failure.class, () -> driver.open("ftp://test@ftp.example.org/nix"));
            assertFailure(failure, Step.DIRECTORY, FailureKind.NOT_FOUND, Hint.CHECK_PATH);
            assertEquals(List.of("AT+QFTPCWD=\"/nix\"", "AT+QFTPCLOSE"), module.linesAfterLogin());
        }
    }

    @Test
    void aLongDirectoryIsEnteredInPiecesOf128Bytes() throws Failure {
        String first = "/" + "a".repeat(90);
        String second = "b".repeat(100);
        PlayedModule module = new PlayedModule().when("AT+QFTPCWD=\"" + first + "\"", "\r\nOK\r\n\r\n+QFTPCWD: 0,0\r\n")
                .when("AT+QFTPCWD=\"" + second + "\"", "\r\nOK\r\n\r\n+QFTPCWD: 0,0\r\n");
        try (Driver driver = new Driver(module)) {
            driver.open("ftp://test@ftp.example.org" + first + "/" + second);
            assertEquals(List.of("AT+QFTPCWD=\"" + first + "\"", "AT+QFTPCWD=\"" + second + "\""), module.linesAfterLogin());
        }
    }

    @Test
    @Tag("slow")
    void whenNobodyAnswersThatIsSaidWithinThreeSeconds() throws Failure {
        PlayedModule module = new PlayedModule().when("AT", "");
        try (Driver driver = new Driver(module)) {
            Failure failure = assertTimeout(Duration.ofMillis(4000), () -> assertThrows(Failure.class, driver::open));
            assertFailure(failure, Step.MODULE, FailureKind.UNREACHABLE, Hint.NO_MODULE);
            assertEquals(Driver.PORT, failure.subject());
        }
    }

    @Test
    @Tag("slow")
    void aModuleThatWasLeftInDataModeIsBroughtOutOfIt() throws Failure {
        PlayedModule module = new PlayedModule().when("AT", (PlayedModule.Answer) played -> {
            played.receive(3);
            played.send("\r\nOK\r\n\r\n+QFTPPUT: 0,1003\r\n");
        }, "\r\nOK\r\n");
        try (Driver driver = new Driver(module)) {
            driver.open();
            assertEquals("+++", new String(module.data(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void whatSpeaksErrorAtFirstIsAskedAgain() throws Failure {
        try (Driver driver = new Driver(new PlayedModule().when("AT", "\r\nERROR\r\n", "\r\nOK\r\n"))) {
            driver.open();
            assertEquals(List.of("AT", "AT", "ATE0"), driver.module.lines().subList(0, 3));
        }
    }

    @ParameterizedTest
    @CsvSource({ "MISSING,UNREACHABLE,PORT_MISSING", "RIGHTS,UNREACHABLE,PORT_RIGHTS", "IN_USE,BUSY,PORT_IN_USE",
            "ADDRESS,MISUSE,PORT_SYNTAX",
            "REFUSED,UNREACHABLE,PORT_REFUSED", "LOST,LOST,PORT_PULLED" })
    void aPortThatCannotBeOpenedSaysWhy(PortException.Kind trouble, FailureKind kind, Hint hint) {
        assertFailure(Failures.of(new PortException(trouble, "serial:x", "words"), "serial:x"), Step.PORT, kind, hint);
    }

    @Test
    void anUnknownKindOfPortIsMisuse() {
        try (Driver driver = new Driver(new PlayedModule())) {
            driver.with(spec -> new org.atferry.remote.ConnectionSpec(spec.server(), Optional.of("nix:1"), spec.dialect(), spec.apn(),
                    spec.access()));
            assertFailure(assertThrows(Failure.class, driver::open), Step.PORT, FailureKind.MISUSE, Hint.PORT_SYNTAX);
        }
    }

    @Test
    void tlsIsRefusedWithClearWordsBeforeThePortIsOpened() {
        try (Driver driver = new Driver(new PlayedModule())) {
            Failure failure = assertThrows(Failure.class, () -> driver.open("ftps://test@ftp.example.org"));
            assertEquals(FailureKind.UNSUPPORTED, failure.kind());
            assertEquals(List.of(), driver.events);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "ge\"heim", "ge\rATD123;heim", "ge\u001aheim" })
    void aPasswordThatCannotBeSentIsRefusedWithoutBeingShown(String password) {
        try (Driver driver = new Driver(new PlayedModule()); Secret secret = Secret.of(password)) {
            Failure failure = assertThrows(Failure.class,
                    () -> new QftpOpening(driver.ports).open(Driver.spec("ftp://test@ftp.example.org"), secret, driver.monitor));
            assertFailure(failure, Step.LOGIN, FailureKind.MISUSE, Hint.NAME_NOT_SENDABLE);
            assertEquals(List.of(), driver.module.lines(), "before a byte is sent");
            assertFalse(failure.line(Locale.ENGLISH).contains("heim") || driver.module.lines().toString().contains("heim"));
        }
    }

    @Test
    void thePasswordIsSentAndShowsNowhere() throws Failure {
        PlayedModule module = new PlayedModule().when("AT+QFTPOPEN=\"ftp.example.org\",21", "\r\nOK\r\n\r\n+QFTPOPEN: 625,530\r\n");
        try (Driver driver = new Driver(module)) {
            Failure failure = assertThrows(Failure.class, driver::open);
            assertTrue(module.lines().contains("AT+QFTPCFG=\"account\",\"test\",\"geheim\""));
            StringBuilder seen = new StringBuilder(failure.toString()).append(failure.line(Locale.ENGLISH)).append(driver.events);
            synchronized (driver.trace) {
                driver.trace.forEach(event -> seen.append(new String(event.bytes(), StandardCharsets.ISO_8859_1)));
            }
            assertTrue(seen.toString().contains("account"), "the trace has the line");
            assertFalse(seen.toString().contains("geheim"));
        }
    }

    @Test
    void cancellingWhileTheServerIsCalledReturnsWithinASecond() throws Exception {
        String open = "AT+QFTPOPEN=\"ftp.example.org\",21";
        PlayedModule module = new PlayedModule().when(open, "\r\nOK\r\n");
        try (Driver driver = new Driver(module)) {
            Thread canceller = new Thread(() -> {
                try {
                    module.awaitLine(open);
                } catch (InterruptedException e) {
                    return;
                }
                driver.cancellation.cancel();
            });
            canceller.start();
            Failure failure = assertThrows(Failure.class, driver::open);
            assertEquals(FailureKind.CANCELLED, failure.kind());
            canceller.join();
        }
    }

    private static Failure openingFails(PlayedModule module) {
        try (Driver driver = new Driver(module)) {
            return assertThrows(Failure.class, driver::open);
        }
    }

    static void assertFailure(Failure failure, Step step, FailureKind kind, Hint hint) {
        assertEquals(step + " " + kind + " " + hint, failure.step() + " " + failure.kind() + " " + failure.hint(), failure::getMessage);
    }
}
