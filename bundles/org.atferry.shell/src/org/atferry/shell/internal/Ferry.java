/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.List;

import org.atferry.remote.Cancellation;
import org.atferry.remote.Failure;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.output.Texts;

/** Runs command lines: from the words that were typed to an exit status. Has no state of its own; safe for any thread. */
final class Ferry {

    private static final String DEBUG = "FERRY_DEBUG";

    private final Commands commands = new Commands();
    private final Services services;

    Ferry(Services services) {
        this.services = services;
    }

    /** Runs a command line in the calling thread, and says on the environment's streams all that there is to say. */
    int run(List<String> arguments, Environment environment, Cancellation cancellation) {
        Texts texts = new Texts(environment.locale());
        Output output = new Output(environment, texts, asksForJson(arguments), false, false);
        try {
            CommandLine line = CommandLine.parse(arguments, texts);
            output = new Output(environment, texts, line.has(Option.JSON), line.has(Option.QUIET), !line.verb().isTransfer());
            run(line, environment, output, cancellation);
            return ExitStatus.DONE;
        } catch (Failure e) {
            debug(e, environment);
            return output.failure(e);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            debug(e, environment);
            return output.fault(e);
        } finally {
            output.close();
        }
    }

    /** A command line that is not understood is answered to a program in its own way all the same. */
    private static boolean asksForJson(List<String> arguments) {
        int end = arguments.indexOf("--");
        return (end < 0 ? arguments : arguments.subList(0, end)).contains(Option.JSON.word());
    }

    private void run(CommandLine line, Environment environment, Output output, Cancellation cancellation) throws Failure {
        try (Trace trace = Trace.open(line.value(Option.TRACE), environment);
                RunSecrets secrets = new RunSecrets(environment, line.has(Option.PASSWORD_STDIN), output.texts())) {
            commands.of(line.verb()).run(new Invocation(line, environment, services, output, cancellation, secrets, trace));
        }
    }

    private static void debug(Throwable trouble, Environment environment) {
        if (environment.variable(DEBUG).isPresent()) {
            trouble.printStackTrace(environment.err());
        }
    }
}
