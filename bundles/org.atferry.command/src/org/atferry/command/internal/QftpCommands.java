/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.time.Duration;

import org.atferry.at.AtCommand;
import org.atferry.at.AtResponse;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.QftpSetting;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.Step;

/** Turns QFTP commands into lines, with the deadlines of the vocabulary, and their answers into {@link Outcome}s. */
final class QftpCommands {

    /**
     * Added to each deadline of the manual: the module's time starts when it has read the line, ours when we begin to write it, and the
     * module's own words on its timeout (609) say more than our silence.
     */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** What the driver sets {@link QftpSetting#RSPTIMEOUT} to: its default. */
    static final Duration RSPTIMEOUT = Duration.ofSeconds(QftpSetting.RSPTIMEOUT.parameters().get(0).defaultNumber());

    private final ModuleLink link;

    QftpCommands(ModuleLink link) {
        this.link = link;
    }

    /** A command that is answered by {@code OK} and a result line, in any order. */
    Outcome run(QftpCommand command, String arguments, Step step, String subject, Monitor monitor) throws Failure {
        return run(command, arguments, deadline(command), step, subject, monitor);
    }

    /** The same with another deadline. */
    Outcome run(QftpCommand command, String arguments, Duration deadline, Step step, String subject, Monitor monitor) throws Failure {
        AtCommand line = AtCommand.of(line(command, arguments), deadline).withResult(command.result(), deadline);
        return Outcome.of(link.run(line, step, subject, monitor));
    }

    /** A command whose data passes over the port. */
    Outcome transfer(QftpCommand command, String arguments, AtCommand.Data data, Step step, String subject, Monitor monitor)
            throws Failure {
        Duration deadline = deadline(command);
        AtCommand line = AtCommand.of(line(command, arguments), deadline).withResult(command.result(), deadline).withData(data);
        return Outcome.of(link.run(line, step, subject, monitor));
    }

    /**
     * Sets a setting.
     *
     * @throws Failure when the module refuses the value
     */
    void set(QftpSetting setting, String values, Step step, String subject, Monitor monitor) throws Failure {
        String line = line(QftpCommand.QFTPCFG, '"' + setting.key() + "\"," + values);
        AtResponse response = link.run(AtCommand.of(line, deadline(QftpCommand.QFTPCFG)), step, subject, monitor);
        if (!response.ok()) {
            throw Failures.of(Outcome.of(response), step, subject).toBuilder()
                    .detail("the module refuses the setting " + setting.key()).build();
        }
    }

    /** The longest time between two packets of data. */
    static Duration gap() {
        return RSPTIMEOUT.plus(GRACE);
    }

    private static Duration deadline(QftpCommand command) {
        return command.maximumResponse(RSPTIMEOUT).plus(GRACE);
    }

    private static String line(QftpCommand command, String arguments) {
        return arguments.isEmpty() ? command.at() : command.at() + '=' + arguments;
    }
}
