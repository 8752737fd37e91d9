/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;

import org.atferry.remote.Failure;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.Texts;

/** {@code ferry help [COMMAND]}: how to use the command line, made from the same table that the parser reads. */
final class HelpCommand implements Command {

    private static final int COLUMN = 34;

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
        StringBuilder help = new StringBuilder(texts.get("help.title")).append("\n\n");
        for (Verb verb : Verb.values()) {
            row(help, verb == Verb.VERSION ? "--version" : synopsis(verb), texts.get("help." + verb.word() + ".short"));
        }
        return help.append('\n').append(texts.get("help.end")).toString();
    }

    private static String synopsis(Verb verb) {
        return (verb.word() + " " + verb.operands()).strip();
    }

    private static String one(Verb verb, Texts texts) {
        String about = texts.get("help." + verb.word() + ".short");
        StringBuilder help = new StringBuilder("ferry ").append(synopsis(verb)).append("\n\n").append(about);
        String key = "help." + verb.word() + ".long";
        if (texts.has(key)) {
            help.append('\n').append(texts.get(key));
        }
        help.append("\n\n");
        for (Option option : Option.of(verb)) {
            row(help, (option.word() + " " + option.argument()).strip(), texts.get("option." + option));
        }
        return help.toString().stripTrailing();
    }

    private static void row(StringBuilder help, String left, String right) {
        help.append("  ").append(Printable.pad(left, COLUMN));
        if (left.length() >= COLUMN) {
            help.append('\n').append(" ".repeat(COLUMN + 2));
        }
        help.append(right.replace("\n", "\n" + " ".repeat(COLUMN + 2))).append('\n');
    }
}
