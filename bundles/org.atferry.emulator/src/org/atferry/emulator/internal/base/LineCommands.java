/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.base;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

import org.atferry.at.AtText;
import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.Command;
import org.atferry.emulator.internal.line.LineOutput;
import org.atferry.emulator.internal.line.LineSettings;

/** The commands about the line itself: {@code ATE}, {@code ATV}, {@code ATQ} (V.250 6.2) and {@code AT+CMEE}. */
public final class LineCommands {

    private LineCommands() {
    }

    /** The commands by their names. */
    public static Map<String, Command> of(LineSettings settings, LineOutput output, ErrorReport errors) {
        return Map.of("E", flag(value -> set(() -> settings.echo(value == 1))),
                "V", flag(value -> set(() -> output.verbose(value == 1))),
                "Q", flag(value -> set(() -> output.quiet(value == 1))),
                "+CMEE", new Cmee(errors));
    }

    private static boolean set(Runnable action) {
        action.run();
        return true;
    }

    /** A basic command of 0 and 1; without a number it means 0. */
    private static Command flag(IntPredicate action) {
        return new Command() {
            @Override
            public Answer set(List<AtText.Argument> arguments) {
                String number = arguments.get(0).text();
                boolean known = number.equals("0") || number.equals("1");
                return known && action.test(number.charAt(0) - '0') ? Answer.ok() : Answer.error();
            }

            @Override
            public Answer execute() {
                action.test(0);
                return Answer.ok();
            }
        };
    }

    private record Cmee(ErrorReport errors) implements Command {

        @Override
        public Answer test() {
            return Answer.ok("+CMEE: (0-2)");
        }

        @Override
        public Answer read() {
            return Answer.ok("+CMEE: " + errors.mode());
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            if (arguments.size() != 1 || arguments.get(0).quoted() || !arguments.get(0).text().matches("[0-2]")) {
                return Answer.error();
            }
            errors.mode(arguments.get(0).text().charAt(0) - '0');
            return Answer.ok();
        }

        @Override
        public Answer execute() {
            errors.mode(0);
            return Answer.ok();
        }
    }
}
