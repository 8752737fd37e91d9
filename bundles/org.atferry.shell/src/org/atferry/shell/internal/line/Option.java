/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.line;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options: names, arguments, and the commands that know them. Their help stands in the messages under {@code option.NAME}. */
public enum Option {
    /** Which server, and where on it. */
    TO("to", "URL", Group.REMOTE),
    /** Through which module. */
    VIA("via", "PORT|none", Group.REMOTE),
    /** Which command set the module knows. */
    DIALECT("dialect", "auto|qftp|mftp", Group.REMOTE),
    /** The access point name of the module's network. */
    APN("apn", "NAME", Group.REMOTE),
    /** How much proof. */
    VERIFY("verify", "size|content", Group.TRANSFER),
    /** Go on with what an earlier try left. */
    RESUME("resume", "", Group.TRANSFER),
    /** Start from zero. */
    FRESH("fresh", "", Group.TRANSFER),
    /** No temporary file. */
    IN_PLACE("in-place", "", EnumSet.of(Verb.PUSH)),
    /** A hash file beside the target. */
    SHA256("sha256", "", Group.TRANSFER),
    /** Remove temporary files. */
    PARTIALS("partials", "", EnumSet.of(Verb.RM)),
    /** Which module to be. */
    MODULE_DIALECT("dialect", "qftp|mftp", EnumSet.of(Verb.EMULATE)),
    /** Where to be a module. */
    MODULE_PORT("port", "PORT", EnumSet.of(Verb.EMULATE)),
    /** The line's rate. */
    BAUD("baud", "N", EnumSet.of(Verb.EMULATE)),
    /** Where the module really goes. */
    CONNECT_TO("connect-to", "HOST:PORT:HOST:PORT", EnumSet.of(Verb.EMULATE)),
    /** Where the server listens. */
    SERVER_PORT("port", "N", EnumSet.of(Verb.SERVE)),
    /** Who may log in. */
    USER("user", "NAME", EnumSet.of(Verb.SERVE)),
    /** On which address the server listens. */
    ADDRESS("address", "ADDRESS", EnumSet.of(Verb.SERVE)),
    /** Ask who answers. */
    PROBE("probe", "", EnumSet.of(Verb.PORTS)),
    /** Write a trace. */
    TRACE("trace", "FILE", Group.RUNNING),
    /** Results for programs. */
    JSON("json", "", Group.ALL),
    /** No progress. */
    QUIET("quiet", "", Group.ALL),
    /** The password comes from standard input. */
    PASSWORD_STDIN("password-stdin", "", Group.SECRET),
    /** Help for the command. */
    HELP("help", "", Group.ALL);

    /** What later versions bring and this one does not know yet. */
    private static final Set<String> LATER = Set.of("-r", "--jobs", "--connection", "--storage", "--profile", "--quirk", "--faults",
            "--tls", "--report", "--ca");

    /** Commands that share options. */
    private static final class Group {
        private static final Set<Verb> ALL = EnumSet.allOf(Verb.class);
        private static final Set<Verb> TRANSFER = EnumSet.of(Verb.PUSH, Verb.PULL);
        private static final Set<Verb> REMOTE = EnumSet.range(Verb.PUSH, Verb.MV);
        private static final Set<Verb> RUNNING = EnumSet.range(Verb.PUSH, Verb.PORTS);
        private static final Set<Verb> SECRET = EnumSet.range(Verb.PUSH, Verb.SERVE);

        static {
            SECRET.remove(Verb.EMULATE);
        }
    }

    private final String word;
    private final String argument;
    private final Set<Verb> verbs;

    Option(String word, String argument, Set<Verb> verbs) {
        this.word = word;
        this.argument = argument;
        this.verbs = verbs;
    }

    /** The name as it is typed, with its hyphens. */
    public String word() {
        return "--" + word;
    }

    /** What follows it, as it stands in the help; empty for an option without an argument. */
    public String argument() {
        return argument;
    }

    /** Whether an argument follows. */
    public boolean takesArgument() {
        return !argument.isEmpty();
    }

    /** Whether it may be given more than once. */
    public boolean repeatable() {
        return this == CONNECT_TO;
    }

    /** Whether the command knows it. */
    public boolean belongsTo(Verb verb) {
        return verbs.contains(verb);
    }

    /** The options of a command, in the order of the help. */
    public static List<Option> of(Verb verb) {
        List<Option> options = new ArrayList<>();
        for (Option option : values()) {
            if (option.belongsTo(verb)) {
                options.add(option);
            }
        }
        return options;
    }

    /** Finds an option of a command by its name, with its hyphens. */
    static Optional<Option> find(String word, Verb verb) {
        return of(verb).stream().filter(option -> option.word().equals(word)).findFirst();
    }

    /** The commands that know an option of this name. */
    static List<Verb> owners(String word) {
        Set<Verb> owners = EnumSet.noneOf(Verb.class);
        for (Option option : values()) {
            if (option.word().equals(word)) {
                owners.addAll(option.verbs);
            }
        }
        return List.copyOf(owners);
    }

    /** Whether a later version brings it. */
    static boolean isLater(String word) {
        return LATER.contains(word);
    }
}
