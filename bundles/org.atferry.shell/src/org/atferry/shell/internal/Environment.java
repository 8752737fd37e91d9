/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.atferry.shell.internal.output.Terminal;

/**
 * What surrounds a run.
 *
 * @param in standard input
 * @param out where results go
 * @param err where progress and failures go
 * @param terminal what {@code err} is
 * @param prompt asks for a password
 * @param directory the current directory, for relative paths
 * @param variables the environment variables; null for one that is not set
 * @param locale the user's language
 * @param zone for times in listings
 * @param nanoTime for rates and times
 * @param version of AT Ferry
 */
record Environment(InputStream in, PrintStream out, PrintStream err, Terminal terminal, Prompt prompt, Path directory,
        UnaryOperator<String> variables, Locale locale, ZoneId zone, LongSupplier nanoTime, String version) {

    /** An environment variable, if it is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isEmpty());
    }

    /** The folder for what AT Ferry keeps: {@code ATFERRY_HOME}, else {@code .atferry} in the user's home. */
    Path home() {
        return variable("ATFERRY_HOME").map(directory::resolve)
                .orElseGet(() -> directory.resolve(variable("HOME").orElseGet(() -> System.getProperty("user.home"))).resolve(".atferry"));
    }

    /** A path of this machine as it was typed, seen from the current directory. */
    Path path(String typed) throws Failure {
        try {
            return directory.resolve(typed);
        } catch (InvalidPathException e) {
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(typed).detail(e.getReason()).hint(Hint.LOCAL_DISK).cause(e)
                    .build();
        }
    }

    /** The same surroundings for a command of the interactive shell. */
    Environment with(InputStream otherIn, PrintStream otherOut, PrintStream otherErr, Path otherDirectory) {
        return new Environment(otherIn, otherOut, otherErr, terminal, prompt, otherDirectory, variables, locale, zone, nanoTime, version);
    }
}
