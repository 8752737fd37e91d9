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
    /** How much proof. */
    VERIFY("verify", "size|content", Section.COMMAND, Group.TRANSFER),
    /** Go on with what an earlier try left. */
    RESUME("resume", "", Section.COMMAND, Group.TRANSFER),
    /** Start from zero. */
    FRESH("fresh", "", Section.COMMAND, Group.TRANSFER),
    /** No temporary file. */
    IN_PLACE("in-place", "", Section.COMMAND, EnumSet.of(Verb.PUSH)),
    /** A hash file beside the target. */
    SHA256("sha256", "", Section.COMMAND, Group.TRANSFER),
    /** Whole directories. */
    RECURSIVE("-r", "", Section.COMMAND, Group.TRANSFER),
    /** How many sessions at once. */
    JOBS("jobs", "N", Section.COMMAND, Group.TRANSFER),
    /** The times of files are not carried over. */
    NO_TIMES("no-times", "", Section.COMMAND, Group.TRANSFER),
    /** Remove temporary files. */
    PARTIALS("partials", "", Section.COMMAND, EnumSet.of(Verb.RM)),
    /** Which module to be. */
    MODULE_DIALECT("dialect", "qftp|mftp", Section.COMMAND, EnumSet.of(Verb.EMULATE)),
    /** Where to be a module. */
    MODULE_PORT("port", "PORT", Section.COMMAND, EnumSet.of(Verb.EMULATE)),
    /** The line's rate. */
    BAUD("baud", "N", Section.COMMAND, EnumSet.of(Verb.EMULATE)),
    /** Where the module really goes. */
    CONNECT_TO("connect-to", "HOST:PORT:HOST:PORT", Section.COMMAND, EnumSet.of(Verb.EMULATE)),
    /** Where the server listens. */
    SERVER_PORT("port", "N", Section.COMMAND, EnumSet.of(Verb.SERVE)),
    /** On which address the server listens. */
    ADDRESS("address", "ADDRESS", Section.COMMAND, EnumSet.of(Verb.SERVE)),
    /** Who may log in. */
    USER("user", "NAME", Section.COMMAND, EnumSet.of(Verb.SERVE)),
    /** How the server protects its connections. */
    SERVER_TLS("tls", "none|explicit|implicit", Section.COMMAND, EnumSet.of(Verb.SERVE)),
    /** Users, groups, rules and limits of the server. */
    CONFIG("config", "FILE", Section.COMMAND, EnumSet.of(Verb.SERVE)),
    /** Make a line for the file of users. */
    HASH_PASSWORD("hash-password", "", Section.COMMAND, EnumSet.of(Verb.SERVE)),
    /** Ask who answers. */
    PROBE("probe", "", Section.COMMAND, EnumSet.of(Verb.PORTS)),
    /** Which server, and where on it. */
    TO("to", "URL", Section.WAY, Group.REMOTE),
    /** Through which module. */
    VIA("via", "PORT|none", Section.WAY, Group.REMOTE),
    /** Which command set the module knows. */
    DIALECT("dialect", "auto|qftp|mftp", Section.WAY, Group.FILES),
    /** The access point name of the module's network. */
    APN("apn", "NAME", Section.WAY, Group.FILES),
    /** The password comes from standard input. */
    PASSWORD_STDIN("password-stdin", "", Section.WAY, Group.SECRET),
    /** Whom to trust. */
    CA("ca", "FILE", Section.TLS, Group.REMOTE),
    /** Trust whom one meets. */
    TRUST_FIRST_USE("trust-first-use", "", Section.TLS, Group.REMOTE),
    /** Who this side is. */
    CERTIFICATE("certificate", "FILE", Section.TLS, Group.REMOTE),
    /** The key of this side's certificate. */
    KEY("key", "FILE", Section.TLS, Group.REMOTE),
    /** Which versions of TLS may be spoken. */
    TLS_VERSIONS("tls-versions", "1.2|1.3|1.2,1.3", Section.TLS, Group.REMOTE),
    /** Who opens data connections. */
    DATA_MODE("data-mode", "passive|active|passive-then-active", Section.DATA, Group.REMOTE),
    /** Where passive data connections go. */
    DATA_ADDRESS("data-address", "control|server|control-then-server", Section.DATA, Group.REMOTE),
    /** On which ports active data connections are awaited. */
    ACTIVE_PORTS("active-ports", "LOW-HIGH", Section.DATA, Group.REMOTE),
    /** Which address is announced for them. */
    ACTIVE_ADDRESS("active-address", "ADDRESS", Section.DATA, Group.REMOTE),
    /** The character set of names. */
    NAMES("names", "CHARSET", Section.DATA, Group.REMOTE),
    /** Write a trace. */
    TRACE("trace", "FILE", Section.OUTPUT, Group.RUNNING),
    /** Results for programs. */
    JSON("json", "", Section.OUTPUT, Group.ALL),
    /** No progress. */
    QUIET("quiet", "", Section.OUTPUT, Group.ALL),
    /** Help for the command. */
    HELP("help", "", Section.OUTPUT, Group.ALL);

    /** Where an option stands in the help; its title is in the messages under {@code help.section.NAME}. */
    public enum Section {
        /** What belongs to the command alone. */
        COMMAND,
        /** Which server, by which way. */
        WAY,
        /** TLS. */
        TLS,
        /** Data connections and names of servers that are reached without a module. */
        DATA,
        /** What is told, and how. */
        OUTPUT
    }

    /** What later versions bring and this one does not know yet. */
    private static final Set<String> LATER = Set.of("--connection", "--storage", "--profile", "--quirk", "--faults", "--report");

    /** Commands that share options. */
    private static final class Group {
        private static final Set<Verb> ALL = EnumSet.allOf(Verb.class);
        private static final Set<Verb> TRANSFER = EnumSet.of(Verb.PUSH, Verb.PULL);
        private static final Set<Verb> FILES = EnumSet.range(Verb.PUSH, Verb.MV);
        private static final Set<Verb> REMOTE = EnumSet.range(Verb.PUSH, Verb.QUOTE);
        private static final Set<Verb> RUNNING = EnumSet.range(Verb.PUSH, Verb.PORTS);
        private static final Set<Verb> SECRET = EnumSet.range(Verb.PUSH, Verb.SERVE);

        static {
            SECRET.remove(Verb.EMULATE);
        }
    }

    private final String word;
    private final String argument;
    private final Section section;
    private final Set<Verb> verbs;

    Option(String word, String argument, Section section, Set<Verb> verbs) {
        this.word = word.startsWith("-") ? word : "--" + word;
        this.argument = argument;
        this.section = section;
        this.verbs = verbs;
    }

    /** The name as it is typed, with its hyphens. */
    public String word() {
        return word;
    }

    /** What follows it, as it stands in the help; empty for an option without an argument. */
    public String argument() {
        return argument;
    }

    /** Where it stands in the help. */
    public Section section() {
        return section;
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
