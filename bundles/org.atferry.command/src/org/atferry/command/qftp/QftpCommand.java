/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands of chapter 2 of Quectel's FTP(S) manual: forms, parameters, longest response times, what the test forms print. */
public enum QftpCommand {
    /** Settings; see {@link QftpSetting}. */
    QFTPCFG("2.1", Response.MILLISECONDS_300, Form.SET),
    /** Logs in: {@code <hostname>[,<port>]}; port 1-65535, default 21. */
    QFTPOPEN("2.2", Response.SECONDS_125, Form.SET, Parameter.name("hostname", 255),
            Parameter.integer("port", 1, 65535).defaulting(21).optionally()),
    /** Sets the current directory; the path has at most 128 bytes, all others 255. */
    QFTPCWD("2.3", Response.RSPTIMEOUT, Form.SET, Parameter.name("path_name", 128)),
    /** Asks for the current directory. */
    QFTPPWD("2.4", Response.RSPTIMEOUT, Form.EXECUTE),
    /**
     * Uploads. The manual gives no range for {@code <startpos>} and {@code <uploadlen>}: *chosen* from 0 up without limit, so that an
     * upload of length 0 with the end-of-file flag makes an empty file. {@code <uploadlen>} and {@code <beof>} come together.
     */
    QFTPPUT("2.5", Response.RSPTIMEOUT, Form.SET, fileName(), localName(), startPosition(),
            Parameter.integer("uploadlen", 0, Parameter.UNLIMITED).optionally(), Parameter.integer("beof", 0, 1).optionally()),
    /** Downloads. {@code <downloadlen>} 0, the default, is the whole rest of the file. */
    QFTPGET("2.6", Response.RSPTIMEOUT, Form.SET, fileName(), localName(), startPosition(),
            Parameter.integer("downloadlen", 0, Parameter.UNLIMITED).defaulting(0).optionally()),
    /** Asks for the size of a file. */
    QFTPSIZE("2.7", Response.RSPTIMEOUT, Form.SET, fileName()),
    /** Deletes a file. */
    QFTPDEL("2.8", Response.RSPTIMEOUT, Form.SET, fileName()),
    /** Makes a directory. */
    QFTPMKDIR("2.9", Response.RSPTIMEOUT, Form.SET, Parameter.name("folder_name", 255)),
    /** Removes a directory. */
    QFTPRMDIR("2.10", Response.RSPTIMEOUT, Form.SET, Parameter.name("folder_name", 255)),
    /** Lists a directory as the server does for LIST; {@code "."} is the current one. */
    QFTPLIST("2.11", Response.RSPTIMEOUT, Form.SET, Parameter.name("dirname", 255), listingName()),
    /** Lists the names of a directory. */
    QFTPNLST("2.12", Response.RSPTIMEOUT, Form.SET, Parameter.name("dirname", 255), listingName()),
    /** Lists the facts of a directory (RFC 3659). */
    QFTPMLSD("2.13", Response.RSPTIMEOUT, Form.SET, Parameter.name("dirname", 255), listingName()),
    /** Asks for the time of the last change of a file. */
    QFTPMDTM("2.14", Response.RSPTIMEOUT, Form.SET, fileName()),
    /** Renames a file or directory. */
    QFTPRENAME("2.15", Response.RSPTIMEOUT, Form.SET, Parameter.name("old_name", 255), Parameter.name("new_name", 255)),
    /** Asks how many bytes the last transfer moved. */
    QFTPLEN("2.16", Response.RSPTIMEOUT, Form.EXECUTE),
    /** Asks for the state; see {@link FtpStatus}. */
    QFTPSTAT("2.17", Response.RSPTIMEOUT, Form.EXECUTE),
    /** Logs out. */
    QFTPCLOSE("2.18", Response.RSPTIMEOUT, Form.EXECUTE);

    /** The local name that stands for the port itself: data passes between {@code CONNECT} and {@code OK}. */
    public static final String COM = "COM:";

