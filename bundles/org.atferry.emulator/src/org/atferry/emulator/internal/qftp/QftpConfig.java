/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.atferry.command.qftp.Parameter;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpSetting;
import org.atferry.emulator.internal.base.Arguments;
import org.atferry.ftp.FtpSettings;
import org.atferry.remote.ServerAccess;
import org.atferry.remote.ServerUrl;

/** The present values of {@code AT+QFTPCFG}. Set by one thread, read by any. */
final class QftpConfig {

    /** What is left for telling the host when a step of the engine takes as long as it may. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Map<QftpSetting, List<String>> values = new ConcurrentHashMap<>();

    QftpConfig() {
        for (QftpSetting setting : QftpSetting.values()) {
            values.put(setting, setting.parameters().stream().map(parameter -> parameter.defaultValue().orElse("")).toList());
        }
    }

    /** Takes over checked arguments, whose first is the key; what is left out behind it keeps its value. */
    void set(QftpSetting setting, Arguments checked) {
        List<String> old = values.get(setting);
        values.put(setting, IntStream.range(0, old.size()).mapToObj(i -> i + 1 < checked.count() ? checked.text(i + 1) : old.get(i))
                .toList());
    }

    /** The line of the query form; the password as the manual prints it; {@code data_timeout} only where it counts. */
    String line(QftpSetting setting) {
        StringBuilder line = new StringBuilder("+QFTPCFG: \"").append(setting.key()).append('"');
        List<String> present = values.get(setting);
        int shown = setting == QftpSetting.DATA_ADDRESS && number(setting) != 2 ? 1 : present.size();
        for (int i = 0; i < shown; i++) {
            boolean quoted = setting.parameters().get(i).type() == Parameter.Type.STRING;
            line.append(',').append(quoted ? "\"" + present.get(i) + "\"" : present.get(i));
        }
        return line.toString();
    }

    private int number(QftpSetting setting) {
        return Integer.parseInt(values.get(setting).get(0));
    }

    String user() {
        return values.get(QftpSetting.ACCOUNT).get(0);
    }

    String password() {
        return values.get(QftpSetting.ACCOUNT).get(1);
    }

    int contextId() {
        return number(QftpSetting.CONTEXTID);
    }

    Duration rsptimeout() {
        return Duration.ofSeconds(number(QftpSetting.RSPTIMEOUT));
    }

    /**
     * What the engine is to work with from now on.
     *
     * @throws Fault {@link QftpCode#INVALID_PARAMETER} for FTPS in active mode, which the manual rules out
     */
    FtpSettings engine(String host, int port) throws Fault {
        ServerUrl.Security security = switch (number(QftpSetting.SSLTYPE)) {
            case 1 -> ServerUrl.Security.IMPLICIT_TLS;
            case 2 -> ServerUrl.Security.EXPLICIT_TLS;
            default -> ServerUrl.Security.PLAIN;
        };
        boolean passive = number(QftpSetting.TRANSMODE) == 1;
        if (!passive && security != ServerUrl.Security.PLAIN) {
            throw new Fault(QftpCode.INVALID_PARAMETER);
        }
        ServerAccess.DataAddress address = switch (number(QftpSetting.DATA_ADDRESS)) {
            case 1 -> ServerAccess.DataAddress.CONTROL;
            case 2 -> ServerAccess.DataAddress.CONTROL_THEN_SERVER;
            default -> ServerAccess.DataAddress.SERVER;
        };
        Duration addressTime = Duration.ofSeconds(Long.parseLong(values.get(QftpSetting.DATA_ADDRESS).get(1)));
        Duration step = rsptimeout().minus(MARGIN);
        ServerAccess access = ServerAccess.defaults().withDataAddress(address)
                .withDataMode(passive ? ServerAccess.DataMode.PASSIVE : ServerAccess.DataMode.ACTIVE);
        return new FtpSettings(host, port, security, access, addressTime, number(QftpSetting.RESTENABLE) == 1,
                number(QftpSetting.FILETYPE) == 1 ? FtpSettings.FileType.ASCII : FtpSettings.FileType.BINARY, step, step, rsptimeout(),
                Duration.ZERO);
    }
}
