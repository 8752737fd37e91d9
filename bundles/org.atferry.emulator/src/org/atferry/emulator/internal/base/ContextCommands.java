/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.base;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.atferry.at.AtText;
import org.atferry.command.qftp.PacketContext;
import org.atferry.command.qftp.Parameter;
import org.atferry.emulator.internal.base.PacketContexts.Settings;
import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.Command;

/**
 * {@code AT+QICSGP}, {@code AT+QIACT} and {@code AT+QIDEACT}. A fault is a plain {@code ERROR}. *Chosen*: activating an active context and
 * deactivating an inactive one is {@code OK}.
 */
public final class ContextCommands {

    private static final List<Parameter> ID = List.of(PacketContext.CONTEXT_ID);

    private ContextCommands() {
    }

    /** The commands by their names. */
    public static Map<String, Command> of(PacketContexts contexts) {
        return Map.of("+QICSGP", new Configure(contexts), "+QIACT", new Activate(contexts), "+QIDEACT", new Deactivate(contexts));
    }

    private static Optional<Integer> id(List<AtText.Argument> arguments) {
        return Arguments.check(arguments, ID).map(checked -> (int) checked.number(0));
    }

    private record Configure(PacketContexts contexts) implements Command {

        @Override
        public Answer test() {
            return Answer.ok(PacketContext.CONFIGURE_RESULT + " "
                    + PacketContext.CONFIGURE_PARAMETERS.stream().map(Parameter::range).collect(Collectors.joining(",")));
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            return Arguments.check(complete(arguments), PacketContext.CONFIGURE_PARAMETERS)
                    .filter(checked -> checked.count() == 1 || checked.count() == 3 || checked.count() >= 5)
                    .map(checked -> checked.count() == 1 ? show((int) checked.number(0)) : configure(checked))
                    .orElse(Answer.error());
        }

        /** Example 3.1 of the FTP(S) manual leaves the password out and goes on with the authentication: {@code 1,1,"UNINET","",1}. */
        private static List<AtText.Argument> complete(List<AtText.Argument> arguments) {
            if (arguments.size() != 5 || arguments.get(4).quoted() || !arguments.get(4).text().matches("[0-2]")) {
                return arguments;
            }
            return Stream.concat(arguments.subList(0, 4).stream(),
                    Stream.of(new AtText.Argument("", true, true), arguments.get(4))).toList();
        }

        private Answer configure(Arguments checked) {
            contexts.configure((int) checked.number(0), new Settings((int) checked.number(1), checked.text(2), checked.text(3),
                    checked.text(4), (int) checked.number(5)));
            return Answer.ok();
        }

        private Answer show(int id) {
            Settings settings = contexts.settings(id);
            return Answer.ok(PacketContext.CONFIGURE_RESULT + " " + settings.type() + "," + AtText.quoted(settings.apn()) + ","
                    + AtText.quoted(settings.user()) + "," + AtText.quoted(settings.password()) + "," + settings.authentication());
        }
    }

    private record Activate(PacketContexts contexts) implements Command {

        @Override
        public Answer test() {
            return Answer.ok(PacketContext.ACTIVATE_RESULT + " " + PacketContext.CONTEXT_ID.range());
        }

        @Override
        public Answer read() {
            return Answer.ok(contexts.active().stream().map(id -> PacketContext.ACTIVATE_RESULT + " " + id + ",1,"
                    + contexts.settings(id).type() + "," + AtText.quoted(PacketContexts.address(id))).toList());
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            return id(arguments).filter(contexts::activate).map(id -> Answer.ok()).orElse(Answer.error());
        }
    }

    private record Deactivate(PacketContexts contexts) implements Command {

        @Override
        public Answer test() {
            return Answer.ok("+QIDEACT: " + PacketContext.CONTEXT_ID.range());
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            Optional<Integer> id = id(arguments);
            id.ifPresent(contexts::deactivate);
            return id.isPresent() ? Answer.ok() : Answer.error();
        }
    }
}
