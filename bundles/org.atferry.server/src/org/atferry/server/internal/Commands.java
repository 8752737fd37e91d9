/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.atferry.server.ServerSettings;

/**
 * Every command that the server carries out itself, by its verb; what is not here, and not of the login, is not known. So {@code FEAT} and
 * {@code HELP} tell the truth.
 */
final class Commands {

    /** Carries out one command and replies. */
    @FunctionalInterface
    interface Command {
        /**
         * Carries it out.
         *
         * @param argument what stands behind the verb, or nothing
         */
        void run(ControlSession session, String argument) throws Refused;
    }

    /** Between {@code REST} or {@code RNFR} and the command that they are for, these may stand. */
    private static final Set<String> KEEP_RESTART = Set.of("RETR", "STOR", "APPE", "STOU", "PASV", "EPSV", "PORT", "EPRT", "TYPE", "NOOP");
    private static final Set<String> KEEP_RENAME = Set.of("RNTO", "NOOP");
    /** Where spaces around the argument mean nothing. */
    private static final Set<String> WITHOUT_NAMES = Set.of("TYPE", "STRU", "MODE", "REST", "OPTS", "PBSZ", "PROT", "EPSV", "PORT", "EPRT",
            "HELP", "ALLO");
    private static final Set<String> SUPERFLUOUS = Set.of("ACCT");
    private static final Set<String> OF_THE_LOGIN = Set.of("USER", "PASS", "AUTH", "QUIT", "REIN");

    private final Map<String, Command> commands = new HashMap<>();
    private final ServerSettings settings;

    Commands(ServerSettings settings, Quotas quotas) {
        this.settings = settings;
        commands.put("FEAT", (session, argument) -> session.reply(211, features(session)));
        commands.put("HELP", this::help);
        commands.put("SYST", (session, argument) -> session.reply(215, "UNIX Type: L8"));
        commands.put("NOOP", (session, argument) -> session.reply(200, "Nothing done."));
        commands.put("CLNT", (session, argument) -> session.reply(200, "Noted."));
        new ParameterCommands(settings).addTo(commands);
        new ConnectionCommands(settings).addTo(commands);
        new FileCommands(quotas).addTo(commands);
        new ListCommands().addTo(commands);
        new TransferCommands(quotas).addTo(commands);
        new HashCommands().addTo(commands);
    }

    /** Carries out one command and replies. */
    void run(ControlSession session, String verb, String argument) throws Refused {
        if (!KEEP_RESTART.contains(verb)) {
            session.restart(0);
        }
        if (!KEEP_RENAME.contains(verb)) {
            session.takeRenameFrom();
        }
        Command command = commands.get(verb);
        if (SUPERFLUOUS.contains(verb)) {
            throw new Refused(202, "Superfluous here.");
        }
        if (command == null) {
            throw unknown(verb);
        }
        command.run(session, WITHOUT_NAMES.contains(verb) ? argument.strip() : argument);
    }

    private static Refused unknown(String verb) {
        return new Refused(502, verb.matches("[A-Z0-9]{1,9}") ? "Command " + verb + " not implemented." : "Command not implemented.");
    }

    /** RFC 2389 section 3.2; RFC 4217 section 6. */
    private String features(ControlSession session) {
        StringBuilder text = new StringBuilder("Features:\n MDTM\n REST STREAM\n SIZE\n MLST type*;size*;modify*;\n MLSD\n UTF8\n TVFS\n"
                + " CLNT\n MFMT\n EPSV\n EPRT\n AVBL\n");
        text.append(" HASH ").append(HashCommands.offered(session.algorithm())).append('\n');
        new TreeSet<>(HashCommands.VERBS.keySet()).forEach(verb -> text.append(' ').append(verb).append('\n'));
        text.append(" SITE CHMOD;HELP\n");
        if (settings.tls().isOn()) {
            text.append(" AUTH TLS\n PBSZ\n PROT\n");
        }
        return text.append("End").toString();
    }

    private void help(ControlSession session, String argument) throws Refused {
        String verb = argument.toUpperCase(Locale.ROOT);
        Set<String> known = new TreeSet<>(commands.keySet());
        known.addAll(OF_THE_LOGIN);
        known.addAll(SUPERFLUOUS);
        if (!verb.isEmpty() && !known.contains(verb)) {
            throw unknown(verb);
        }
        if (!verb.isEmpty()) {
            session.reply(214, verb + " is implemented.");
            return;
        }
        StringBuilder text = new StringBuilder("Implemented:");
        int count = 0;
        for (String each : known) {
            text.append(count++ % 8 == 0 ? "\n " : " ").append(each);
        }
        session.reply(214, text.append("\nEnd").toString());
    }
}
