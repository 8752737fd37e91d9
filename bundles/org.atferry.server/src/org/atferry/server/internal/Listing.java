/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The lines of a listing, made one by one. Up to some thousand names are sorted; a bigger directory comes as the disk gives it, so that
 * its size does not matter. A name with a line break in it cannot be told in a line, and is left out. What lies outside of the tree,
 * through a link, has a name and nothing else. Nothing is hidden: a directory that looks empty but cannot be removed helps nobody.
 */
final class Listing {

    /** The facts that are known, in the order in which they come (RFC 3659 section 7.5). */
    static final List<String> FACTS = List.of("Size", "Modify", "Type");
    static final String ALL_FACTS = "Size;Modify;Type;";

    private static final int SORTED = 10_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter RECENT = DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM dd  uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration HALF_A_YEAR = Duration.ofDays(183);

    /** What is done with a line. */
    @FunctionalInterface
    interface Lines {
        /** Takes a line, without its end. */
        void accept(byte[] line) throws IOException, Refused;
    }

    /** How an entry is written. */
    enum Form {
        /** Facts for programs. */
        MLSD,
        /** What {@code ls -l} prints. */
        LIST,
        /** The name. */
        NLST
    }

    private final Tree tree;
    private final Form form;
    private final String facts;
    private final Instant now;

    Listing(Tree tree, Form form, String facts, Instant now) {
        this.tree = tree;
        this.form = form;
        this.facts = facts;
        this.now = now;
    }

    /** RFC 3659 section 2.3. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    /** Lists what is in a directory, as far as its names are wanted. */
    void directory(Path directory, Predicate<String> wanted, Lines lines) throws IOException, Refused {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            Iterator<Path> all = children.iterator();
            List<Path> first = new ArrayList<>();
            while (all.hasNext() && first.size() < SORTED) {
                add(first, all.next(), wanted);
            }
            if (!all.hasNext()) {
                Collections.sort(first);
            }
            for (Path child : first) {
                entry(child, lines);
            }
            first.clear();
            while (all.hasNext()) {
                add(first, all.next(), wanted);
                for (Path child : first) {
                    entry(child, lines);
                }
                first.clear();
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void add(List<Path> list, Path child, Predicate<String> wanted) {
        String name = child.getFileName().toString();
        if (wanted.test(name) && name.indexOf('\n') < 0 && name.indexOf('\r') < 0) {
            list.add(child);
        }
    }

    private void entry(Path child, Lines lines) throws IOException, Refused {
        String line = line(child, child.getFileName().toString());
        if (!line.isEmpty()) {
            lines.accept(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One line, or nothing for what vanished in the meantime. */
    String line(Path path, String name) {
        if (form == Form.NLST) {
            return name;
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                attributes = tree.isInside(path) ? Files.readAttributes(path, BasicFileAttributes.class) : null;
            }
            return form == Form.MLSD ? facts(attributes) + " " + name : longLine(attributes, name);
        } catch (IOException e) {
            return "";
        }
    }

    /** The facts of an entry; null for one that leads outside. */
    private String facts(BasicFileAttributes attributes) {
        StringBuilder text = new StringBuilder(64);
        if (facts.contains("Size;")) {
            text.append("Size=").append(size(attributes)).append(';');
        }
        if (facts.contains("Modify;")) {
            text.append("Modify=").append(time(modified(attributes))).append(';');
        }
        if (facts.contains("Type;") && attributes != null && (attributes.isDirectory() || attributes.isRegularFile())) {
            text.append(attributes.isDirectory() ? "Type=dir;" : "Type=file;");
        }
        return text.toString();
    }

    private static long size(BasicFileAttributes attributes) {
        return attributes != null && attributes.isRegularFile() ? attributes.size() : 0;
    }

    private static Instant modified(BasicFileAttributes attributes) {
        return attributes == null ? Instant.EPOCH : attributes.lastModifiedTime().toInstant();
    }

    private String longLine(BasicFileAttributes attributes, String name) {
        boolean directory = attributes != null && attributes.isDirectory();
        Instant modified = modified(attributes);
        boolean recent = modified.isAfter(now.minus(HALF_A_YEAR)) && modified.isBefore(now.plus(Duration.ofDays(1)));
        StringBuilder text = new StringBuilder(96).append(directory ? "drwxr-xr-x" : "-rw-r--r--").append("   1 ftp      ftp      ");
        String size = Long.toString(size(attributes));
        return text.append(" ".repeat(Math.max(0, 12 - size.length()))).append(size).append(' ')
                .append((recent ? RECENT : OLD).format(modified)).append(' ').append(name).toString();
    }
}
