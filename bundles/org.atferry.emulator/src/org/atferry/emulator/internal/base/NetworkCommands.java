/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.base;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.atferry.at.AtText;
import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.Command;

/**
 * SIM, signal, registration and attachment (3GPP TS 27.007). The card is ready and the network is home: the module's network is that of the
 * machine it runs on. Only the packet domain can be left and joined ({@code AT+CGATT}).
 */
public final class NetworkCommands {

    private static final String CELL = ",\"1A2B\",\"01A2B3C4\",7";

    private NetworkCommands() {
    }

    /** The commands by their names. */
    public static Map<String, Command> of(PacketContexts contexts, ErrorReport errors) {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("+CPIN", new Pin(errors));
        commands.put("+CSQ", new Signal());
        commands.put("+CREG", new Registration("+CREG", contexts, false));
        commands.put("+CGREG", new Registration("+CGREG", contexts, true));
        commands.put("+CEREG", new Registration("+CEREG", contexts, true));
        commands.put("+CGATT", new Attachment(contexts));
        return commands;
    }

    private record Pin(ErrorReport errors) implements Command {

        @Override
        public Answer test() {
            return Answer.ok();
        }

        @Override
        public Answer read() {
            return Answer.ok("+CPIN: READY");
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            return errors.device(ErrorReport.NOT_ALLOWED, "operation not allowed");
        }
    }

    private static final class Signal implements Command {

        @Override
        public Answer test() {
            return Answer.ok("+CSQ: (0-31,99),(0-7,99)");
        }

        @Override
        public Answer execute() {
            return Answer.ok("+CSQ: 28,99");
        }
    }

    private static final class Registration implements Command {
        private final String name;
        private final PacketContexts contexts;
        private final boolean packet;
        private int mode;

        Registration(String name, PacketContexts contexts, boolean packet) {
            this.name = name;
            this.contexts = contexts;
            this.packet = packet;
        }

        @Override
        public Answer test() {
            return Answer.ok(name + ": (0-2)");
        }

        @Override
        public Answer read() {
            boolean registered = !packet || contexts.attached();
            return Answer.ok(name + ": " + mode + (registered ? ",1" : ",0") + (mode == 2 && registered ? CELL : ""));
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            if (arguments.size() != 1 || arguments.get(0).quoted() || !arguments.get(0).text().matches("[0-2]")) {
                return Answer.error();
            }
            mode = arguments.get(0).text().charAt(0) - '0';
            return Answer.ok();
        }
    }

    private record Attachment(PacketContexts contexts) implements Command {

        @Override
        public Answer test() {
            return Answer.ok("+CGATT: (0,1)");
        }

        @Override
        public Answer read() {
            return Answer.ok("+CGATT: " + (contexts.attached() ? 1 : 0));
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            if (arguments.size() != 1 || arguments.get(0).quoted() || !arguments.get(0).text().matches("[01]")) {
                return Answer.error();
            }
            contexts.attach(arguments.get(0).text().equals("1"));
            return Answer.ok();
        }
    }
}
