/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.at.port.Port;
import org.atferry.at.port.PortAddress;
import org.atferry.at.port.PortException;
import org.atferry.emulator.ModuleSettings;
import org.atferry.emulator.SoftwareModule;
import org.atferry.remote.Cancellation;
import org.atferry.remote.Dialect;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Texts;

/** {@code ferry emulate --dialect qftp --port PORT}: is a module on that port until it is stopped or the port is lost. */
final class EmulateCommand implements Command {

    private static final int SLOWEST = 300;
    private static final int FASTEST = 12_000_000;
    private static final String HOST_AND_PORT = "(\\[[^\\]]+\\]|[^:\\[\\]]+):(\\d{1,5})";
    private static final Pattern CONNECT_TO = Pattern.compile(HOST_AND_PORT + ":" + HOST_AND_PORT);

    @Override
    public Verb verb() {
        return Verb.EMULATE;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        CommandLine line = invocation.line();
        Texts texts = invocation.texts();
        Dialect dialect = Dialects.parse(line.value(Option.MODULE_DIALECT).orElse(Dialect.QFTP.word()), Option.MODULE_DIALECT, texts);
        String typed = line.value(Option.MODULE_PORT)
                .orElseThrow(() -> Misuse.of(texts.get("misuse.option-missing", Option.MODULE_PORT.word(), Option.MODULE_PORT.argument())));
        Optional<Integer> baud = line.number(Option.BAUD, SLOWEST, FASTEST, texts);
        ModuleSettings settings = ModuleSettings.qftp().withHosts(hosts(line.values(Option.CONNECT_TO), texts));
        if (baud.isPresent()) {
            settings = settings.withBaud(baud.get());
        }
        Port port = open(typed, baud, invocation);
        try (SoftwareModule module = new SoftwareModule(port, settings, invocation.trace().at(), invocation.trace().ftp(""));
                Cancellation.Registration registration = invocation.cancellation().onCancel(module::close)) {
            module.start();
            invocation.output().announce(Json.event("ready").put("command", verb().word()).put("dialect", dialect).put("port", typed));
            Waiting.await(module::awaitClosed);
        }
        if (invocation.cancellation().isCancelled()) {
            throw Waiting.cancelled();
        }
        throw Failure.at(Step.PORT).kind(FailureKind.LOST).subject(typed).hint(Hint.PORT_PULLED).build();
    }

    /** Opens the port at the rate of {@code --baud}, where it has one and none stands in its name. */
    private static Port open(String typed, Optional<Integer> baud, Invocation invocation) throws Failure {
        try {
            PortAddress address = PortAddress.parse(typed);
            if (baud.isPresent() && address.scheme().equals("serial") && address.option("baud").isEmpty()) {
                Map<String, String> options = new LinkedHashMap<>(address.options());
                options.put("baud", baud.get().toString());
                address = new PortAddress(address.scheme(), address.name(), options);
            }
            return invocation.services().ports().open(address);
        } catch (PortException e) {
            throw PortFailures.of(e);
        }
    }

    /** {@code HOST:PORT:HOST:PORT}: what is asked for, and what is reached instead; an IPv6 address in brackets. */
    static Map<String, String> hosts(List<String> typed, Texts texts) throws Failure {
        Map<String, String> hosts = new HashMap<>();
        for (String text : typed) {
            Matcher matcher = CONNECT_TO.matcher(text);
            if (!matcher.matches() || !isPort(matcher.group(2)) || !isPort(matcher.group(4))) {
                throw Misuse.of(texts.get("misuse.choice", Option.CONNECT_TO.word(), Option.CONNECT_TO.argument()));
            }
            hosts.put(bare(matcher.group(1)) + ":" + Integer.parseInt(matcher.group(2)),
                    bare(matcher.group(3)) + ":" + Integer.parseInt(matcher.group(4)));
        }
        return hosts;
    }

    private static boolean isPort(String text) {
        int port = Integer.parseInt(text);
        return port >= 1 && port <= 65535;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
