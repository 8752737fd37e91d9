/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.atferry.at.AtCommand;
import org.atferry.at.AtResponse;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.ModuleIdentity;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent;

/** The first words with a module: does anybody answer, who is it, is there a SIM card. */
final class ModuleStart {

    /** For the first {@code AT}: within the guard time that has to pass anyway before {@code +++}. */
    private static final Duration ATTENTION = Duration.ofMillis(900);
    /** From then on until nobody is said to be there: {@code +++} with its guard times, and one more {@code AT}. */
    private static final Duration SECOND_ATTENTION = Duration.ofMillis(2200);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration SIM_ANSWER = Duration.ofSeconds(5);
    private static final String REVISION = "Revision:";
    private static final String SIM = "+CPIN:";

    private final ModuleLink link;
    private final String port;
    private final Monitor monitor;

    ModuleStart(ModuleLink link, String port, Monitor monitor) {
        this.link = link;
        this.port = port;
        this.monitor = monitor;
    }

    /**
     * Whether anybody answers {@code AT}; within about three seconds. When nobody does at first, the module may have been left in data mode
     * by a program that was killed: then {@code +++} is sent with its guard times before the second try.
     */
    boolean isAnswered() throws Failure {
        // Declared as if data could follow: what is not answered then makes the channel leave data mode before anything else.
        AtCommand first = AtCommand.of("AT", ATTENTION)
                .withData(new AtCommand.Data.Download(OutputStream.nullOutputStream(), 0, ATTENTION, done -> { }));
        try {
            if (link.run(first, Step.MODULE, port, monitor).ok()) {
                return true;
            }
        } catch (Failure e) {
            if (e.kind() != FailureKind.TIMEOUT) {
                throw e;
            }
        }
        return isAnsweredNow();
    }

    /** ERROR is an answer, too: to what an earlier program left half typed. */
    private boolean isAnsweredNow() throws Failure {
        try (Patience patience = new Patience(SECOND_ATTENTION, monitor)) {
            link.run(AtCommand.of("AT", ATTENTION), Step.MODULE, port, patience.monitor());
            return true;
        } catch (Failure e) {
            if (e.kind() == FailureKind.TIMEOUT || e.kind() == FailureKind.CANCELLED && !monitor.isCancelled()) {
                return false;
            }
            throw e;
        }
    }

    /** Switches off the echo, which costs time on the line and repeats passwords, and asks for numbers in errors. */
    void setLine() throws Failure {
        ask("ATE0");
        ask("AT+CMEE=1");
    }

    /** Who it is ({@code ATI}), without the dialect. */
    ModuleIdentity identity(Optional<Dialect> dialect) throws Failure {
        AtResponse response = link.run(AtCommand.of("ATI", ANSWER).withInformation(""), Step.MODULE, port, monitor);
        List<String> lines = response.information().stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String revision = lines.stream().filter(line -> line.startsWith(REVISION)).findFirst()
                .map(line -> line.substring(REVISION.length()).strip()).orElse("");
        List<String> names = lines.stream().filter(line -> !line.startsWith(REVISION)).toList();
        return new ModuleIdentity(names.isEmpty() ? "" : names.get(0), names.size() < 2 ? "" : names.get(1), revision, dialect);
    }

    /** Which FTP command set it knows, as its test forms say. */
    Optional<Dialect> dialect() throws Failure {
        if (ask(QftpCommand.QFTPCFG.at() + "=?")) {
            return Optional.of(Dialect.QFTP);
        }
        return ask("AT+MFTPCFG=?") ? Optional.of(Dialect.MFTP) : Optional.empty();
    }

    /**
     * Makes sure that there is a SIM card and that it is unlocked. A module that does not know the question is taken at its word later.
     *
     * @throws Failure {@link FailureKind#UNREACHABLE} when there is none, or it waits for a PIN
     */
    void requireSim() throws Failure {
        AtResponse response = link.run(AtCommand.of("AT+CPIN?", SIM_ANSWER).withInformation(SIM), Step.SIM, "", monitor);
        Optional<String> state = response.information().stream().filter(line -> line.startsWith(SIM)).findFirst()
                .map(line -> line.substring(SIM.length()).strip());
        if (response.ok() && state.filter("READY"::equals).isPresent()) {
            monitor.report(new StepEvent.SimReady());
        } else if (response.ok() && state.isPresent()) {
            throw Failure.at(Step.SIM).kind(FailureKind.UNREACHABLE).detail(state.get()).hint(Hint.SIM_MISSING).build();
        } else if (saysNoSim(response)) {
            throw Failures.of(Outcome.of(response), Step.SIM, "").toBuilder().kind(FailureKind.UNREACHABLE).hint(Hint.SIM_MISSING).build();
        }
    }

    /** 10 not inserted, 13 failure, 15 wrong (3GPP TS 27.007 section 9.2), by number or in words. */
    private static boolean saysNoSim(AtResponse response) {
        Optional<Integer> code = response.finalResult().code();
        return code.filter(number -> number == 10 || number == 13 || number == 15).isPresent()
                || response.finalResult().text().contains("SIM not inserted") || response.finalResult().text().contains("SIM failure");
    }

    private boolean ask(String line) throws Failure {
        return link.run(AtCommand.of(line, ANSWER).withInformation("+QFTPCFG:", "+MFTPCFG:"), Step.MODULE, port, monitor).ok();
    }
}
