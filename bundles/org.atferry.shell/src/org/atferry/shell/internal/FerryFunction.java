/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.atferry.remote.Cancellation;
import org.atferry.shell.internal.line.Verb;

/** A command of the command line as a function of Apache Felix Gogo: the same words, the same output; what it prints can be piped. */
final class FerryFunction implements Function {

    private final Verb verb;
    private final Ferry ferry;
    private final Runs runs;
    private final Environment surroundings;

    FerryFunction(Verb verb, Ferry ferry, Runs runs, Environment surroundings) {
        this.verb = verb;
        this.ferry = ferry;
        this.runs = runs;
        this.surroundings = surroundings;
    }

    /** Runs the command; the exit status becomes the status of Gogo's process and the variable {@code status}. */
    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        List<String> words = new ArrayList<>();
        words.add(verb.word());
        arguments.forEach(argument -> words.add(String.valueOf(argument)));
        Process process = Process.Utils.current();
        InputStream in = process == null ? session.getKeyboard() : process.in();
        PrintStream out = process == null ? session.getConsole() : process.out();
        PrintStream err = process == null ? surroundings.err() : process.err();
        Cancellation cancellation = runs.begin();
        try {
            int status = ferry.run(words, surroundings.with(in, out, err, session.currentDir()), cancellation);
            session.put("status", status);
            if (process != null && status != ExitStatus.DONE) {
                process.error(status);
            }
        } finally {
            runs.end(cancellation);
        }
        return null;
    }
}
