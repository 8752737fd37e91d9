/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import org.apache.commons.net.ftp.FTPClientConfig;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPFileEntryParser;
import org.apache.commons.net.ftp.parser.CompositeFileEntryParser;
import org.apache.commons.net.ftp.parser.DefaultFTPFileEntryParserFactory;
import org.apache.commons.net.ftp.parser.NTFTPEntryParser;
import org.apache.commons.net.ftp.parser.UnixFTPEntryParser;
import org.atferry.remote.RemoteEntry;

/**
 * The lines of {@code LIST}: those that most servers send by {@link UnixLine}, the others by Commons Net's parsers. Times are taken as UTC,
 * because the server does not say its zone, and many are those of the server's own clock and without seconds: who needs the time asks for
 * it by {@code MDTM}, as {@link Directories#stat} does. {@code -a} is not sent, because many servers take it for a name. The parser is
 * chosen from a closed list: Commons Net would load a class of the name that a server gives as its system.
 */
final class ListLine {

    private static final Pattern UNIX_MODE = Pattern.compile("[-bcdelfmpSs][-rwxsStTL]{9}.*");
    private static final int UNIX_MODE_LENGTH = 10;
    private static final String[] SPECIAL = { FTPClientConfig.SYST_VMS, FTPClientConfig.SYST_OS400, FTPClientConfig.SYST_AS400,
            FTPClientConfig.SYST_MVS, FTPClientConfig.SYST_OS2, FTPClientConfig.SYST_NETWARE };

    private final FTPFileEntryParser parser;
    private final UnixLine unix;

    /**
     * A parser for one listing.
     *
     * @param system the server's answer to {@code SYST}; may be empty
     * @param now from which the year is found where only month, day and time are told
     */
    ListLine(String system, Instant now) {
        String upper = system.toUpperCase(Locale.ROOT);
        Optional<String> special = special(upper);
        this.parser = special.map(ListLine::specialParser).orElseGet(ListLine::commonParser);
        this.unix = special.isPresent() ? null : new UnixLine(now);
    }

    private static Optional<String> special(String system) {
        if (!system.contains(FTPClientConfig.SYST_UNIX)) {
            for (String special : SPECIAL) {
                if (system.contains(special)) {
                    return Optional.of(special);
                }
            }
        }
        return Optional.empty();
    }

    private static FTPFileEntryParser specialParser(String special) {
        return new DefaultFTPFileEntryParserFactory().createFileEntryParser(configuration(special));
    }

    private static FTPFileEntryParser commonParser() {
        return new CompositeFileEntryParser(new FTPFileEntryParser[] {
                new UnixFTPEntryParser(configuration(FTPClientConfig.SYST_UNIX), false),
                new NTFTPEntryParser(configuration(FTPClientConfig.SYST_NT)) });
    }

    private static FTPClientConfig configuration(String key) {
        FTPClientConfig configuration = new FTPClientConfig(key);
        configuration.setServerTimeZoneId("UTC");
        return configuration;
    }

    /** The entry that a line describes; empty when it describes none. */
    Optional<RemoteEntry> parse(String line) {
        RemoteEntry quick = unix == null ? null : unix.parse(line);
        if (quick != null) {
            return isSelf(quick.name()) ? Optional.empty() : Optional.of(quick);
        }
        FTPFile file = parser.parseFTPEntry(line);
        if (file == null || file.getName() == null || file.getName().isEmpty() || isSelf(file.getName())) {
            return Optional.empty();
        }
        RemoteEntry.Kind kind = kind(file);
        OptionalLong size = kind == RemoteEntry.Kind.FILE && file.getSize() >= 0 ? OptionalLong.of(file.getSize()) : OptionalLong.empty();
        Optional<Instant> modified = Optional.ofNullable(file.getTimestamp()).map(time -> time.toInstant());
        Optional<String> permissions = UNIX_MODE.matcher(line).matches() ? Optional.of(line.substring(0,
                UNIX_MODE_LENGTH)) : Optional.empty();
        return Optional.of(new RemoteEntry(file.getName(), kind, size, modified, permissions));
    }

    private static boolean isSelf(String name) {
        return name.equals(".") || name.equals("..");
    }

    private static RemoteEntry.Kind kind(FTPFile file) {
        if (file.isSymbolicLink()) {
            return RemoteEntry.Kind.LINK;
        }
        if (file.isDirectory()) {
            return RemoteEntry.Kind.DIRECTORY;
        }
        return file.isFile() ? RemoteEntry.Kind.FILE : RemoteEntry.Kind.OTHER;
    }
}