    /** The forms of a command (manual 1.2.2). */
    public enum Form {
        /** {@code AT+X=?}. */
        TEST,
        /** {@code AT+X?}; chapter 2 defines it for none of its commands. */
        READ,
        /** {@code AT+X=...}. */
        SET,
        /** {@code AT+X}. */
        EXECUTE
    }

    private enum Response { MILLISECONDS_300, SECONDS_125, RSPTIMEOUT }

    private final String section;
    private final Response response;
    private final Form form;
    private final List<Parameter> parameters;

    QftpCommand(String section, Response response, Form form, Parameter... parameters) {
        this.section = section;
        this.response = response;
        this.form = form;
        this.parameters = List.of(parameters);
    }

    private static Parameter fileName() {
        return Parameter.name("file_name", 255);
    }

    private static Parameter localName() {
        return Parameter.name("local_name", 255);
    }

    private static Parameter listingName() {
        return localName().defaulting("COM:").optionally();
    }

    private static Parameter startPosition() {
        return Parameter.integer("startpos", 0, Parameter.UNLIMITED).defaulting(0).optionally();
    }

    /** The command as it is sent, such as {@code AT+QFTPPWD}. */
    public String at() {
        return "AT+" + name();
    }

    /** The prefix of its result and information lines, such as {@code +QFTPPWD:}. */
    public String result() {
        return "+" + name() + ":";
    }

    /** The forms that chapter 2 defines for it. */
    public Set<Form> forms() {
        return EnumSet.of(Form.TEST, form);
    }

    /** The parameters of its set form, in order; for {@link #QFTPCFG} those of the {@link QftpSetting}. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** One parameter by its name. */
    public Parameter parameter(String name) {
        return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst().orElseThrow();
    }

    /** Whether it can move data over the port: {@code CONNECT}, data, {@code OK}, result. */
    public boolean movesData() {
        return switch (this) {
            case QFTPPUT, QFTPGET, QFTPLIST, QFTPNLST, QFTPMLSD -> true;
            default -> false;
        };
    }

    /** The lines that the test form prints before {@code OK}; none for the commands without parameters. */
    public List<String> testLines() {
        if (this == QFTPCFG) {
            return Stream.of(QftpSetting.values()).map(QftpSetting::testLine).toList();
        }
        if (parameters.isEmpty()) {
            return List.of();
        }
        return List.of(result() + " " + parameters.stream().map(Parameter::range).collect(Collectors.joining(",")));
    }

    /**
     * The longest time it may take until its result, or until {@code CONNECT}: 300 ms, 125 s, or what {@link QftpSetting#RSPTIMEOUT} says.
     *
     * @param rsptimeout the present value of that setting
     */
    public Duration maximumResponse(Duration rsptimeout) {
        return switch (response) {
            case MILLISECONDS_300 -> Duration.ofMillis(300);
            case SECONDS_125 -> Duration.ofSeconds(125);
            case RSPTIMEOUT -> rsptimeout;
        };
    }

    /** Whether its longest response time is the setting {@link QftpSetting#RSPTIMEOUT}. */
    public boolean obeysRsptimeout() {
        return response == Response.RSPTIMEOUT;
    }

    /** The section of the manual. */
    public String section() {
        return section;
    }

    /**
     * The command of a name such as {@code +QFTPPWD}, {@code AT+QFTPPWD} or {@code QFTPPWD}, in any case. The vendor's own client sends
     * {@code QFTPNLIST} for {@link #QFTPNLST}.
     */
    public static Optional<QftpCommand> of(String name) {
        String folded = name.toUpperCase(Locale.ROOT);
        String bare = folded.startsWith("AT+") ? folded.substring(3) : folded.startsWith("+") ? folded.substring(1) : folded;
        if ("QFTPNLIST".equals(bare)) {
            return Optional.of(QFTPNLST);
        }
        for (QftpCommand command : values()) {
            if (command.name().equals(bare)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
