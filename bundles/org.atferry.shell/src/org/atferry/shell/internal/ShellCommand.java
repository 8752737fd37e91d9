/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Step;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Printable;

/**
 * {@code ferry shell}: takes commands line by line, in the language of Apache Felix Gogo, until {@code exit} or the end of the input. It
 * reads the lines itself and not by Gogo's {@code gosh}, which takes every byte for a character and so knows no names beyond Latin ones.
 */
final class ShellCommand implements Command {

    private static final String SCOPES = "ferry:gogo:*";

    @Override
    public Verb verb() {
        return Verb.SHELL;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        CommandProcessor interpreter = invocation.services().interpreter().get()
                .orElseThrow(() -> Misuse.of(invocation.texts().get("shell.missing")));
        Environment environment = invocation.environment();
        try (CommandSession session = interpreter.createSession(environment.in(), environment.out(), environment.err())) {
            session.put("SCOPE", SCOPES);
            session.currentDir(environment.directory().toAbsolutePath());
            boolean person = environment.terminal().present();
            if (person) {
                invocation.output().note(invocation.texts().get("shell.welcome", environment.version()));
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(environment.in(), SystemEnvironment.charset("stdin")));
            String line = next(lines, environment, person);
            while (line != null && !invocation.cancellation().isCancelled()) {
                execute(line, session, environment.out(), environment.err());
                line = next(lines, environment, person);
            }
        } catch (IOException e) {
            throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).detail(e.getMessage()).cause(e).build();
        }
    }

    /** The next line with something on it; null at the end. */
    private static String next(BufferedReader lines, Environment environment, boolean person) throws IOException {
        while (true) {
            if (person) {
                environment.err().print("ferry> ");
                environment.err().flush();
            }
            String line = lines.readLine();
            if (line == null || line.strip().equals("exit") || line.strip().equals("quit")) {
                return null;
            }
            if (!line.isBlank()) {
                return line;
            }
        }
    }

    private static void execute(String line, CommandSession session, PrintStream out, PrintStream err) {
        try {
            Object result = session.execute(line);
            if (result != null && !(result instanceof Boolean)) {
                out.println(session.format(result, Converter.INSPECT));
            }
        } catch (Exception e) {
            String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            err.println("ferry: " + Printable.of(words));
        }
        out.flush();
    }
}
