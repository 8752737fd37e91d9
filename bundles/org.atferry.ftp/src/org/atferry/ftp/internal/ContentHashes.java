/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.net.ftp.FTPReply;
import org.atferry.remote.ContentHash;
import org.atferry.remote.Failure;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.ServerReply;
import org.atferry.remote.Step;

/**
 * Has the server compute a hash of a file: by {@code HASH} (draft-bryan-ftpext-hash), else by the commands that came before it and have no
 * paper, {@code XSHA512} and its kin and {@code MD5}; SHA-256 first, which a safe transfer knows of its source anyway, then the strongest.
 * An answer counts only when there is one hash in it and nothing that speaks against it: no hash is better than a wrong one, because then
 * the file is read back.
 */
public final class ContentHashes {

    /** A server reads the whole file before it answers. */
    private static final int PATIENCE = 10;
    private static final Set<Integer> UNKNOWN_COMMAND = Set.of(500, 501, 502, 503, 504);
    private static final Pattern RANGE = Pattern.compile("\\b(\\d+)-\\d+\\b");

    /** A way to ask. */
    private record Way(HashAlgorithm algorithm, String verb) {
    }

    private static final List<Way> WAYS = List.of(
            new Way(HashAlgorithm.SHA_256, "HASH"), new Way(HashAlgorithm.SHA_256, "XSHA256"),
            new Way(HashAlgorithm.SHA_512, "HASH"), new Way(HashAlgorithm.SHA_512, "XSHA512"),
            new Way(HashAlgorithm.SHA_1, "HASH"), new Way(HashAlgorithm.SHA_1, "XSHA1"), new Way(HashAlgorithm.SHA_1, "XSHA"),
            new Way(HashAlgorithm.MD5, "HASH"), new Way(HashAlgorithm.MD5, "XMD5"), new Way(HashAlgorithm.MD5, "MD5"),
            new Way(HashAlgorithm.CRC_32, "HASH"), new Way(HashAlgorithm.CRC_32, "XCRC"));

    private final FtpEngine engine;
    private List<Way> ways;
    private HashAlgorithm selected;

    /** The hashes of a session's files. */
    public ContentHashes(FtpEngine engine) {
        this.engine = engine;
    }

    /** A hash by the first algorithm, in this order, that the server has and answers with; empty when there is none. */
    public Optional<ContentHash> of(String path, Monitor monitor) throws Failure {
        try (FtpEngine.Work work = engine.work(Step.VERIFY, path)) {
            for (Way way : List.copyOf(ways(monitor))) {
                if (!way.verb().equals("HASH") && path.indexOf(' ') >= 0 || !select(way, monitor)) {
                    continue;
                }
                Duration patience = engine.settings().replyTimeout().multipliedBy(PATIENCE);
                ServerReply reply = engine.exchange(Step.VERIFY, path, way.verb(), path, patience, monitor);
                Optional<ContentHash> hash = read(way, path, reply);
                if (hash.isPresent() || ControlConnection.isRefusal(reply.code()) && !UNKNOWN_COMMAND.contains(reply.code())) {
                    return hash;
                }
                ways.remove(way);
            }
            return Optional.empty();
        }
    }

    /**
     * What the server lists. The older commands are not used for names with spaces, because servers take what follows a space for a part of
     * the file.
     */
    private List<Way> ways(Monitor monitor) throws Failure {
        if (ways == null) {
            Optional<String> listed = engine.feature("HASH", Step.VERIFY, monitor);
            List<Way> found = new ArrayList<>();
            for (Way way : WAYS) {
                boolean hash = way.verb().equals("HASH");
                if (hash ? listed.filter(list -> word(list, way.algorithm()).isPresent()).isPresent()
                        : engine.feature(way.verb(), Step.VERIFY, monitor).isPresent()) {
                    found.add(way);
                }
            }
            listed.ifPresent(this::selectedBefore);
            ways = found;
        }
        return ways;
    }

    /** The name by which a server lists an algorithm, without the star of the one that is selected. */
    private static Optional<String> word(String listed, HashAlgorithm algorithm) {
        for (String name : listed.split("[;,\\s]+")) {
            String bare = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
            if (plain(bare).equals(plain(algorithm.word()))) {
                return Optional.of(bare);
            }
        }
        return Optional.empty();
    }

    private static String plain(String name) {
        return name.replace("-", "").toUpperCase(Locale.ROOT);
    }

    private void selectedBefore(String listed) {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            if (word(listed, algorithm).filter(word -> listed.contains(word + "*")).isPresent()) {
                selected = algorithm;
            }
        }
    }

    /** Has {@code HASH} use an algorithm; false when the server does not want to. */
    private boolean select(Way way, Monitor monitor) throws Failure {
        if (!way.verb().equals("HASH") || way.algorithm() == selected) {
            return true;
        }
        String listed = engine.feature("HASH", Step.VERIFY, monitor).orElse("");
        ServerReply reply = engine.exchange(Step.VERIFY, "", "OPTS", "HASH " + word(listed, way.algorithm()).orElseThrow(), monitor);
        if (!FTPReply.isPositiveCompletion(reply.code())) {
            ways.remove(way);
            return false;
        }
        selected = way.algorithm();
        return true;
    }

    /**
     * The one hash in an answer: {@code 213 SHA-256 0-49 6ab... name}, {@code 250 6ab...}, {@code 251 name 6ab...}. A name may look like a
     * hash itself, so it is taken out first; a range that does not begin with the file, or another algorithm, makes it void.
     */
    static Optional<ContentHash> read(HashAlgorithm algorithm, String path, String text) {
        String words = without(without(text, path), RemotePaths.name(path));
        Matcher range = RANGE.matcher(words);
        if (range.find() && !range.group(1).equals("0")) {
            return Optional.empty();
        }
        Matcher matcher = Pattern.compile("(?<![0-9A-Za-z])(?:0x)?([0-9A-Fa-f]{" + algorithm.digits() + "})(?![0-9A-Za-z])").matcher(words);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String hex = matcher.group(1);
        while (matcher.find()) {
            if (!matcher.group(1).equalsIgnoreCase(hex)) {
                return Optional.empty();
            }
        }
        return Optional.of(new ContentHash(algorithm, hex));
    }

    private static String without(String text, String name) {
        return name.isEmpty() ? text : text.replaceAll("(?<![^\\s\"'])" + Pattern.quote(name) + "(?![^\\s\"'])", " ");
    }

    private static Optional<ContentHash> read(Way way, String path, ServerReply reply) {
        return FTPReply.isPositiveCompletion(reply.code()) ? read(way.algorithm(), path, reply.text()) : Optional.empty();
    }
}
