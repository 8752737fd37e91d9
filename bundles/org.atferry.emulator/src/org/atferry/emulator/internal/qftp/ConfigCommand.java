/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.atferry.at.AtText;
import org.atferry.command.qftp.FtpStatus;
import org.atferry.command.qftp.Parameter;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.QftpSetting;
import org.atferry.emulator.internal.base.Arguments;
import org.atferry.emulator.internal.base.ErrorReport;
import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.Command;

/**
 * {@code AT+QFTPCFG} (Quectel FTP(S) manual 2.1): with values it sets, without it asks. A fault is {@code ERROR}, that of {@code contextid}
 * {@code +CME ERROR: 610}, the only one for which the manual prints a code.
 */
final class ConfigCommand implements Command {

    private static final Parameter KEY = new Parameter("key", Parameter.Type.STRING, 1, 32, Optional.empty(), false, "<key>");

    private final QftpConfig config;
    private final ModuleFtp ftp;
    private final ErrorReport errors;

    ConfigCommand(QftpConfig config, ModuleFtp ftp, ErrorReport errors) {
        this.config = config;
        this.ftp = ftp;
        this.errors = errors;
    }

    @Override
    public Answer test() {
        return Answer.ok(QftpCommand.QFTPCFG.testLines());
    }

    @Override
    public Answer set(List<AtText.Argument> arguments) {
        Optional<QftpSetting> setting = arguments.isEmpty() ? Optional.empty() : QftpSetting.parse(arguments.get(0).text());
        if (setting.isEmpty()) {
            return Answer.error();
        }
        if (ftp.status() == FtpStatus.CLOSING) {
            return errors.application(QftpCode.SERVER_BUSY.number());
        }
        return arguments.size() == 1 ? Answer.ok(config.line(setting.get())) : set(setting.get(), arguments);
    }

    private Answer set(QftpSetting setting, List<AtText.Argument> arguments) {
        List<Parameter> parameters = new ArrayList<>(List.of(KEY));
        parameters.addAll(setting.parameters());
        Optional<Arguments> checked = Arguments.check(arguments, parameters)
                .filter(fitting -> setting != QftpSetting.ACCOUNT || fitting.count() == 3);
        if (checked.isPresent()) {
            config.set(setting, checked.get());
            return Answer.ok();
        }
        return setting == QftpSetting.CONTEXTID ? errors.application(QftpCode.INVALID_PARAMETER.number()) : Answer.error();
    }
}
