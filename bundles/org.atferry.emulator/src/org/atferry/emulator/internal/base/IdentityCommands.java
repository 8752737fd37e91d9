/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.base;

import java.util.LinkedHashMap;
import java.util.Map;

import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.Command;
import org.atferry.remote.ModuleIdentity;

/** Who answers: {@code ATI}, {@code +CGMI}, {@code +CGMM}, {@code +CGMR}, {@code +CGSN} and their {@code +G} twins. */
public final class IdentityCommands {

    /** From the range of numbers that is set aside for tests. */
    static final String IMEI = "004999010640000";

    private IdentityCommands() {
    }

    /** The commands by their names. */
    public static Map<String, Command> of(ModuleIdentity identity) {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("I", new Command() {
            @Override
            public Answer execute() {
                return Answer.ok(identity.manufacturer(), identity.model(), "Revision: " + identity.revision());
            }
        });
        put(commands, "MI", identity.manufacturer());
        put(commands, "MM", identity.model());
        put(commands, "MR", identity.revision());
        put(commands, "SN", IMEI);
        return commands;
    }

    private static void put(Map<String, Command> commands, String suffix, String value) {
        Command command = new Command() {
            @Override
            public Answer test() {
                return Answer.ok();
            }

            @Override
            public Answer execute() {
                return Answer.ok(value);
            }
        };
        commands.put("+CG" + suffix, command);
        commands.put("+G" + suffix, command);
    }
}
