/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.atferry.server.Right;
import org.atferry.server.internal.Commands.Command;

/** Commands on files and folders that move no data. A rename never replaces what is there: the old file must not vanish by accident. */
final class FileCommands {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private final Quotas quotas;

    FileCommands(Quotas quotas) {
        this.quotas = quotas;
    }

    void addTo(Map<String, Command> commands) {
        for (String verb : new String[] { "PWD", "XPWD" }) {
            commands.put(verb, (session, argument) -> session.reply(257, quoted(session.tree().directory().name())
                    + " is the current directory."));
        }
        for (String verb : new String[] { "CWD", "XCWD" }) {
            commands.put(verb, (session, argument) -> change(session, argument.isEmpty() ? "/" : argument));
        }
        for (String verb : new String[] { "CDUP", "XCUP" }) {
            commands.put(verb, (session, argument) -> change(session, ".."));
        }
        for (String verb : new String[] { "MKD", "XMKD" }) {
            commands.put(verb, FileCommands::make);
        }
        for (String verb : new String[] { "RMD", "XRMD" }) {
            commands.put(verb, (session, argument) -> remove(session, argument, true));
        }
        commands.put("DELE", (session, argument) -> remove(session, argument, false));
        commands.put("RNFR", FileCommands::renameFrom);
        commands.put("RNTO", this::renameTo);
        commands.put("SIZE", FileCommands::size);
        commands.put("MDTM", FileCommands::time);
        commands.put("MFMT", FileCommands::setTime);
        commands.put("AVBL", this::available);
        commands.put("ALLO", this::allocate);
        commands.put("SITE", FileCommands::site);
    }

    /** RFC 959 appendix II: a quote within the name is doubled. */
    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String required(String argument) throws Refused {
        if (argument.isEmpty()) {
            throw Refused.syntax();
        }
        return argument;
    }

    private static void change(ControlSession session, String name) throws Refused {
        session.tree().changeDirectory(name);
        session.reply(250, "Directory changed to " + session.tree().directory().name());
    }

    private static void make(ControlSession session, String argument) throws Refused {
        Place place = session.tree().newPlace(required(argument)).needs(Right.WRITE);
        if (place.exists()) {
            throw new Refused(550, place.name() + ": already exists.");
        }
        place.creatable();
        try {
            Files.createDirectory(place.path());
        } catch (IOException e) {
            throw DiskFailures.refused(e, place.name());
        }
        session.reply(257, quoted(place.name()) + " created.");
    }

    private void remove(ControlSession session, String argument, boolean folder) throws Refused {
        Place place = session.tree().place(required(argument)).needs(Right.DELETE).existing();
        boolean isFolder = Files.isDirectory(place.path(), LinkOption.NOFOLLOW_LINKS);
        if (place.isRoot() || session.tree().access().isHeldByRule(session.tree().ruleName(place.path()))) {
            throw Refused.permission(place.name());
        }
        if (isFolder != folder) {
            throw new Refused(550, place.name() + (folder ? ": Not a directory." : ": Is a directory."));
        }
        try {
            long size = size(place.path());
            Files.delete(place.path());
            quotas.give(place.path(), size);
        } catch (DirectoryNotEmptyException e) {
            throw new Refused(550, place.name() + ": Directory not empty.");
        } catch (IOException e) {
            throw DiskFailures.refused(e, place.name());
        }
        session.reply(250, place.name() + (folder ? " removed." : " deleted."));
    }

    private static long size(Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
    }

    private static void renameFrom(ControlSession session, String argument) throws Refused {
        session.renameFrom(session.tree().place(required(argument)).known().existing());
        session.reply(350, "Ready for RNTO.");
    }

    private void renameTo(ControlSession session, String argument) throws Refused {
        Place from = session.takeRenameFrom();
        if (from == null) {
            throw new Refused(503, "Send RNFR first.");
        }
        Place target = session.tree().newPlace(required(argument));
        boolean stays = from.path().getParent().equals(target.path().getParent());
        boolean allowed = target.rights().contains(Right.WRITE) && from.rights().contains(stays ? Right.WRITE : Right.DELETE);
        if (!allowed || from.isRoot() || session.tree().access().isHeldByRule(session.tree().ruleName(from.path()))) {
            throw new Refused(553, from.name() + ": Permission denied.");
        }
        if (target.creatable().exists()) {
            throw new Refused(553, target.name() + ": File exists.");
        }
        try {
            long size = size(from.path());
            Files.move(from.path(), target.path());
            quotas.move(from.path(), target.path(), size);
        } catch (IOException e) {
            throw new Refused(553, from.name() + ": " + DiskFailures.words(e));
        }
        session.reply(250, "Renamed to " + target.name());
    }

