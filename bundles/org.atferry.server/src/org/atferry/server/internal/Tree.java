/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

import org.atferry.server.Right;

/**
 * The served folder as one session sees it: names are taken apart here, so that neither {@code ..} nor a separator of the operating system
 * nor a link leads out of it. For the thread of the session.
 */
final class Tree {

    private final Path root;
    private final Path home;
    private final Access access;
    private String directory = "/";

    /**
     * A view of a folder.
     *
     * @param root its real path
     * @param home the real path of what this user sees as {@code /}
     */
    Tree(Path root, Path home, Access access) {
        this.root = root;
        this.home = home;
        this.access = access;
    }

    Path home() {
        return home;
    }

    Access access() {
        return access;
    }

    /** The working directory. */
    Place directory() throws Refused {
        return place(directory);
    }

    void changeDirectory(String name) throws Refused {
        Place target = place(name);
        if (!target.needs(Right.LIST).isDirectory()) {
            throw target.exists() ? new Refused(550, target.name() + ": Not a directory.") : Refused.missing(target.name());
        }
        directory = target.name();
    }

    /** The place that a name means; the empty name means the working directory. */
    Place place(String name) throws Refused {
        Deque<String> elements = new ArrayDeque<>();
        String absolute = name.startsWith("/") ? name : directory + "/" + name;
        for (String element : absolute.split("/")) {
            if (element.equals("..")) {
                elements.pollLast();
            } else if (!element.isEmpty() && !element.equals(".")) {
                elements.addLast(element);
            }
        }
        String clean = "/" + String.join("/", elements);
        Path path = home;
        for (String element : elements) {
            path = child(path, element, clean);
        }
        Path real = real(path, clean);
        Set<Right> rights = EnumSet.noneOf(Right.class);
        rights.addAll(access.rights(ruleName(path)));
        rights.retainAll(access.rights(ruleName(real))); // a link, or where one file has many spellings, the one on the disk
        return new Place(clean, path, rights);
    }

    /** The place for something new: no element of its name may be prohibited, or break lines of listings and replies. */
    Place newPlace(String name) throws Refused {
        Place place = place(name);
        for (String element : place.name().split("/")) {
            if (element.chars().anyMatch(Character::isISOControl)) {
                throw new Refused(553, "Prohibited file name: it has control characters.");
            }
            if (!element.isEmpty() && access.isProhibited(element)) {
                throw new Refused(553, "Prohibited file name: " + element);
            }
        }
        return place;
    }

    /** The name by which rules know a path. */
    String ruleName(Path path) {
        StringBuilder name = new StringBuilder();
        root.relativize(path).forEach(element -> name.append(element.toString().isEmpty() ? "" : "/" + element));
        return name.isEmpty() ? "/" : name.toString();
    }

    /** Where a path really leads, which is in the home. */
    private Path real(Path path, String name) throws Refused {
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
            if (existing == null) {
                throw Refused.missing(name);
            }
        }
        try {
            Path real = existing.toRealPath();
            if (real.startsWith(home)) {
                return existing.equals(path) ? real : real.resolve(existing.relativize(path));
            }
        } catch (IOException e) {
            // a link to nowhere
        }
        throw Refused.missing(name);
    }

    /** Whether a link in the tree stays in it. */
    boolean isInside(Path link) {
        try {
            return link.toRealPath().startsWith(home);
        } catch (IOException e) {
            return false;
        }
    }

    /** One element must be one element for the operating system too. */
    private static Path child(Path parent, String element, String name) throws Refused {
        try {
            Path child = parent.resolve(element);
            if (parent.equals(child.getParent()) && child.getFileName().toString().equals(element)) {
                return child;
            }
        } catch (InvalidPathException e) {
            // no name here
        }
        throw Refused.missing(name);
    }
}
