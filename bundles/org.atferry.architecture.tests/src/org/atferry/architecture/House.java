/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The floors: which bundle may refer to what. This is the table of the design, as data; a bundle that is not in it is an error.
 * <p>
 * What a room may use is named by bundles of ours (then all their packages count, but for the internal ones) or by single packages of them,
 * and by libraries, as package prefixes.
 */
final class House {

    /** What a bundle may refer to, besides Java and itself. */
    record Room(Set<String> ours, Set<String> libraries) {
    }

    private static final Map<String, Room> ROOMS = new TreeMap<>(Map.ofEntries(
            // 1
            room("remote", Set.of(), Set.of()),
            room("at", Set.of(), Set.of()),
            // 2
            room("at.serial", Set.of("at"), Set.of("com.fazecast.jSerialComm")),
            room("at.net", Set.of("at"), Set.of("org.apache.commons.net")),
            room("command", Set.of("at", "remote"), Set.of()),
            room("ftp", Set.of("remote"), Set.of("org.apache.commons.net")),
            room("server", Set.of("remote"), Set.of("org.apache.ftpserver", "org.apache.mina", "org.slf4j")),
            // 3: of the commands, the emulator knows the vocabulary alone
            room("connect", Set.of("remote"), Set.of()),
            room("emulator", Set.of("command.qftp", "ftp", "at", "remote"), Set.of()),
            // 5
            room("shell", Set.of("remote", "at", "at.serial", "at.net", "command", "ftp", "server", "connect", "emulator"),
                    Set.of("org.apache.felix.service.command", "org.osgi.framework", "org.osgi.util.tracker")),
            // Beside the house: on the class path, below the framework
            room("launcher", Set.of(), Set.of("org.osgi.framework", "org.osgi.util.tracker"))));

    /** What every bundle may refer to: OSGi services by annotation and by specification. */
    private static final List<String> COMMON = List.of("org.osgi.service", "org.osgi.annotation");

    private static final String OURS = "org.atferry.";

    private House() {
    }

    /** The symbolic names of all bundles that are shipped. */
    static Set<String> bundles() {
        return ROOMS.keySet();
    }

    /**
     * Says what is wrong with a reference.
     *
     * @param bundle symbolic name of the bundle that refers
     * @param target the package it refers to
     * @return what is wrong, for a person, or nothing
     */
    static Optional<String> objection(String bundle, String target) {
        Room room = ROOMS.get(bundle);
        if (room == null) {
            return Optional.of(bundle + " is not in the table of floors (House)");
        }
        boolean allowed = isOurs(target) ? mayUseOurs(bundle, room, target) : mayUseLibrary(room, target);
        return allowed ? Optional.empty() : Optional.of(bundle + " must not refer to " + target);
    }

    private static boolean mayUseOurs(String bundle, Room room, String target) {
        String owner = owner(target);
        if (owner.equals(bundle)) {
            return true;
        }
        boolean internal = (target + ".").contains(".internal.");
        return !internal && (room.ours().contains(owner) || room.ours().contains(target));
    }

    private static boolean mayUseLibrary(Room room, String target) {
        return isWithin(target, "java") || isWithin(target, "javax") || COMMON.stream().anyMatch(prefix -> isWithin(target, prefix))
                || room.libraries().stream().anyMatch(prefix -> isWithin(target, prefix));
    }

    private static boolean isOurs(String target) {
        return target.startsWith(OURS);
    }

    /** The bundle that a package of ours belongs to: the one with the longest name that the package's name starts with. */
    private static String owner(String target) {
        return ROOMS.keySet().stream().filter(bundle -> isWithin(target, bundle)).reduce("", (a, b) -> a.length() > b.length() ? a : b);
    }

    private static boolean isWithin(String target, String prefix) {
        return target.equals(prefix) || target.startsWith(prefix + ".");
    }

    private static Map.Entry<String, Room> room(String bundle, Set<String> ours, Set<String> libraries) {
        return Map.entry(OURS + bundle, new Room(ours.stream().map(OURS::concat).collect(Collectors.toSet()), libraries));
    }
}
