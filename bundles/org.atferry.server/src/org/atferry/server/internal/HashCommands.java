/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.atferry.remote.HashAlgorithm;
import org.atferry.server.internal.Commands.Command;

/** Content hashes: {@code HASH} (draft-bryan-ftpext-hash section 3) and the older commands that many clients know. */
final class HashCommands {

    /** The older commands, one for each algorithm. */
    static final Map<String, HashAlgorithm> VERBS = Map.of("XCRC", HashAlgorithm.CRC_32, "XMD5", HashAlgorithm.MD5, "XSHA1",
            HashAlgorithm.SHA_1, "XSHA256", HashAlgorithm.SHA_256, "XSHA512", HashAlgorithm.SHA_512);

    private static final int BUFFER = 128 * 1024;

    void addTo(Map<String, Command> commands) {
        commands.put("HASH", HashCommands::hash);
        VERBS.forEach((verb, algorithm) -> commands.put(verb, (session, argument) -> {
            Place place = session.tree().place(unquoted(FileCommands.required(argument))).readable();
            session.reply(250, compute(session, place, algorithm).toUpperCase(Locale.ROOT));
        }));
    }

    /** The list for {@code FEAT}, with a star at the chosen one. */
    static String offered(HashAlgorithm chosen) {
        return Arrays.stream(HashAlgorithm.values()).map(each -> name(each) + (each == chosen ? "*" : "")).collect(Collectors.joining(";"));
    }

    /** The name in the registry of the draft, which knows CRC32 without a hyphen. */
    static String name(HashAlgorithm algorithm) {
        return algorithm == HashAlgorithm.CRC_32 ? "CRC32" : algorithm.word();
    }

    static Optional<HashAlgorithm> find(String name) {
        return Arrays.stream(HashAlgorithm.values()).filter(each -> name(each).equalsIgnoreCase(name) || each.word().equalsIgnoreCase(name))
                .findFirst();
    }

    private static void hash(ControlSession session, String argument) throws Refused {
        Place place = session.tree().place(FileCommands.required(argument)).readable();
        long size = place.attributes().size();
        String digits = compute(session, place, session.algorithm());
        session.reply(213, name(session.algorithm()) + " 0-" + size + " " + digits + " " + argument);
    }

    /** Names in quotes are usual with the older commands; a name of its own quotes is tried as it is by {@code HASH}. */
    private static String unquoted(String argument) {
        boolean quoted = argument.length() > 1 && argument.startsWith("\"") && argument.endsWith("\"");
        return quoted ? argument.substring(1, argument.length() - 1) : argument;
    }

    private static String compute(ControlSession session, Place place, HashAlgorithm algorithm) throws Refused {
        HashAlgorithm.Digest digest = algorithm.start();
        byte[] buffer = new byte[BUFFER];
        session.data().begin();
        try (InputStream in = Files.newInputStream(place.path())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                session.data().progressed();
                if (session.data().isAborted()) {
                    throw new Refused(426, "Aborted.");
                }
            }
        } catch (IOException e) {
            throw DiskFailures.broken(e, place.name());
        } finally {
            session.data().end();
        }
        return digest.result().hex();
    }
}
