/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;
import java.util.Locale;

import org.atferry.remote.Failure;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.Texts;
import org.atferry.shell.internal.output.Wrapped;

/** {@code ferry help [COMMAND]}: how to use the command line, made from the same table that the parser reads. */
final class HelpCommand implements Command {

    private static final int WIDTH = 80;
    private static final int COMMAND_COLUMN = 22;
    private static final int OPTION_COLUMN = 26;

    @Override
    public Verb verb() {
        return Verb.HELP;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        List<String> operands = invocation.line().operands();
        Texts texts = invocation.texts();
        String help = operands.isEmpty() ? all(texts) : one(CommandLine.verb(operands.get(0), texts), texts);
        invocation.output().result(help, Json.event("help").put("text", help));
    }

    private static String all(Texts texts) {
        StringBuilder help = new StringBuilder(Wrapped.text(texts.get("help.title"), WIDTH, 0)).append("\n\n");
        for (Verb verb : Verb.values()) {
            row(help, verb == Verb.VERSION ? "--version" : synopsis(verb), texts.get("help." + verb.word() + ".short"), COMMAND_COLUMN);
        }
        return help.append('\n').append(Wrapped.text(texts.get("help.end"), WIDTH, 0)).toString();
    }

    private static String synopsis(Verb verb) {
        return (verb.word() + " " + verb.operands()).strip();
    }

    private static String one(Verb verb, Texts texts) {
        StringBuilder help = new StringBuilder("ferry ").append(synopsis(verb)).append("\n\n")
                .append(Wrapped.text(texts.get("help." + verb.word() + ".short"), WIDTH, 0));
        String key = "help." + verb.word() + ".long";
        if (texts.has(key)) {
            help.append('\n').append(Wrapped.text(texts.get(key), WIDTH, 0));
        }
        help.append('\n');
        for (Option.Section section : Option.Section.values()) {
            section(help, Option.of(verb).stream().filter(option -> option.section() == section).toList(), section, texts);
        }
        return help.toString().stripTrailing();
    }

    private static void section(StringBuilder help, List<Option> options, Option.Section section, Texts texts) {
        if (options.isEmpty()) {
            return;
        }
        boolean titled = section != Option.Section.COMMAND && options.size() > 1;
        if (titled || section == Option.Section.COMMAND) {
            help.append('\n');
        }
        if (titled) {
            help.append(texts.get("help.section." + section.name().toLowerCase(Locale.ROOT))).append('\n');
        }
        for (Option option : options) {
            row(help, (option.word() + " " + option.argument()).strip(), texts.get("option." + option), OPTION_COLUMN);
        }
    }

    private static void row(StringBuilder help, String left, String right, int column) {
        help.append("  ").append(Printable.pad(left, column));
        if (left.length() >= column) {
            help.append('\n').append(" ".repeat(column + 2));
        }
        help.append(Wrapped.text(right, WIDTH, column + 2)).append('\n');
    }
}
