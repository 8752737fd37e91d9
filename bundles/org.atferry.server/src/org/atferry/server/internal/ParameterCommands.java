/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.atferry.remote.HashAlgorithm;
import org.atferry.server.ServerSettings;
import org.atferry.server.internal.Commands.Command;

/** Commands that say how the next ones are meant (RFC 959 section 4.1.2, RFC 2389 section 4, RFC 4217 sections 8 and 9). */
final class ParameterCommands {

    private final ServerSettings settings;

    ParameterCommands(ServerSettings settings) {
        this.settings = settings;
    }

    void addTo(Map<String, Command> commands) {
        commands.put("TYPE", ParameterCommands::type);
        commands.put("STRU", (session, argument) -> only("F", argument, session, "Structure is file."));
        commands.put("MODE", (session, argument) -> only("S", argument, session, "Mode is stream."));
        commands.put("OPTS", ParameterCommands::options);
        commands.put("REST", ParameterCommands::restart);
        commands.put("PBSZ", this::bufferSize);
        commands.put("PROT", this::protection);
        commands.put("CCC", (session, argument) -> {
            throw new Refused(534, "The control connection stays as it is.");
        });
    }

    private static void type(ControlSession session, String argument) throws Refused {
        switch (argument.toUpperCase(Locale.ROOT)) {
            case "I", "L 8", "L8" -> session.binary(true);
            case "A", "A N" -> session.binary(false);
            case "" -> throw Refused.syntax();
            default -> throw new Refused(504, "Type " + argument + " not implemented.");
        }
        session.reply(200, "Type set to " + (session.isBinary() ? "I" : "A"));
    }

    private static void only(String known, String argument, ControlSession session, String words) throws Refused {
        if (!argument.equalsIgnoreCase(known)) {
            throw argument.isEmpty() ? Refused.syntax() : new Refused(504, argument + " not implemented.");
        }
        session.reply(200, words);
    }

    private static void restart(ControlSession session, String argument) throws Refused {
        try {
            long position = Long.parseLong(argument);
            if (position >= 0) {
                session.restart(position);
                session.reply(350, "Restarting at " + position + ". Send STOR or RETR.");
                return;
            }
        } catch (NumberFormatException e) {
            // no number
        }
        throw Refused.syntax();
    }

    private static void options(ControlSession session, String argument) throws Refused {
        String[] words = argument.strip().split("\\s+", 2);
        String value = words.length > 1 ? words[1] : "";
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "UTF8", "UTF-8" -> {
                if (value.equalsIgnoreCase("OFF")) {
                    throw new Refused(504, "Names are always UTF-8.");
                }
                session.reply(200, "Names are UTF-8.");
            }
            case "MLST" -> facts(session, value);
            case "HASH" -> algorithm(session, value);
            default -> throw new Refused(501, "No options for " + words[0] + ".");
        }
    }

    /** RFC 3659 section 7.9: unknown facts are not an error. */
    private static void facts(ControlSession session, String wanted) {
        List<String> names = Arrays.stream(wanted.split(";")).map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        String chosen = Listing.FACTS.stream().filter(fact -> names.contains(fact.toLowerCase(Locale.ROOT))).map(fact -> fact + ";")
                .collect(Collectors.joining());
        session.facts(chosen);
        session.reply(200, "MLST OPTS" + (chosen.isEmpty() ? "" : " " + chosen));
    }

    private static void algorithm(ControlSession session, String name) throws Refused {
        if (!name.isEmpty()) {
            Optional<HashAlgorithm> found = HashCommands.find(name);
            session.algorithm(found.orElseThrow(() -> new Refused(501, "Unknown algorithm, current selection not changed.")));
        }
        session.reply(200, HashCommands.name(session.algorithm()));
    }

    private void bufferSize(ControlSession session, String argument) throws Refused {
        requireSecure(session);
        if (argument.isEmpty() || !argument.chars().allMatch(Character::isDigit)) {
            throw Refused.syntax();
        }
        session.reply(200, "PBSZ=0");
    }

    private void protection(ControlSession session, String argument) throws Refused {
        requireSecure(session);
        switch (argument.toUpperCase(Locale.ROOT)) {
            case "P" -> session.data().protect(true);
            case "C" -> {
                if (settings.tls().protectedData()) {
                    throw new Refused(534, "Data connections must be encrypted.");
                }
                session.data().protect(false);
            }
            case "S", "E" -> throw new Refused(536, "Not with TLS.");
            case "" -> throw Refused.syntax();
            default -> throw new Refused(504, "Level " + argument + " not implemented.");
        }
        session.reply(200, "Protection level set to " + argument.toUpperCase(Locale.ROOT));
    }

    private static void requireSecure(ControlSession session) throws Refused {
        if (!session.isSecure()) {
            throw new Refused(503, "Send AUTH TLS first.");
        }
    }
}
