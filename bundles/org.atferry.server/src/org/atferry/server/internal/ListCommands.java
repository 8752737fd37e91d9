/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.atferry.server.Right;
import org.atferry.server.internal.Commands.Command;

/** Commands that list (RFC 959 section 4.1.3, RFC 3659 section 7). */
final class ListCommands {

    private static final int MOST_LINES_IN_A_REPLY = 1000;
    private static final Pattern OPTIONS = Pattern.compile("^(-[a-zA-Z1]+(\\s+|$))+");

    /**
     * What a listing is of.
     *
     * @param place the file or directory
     * @param wanted which names in the directory
     */
    private record Target(Place place, Predicate<String> wanted) {
    }

    void addTo(Map<String, Command> commands) {
        commands.put("LIST", (session, argument) -> send(session, target(session, argument), Listing.Form.LIST));
        commands.put("NLST", (session, argument) -> send(session, target(session, argument), Listing.Form.NLST));
        commands.put("MLSD", ListCommands::facts);
        commands.put("MLST", ListCommands::factsOfOne);
        commands.put("STAT", ListCommands::status);
    }

    private static Listing listing(ControlSession session, Listing.Form form) {
        return new Listing(session.tree(), form, session.facts(), Clock.systemUTC().instant());
    }

    /** Options of {@code ls} are passed over; the last element may be a pattern, if nothing has that very name. */
    private static Target target(ControlSession session, String argument) throws Refused {
        Place named = session.tree().place(argument);
        String name = named.exists() ? argument : OPTIONS.matcher(argument).replaceFirst("");
        Place place = session.tree().place(name);
        String last = place.lastElement();
        if (place.exists() || last.indexOf('*') < 0 && last.indexOf('?') < 0) {
            return new Target(visible(place), any -> true);
        }
        return new Target(visible(session.tree().place(place.name() + "/..")), new NamePattern(last)::matches);
    }

    private static Place visible(Place place) throws Refused {
        if (!place.needs(Right.LIST).exists()) {
            throw new Refused(450, place.name() + ": No such file or directory.");
        }
        return place;
    }

    private static void facts(ControlSession session, String argument) throws Refused {
        Place place = session.tree().place(argument).needs(Right.LIST).existing();
        if (!place.isDirectory()) {
            throw new Refused(501, place.name() + ": Not a directory.");
        }
        send(session, new Target(place, any -> true), Listing.Form.MLSD);
    }

    private static void factsOfOne(ControlSession session, String argument) throws Refused {
        Place place = session.tree().place(argument).visible();
        String line = listing(session, Listing.Form.MLSD).line(place.path(), place.name());
        if (line.isEmpty()) {
            throw Refused.missing(place.name());
        }
        session.reply(250, "Listing\n " + line + "\nEnd");
    }

    private static void send(ControlSession session, Target target, Listing.Form form) throws Refused {
        Listing listing = listing(session, form);
        Transfers.send(session, "the listing of " + target.place().name(), out -> {
            try {
                list(listing, target, line -> write(session, out, line));
            } catch (IOException e) {
                throw DiskFailures.broken(e, target.place().name());
            }
        });
    }

    private static void list(Listing listing, Target target, Listing.Lines lines) throws IOException, Refused {
        Path path = target.place().path();
        if (target.place().isDirectory()) {
            listing.directory(path, target.wanted(), lines);
        } else {
            lines.accept(listing.line(path, target.place().lastElement()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(ControlSession session, OutputStream out, byte[] line) throws Refused {
        try {
            out.write(line);
            out.write('\r');
            out.write('\n');
            session.data().progressed();
        } catch (IOException e) {
            throw Transfers.broken(e);
        }
    }

    /** Without a name the state of the session, else a listing within the reply, which may not be endless. */
    private static void status(ControlSession session, String argument) throws Refused {
        if (argument.isEmpty()) {
            session.reply(211, "AT Ferry\n Connected from " + session.client().getHostAddress() + "\n Logged in as "
                    + session.account().getName() + "\n Type: " + (session.isBinary() ? "I" : "A") + ", protection: "
                    + (session.data().isProtected() ? "P" : "C") + "\nEnd");
            return;
        }
        Target target = target(session, argument);
        StringBuilder text = new StringBuilder("Status of ").append(target.place().name());
        int[] count = new int[1];
        try {
            list(listing(session, Listing.Form.LIST), target, line -> {
                if (count[0]++ < MOST_LINES_IN_A_REPLY) {
                    text.append("\n ").append(new String(line, StandardCharsets.UTF_8));
                }
            });
        } catch (IOException e) {
            throw DiskFailures.broken(e, target.place().name());
        }
        if (count[0] > MOST_LINES_IN_A_REPLY) {
            text.append("\n ").append(count[0] - MOST_LINES_IN_A_REPLY).append(" more: use LIST");
        }
        session.reply(target.place().isDirectory() ? 212 : 213, text.append("\nEnd").toString());
    }
}