    private static void size(ControlSession session, String argument) throws Refused {
        Place place = visible(session, argument);
        if (!place.isFile()) {
            throw new Refused(550, place.name() + ": Not a plain file.");
        }
        session.reply(213, Long.toString(place.attributes().size()));
    }

    private static void time(ControlSession session, String argument) throws Refused {
        session.reply(213, Listing.time(visible(session, argument).attributes().lastModifiedTime().toInstant()));
    }

    private static Place visible(ControlSession session, String argument) throws Refused {
        return session.tree().place(required(argument)).visible();
    }

    /** draft-somers-ftp-mfxx section 3. */
    private static void setTime(ControlSession session, String argument) throws Refused {
        int space = argument.indexOf(' ');
        if (space < 0) {
            throw Refused.syntax();
        }
        Instant time;
        try {
            time = LocalDateTime.parse(argument.substring(0, space).replaceFirst("\\..*", ""), SECONDS).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Refused.syntax();
        }
        Place place = session.tree().place(argument.substring(space + 1)).needs(Right.WRITE).existing();
        try {
            Files.getFileAttributeView(place.path(), BasicFileAttributeView.class).setTimes(FileTime.from(time), null, null);
        } catch (IOException e) {
            throw DiskFailures.refused(e, place.name());
        }
        session.reply(213, "Modify=" + SECONDS.format(time.atOffset(ZoneOffset.UTC)) + "; " + place.name());
    }

    /** draft-peterson-streamlined-ftp-command-extensions section 4: the bytes that still have room. */
    private void available(ControlSession session, String argument) throws Refused {
        session.reply(213, Long.toString(room(session, session.tree().place(argument).known())));
    }

    private long room(ControlSession session, Place place) throws Refused {
        try {
            long left = quotas.left(session.tree().home(), session.account().user().quota());
            return Math.min(left, Files.getFileStore(place.exists() ? place.path() : place.path().getParent()).getUsableSpace());
        } catch (IOException e) {
            throw Refused.missing(place.name());
        }
    }

    /** Nothing is reserved, but what cannot fit is refused before it is sent. */
    private void allocate(ControlSession session, String argument) throws Refused {
        try {
            if (Long.parseLong(argument.split(" ")[0]) > room(session, session.tree().directory())) {
                throw new Refused(552, "Not enough disk space, or quota exceeded.");
            }
        } catch (NumberFormatException e) {
            throw Refused.syntax();
        }
        session.reply(200, "There is room.");
    }

    private static void site(ControlSession session, String argument) throws Refused {
        String[] words = argument.strip().split(" ", 3);
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "HELP" -> session.reply(214, "SITE commands:\n CHMOD <octal mode> <name>\n HELP\nEnd");
            case "CHMOD" -> {
                if (words.length < 3 || !words[1].matches("0?[0-7]{3}")) {
                    throw Refused.syntax();
                }
                changeMode(session.tree().place(words[2]).needs(Right.WRITE).existing(), Integer.parseInt(words[1], 8));
                session.reply(200, "Mode changed.");
            }
            case "" -> throw Refused.syntax();
            default -> throw new Refused(504, "SITE " + words[0] + " not implemented: see SITE HELP.");
        }
    }

    private static void changeMode(Place place, int mode) throws Refused {
        PosixFileAttributeView view = Files.getFileAttributeView(place.path(), PosixFileAttributeView.class);
        if (view == null) {
            throw new Refused(504, "There are no modes on this server.");
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode >> all.length - 1 - bit & 1) != 0) {
                permissions.add(all[bit]);
            }
        }
        try {
            view.setPermissions(permissions);
        } catch (IOException e) {
            throw DiskFailures.refused(e, place.name());
        }
    }
}
