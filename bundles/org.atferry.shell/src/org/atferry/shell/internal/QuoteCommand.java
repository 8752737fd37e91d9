/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.io.InputStream;
import java.util.Optional;

import org.atferry.ftp.FtpCommand;
import org.atferry.ftp.FtpRawSession;
import org.atferry.ftp.FtpSettings;
import org.atferry.remote.ConnectionSpec;
import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Secret;
import org.atferry.remote.Step;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/**
 * {@code ferry quote COMMAND...}: logs in without a module and sends each operand as a command, up to the first that is refused. What a
 * command sends is taken from standard input.
 */
final class QuoteCommand implements Command {

    @Override
    public Verb verb() {
        return Verb.QUOTE;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        for (String command : invocation.line().operands()) {
            check(command, invocation);
        }
        Monitor monitor = invocation.monitor();
        try (Place place = Place.direct(invocation)) {
            ConnectionSpec spec = place.spec();
            FtpSettings settings = FtpSettings.defaults(spec.server()).withAccess(spec.access());
            try (Secret password = place.connections().password(spec.server());
                    FtpRawSession session = FtpRawSession.connect(settings, invocation.trace().ftp(spec.server().host()), monitor)) {
                session.login(spec.server().user(), password, monitor);
                if (!spec.server().path().isEmpty()) {
                    session.send("CWD " + spec.server().path(), monitor).orThrow();
                }
                for (String command : invocation.line().operands()) {
                    perform(invocation, session, command, spec, monitor);
                }
            }
        }
    }

    /** What would be refused on the way is refused before anything is sent. */
    private static void check(String command, Invocation invocation) throws Failure {
        try {
            RemotePaths.checked(command, Step.ARGUMENTS);
        } catch (Failure e) {
            // What stands behind the verb may be a password.
            throw e.toBuilder().subject(command.replaceFirst("(?s)^(\\w*).*", "$1")).build();
        }
        Optional<FtpCommand> known = FtpCommand.of(command).filter(found -> !found.isQuotable());
        if (known.isPresent()) {
            throw Misuse.of(invocation.texts().get("misuse.command-refused", known.get().verb(),
                    known.get().reason(invocation.texts().wanted())));
        }
    }

    private static void perform(Invocation invocation, FtpRawSession session, String command, ConnectionSpec spec, Monitor monitor)
            throws Failure {
        boolean download = FtpCommand.of(command).filter(known -> known.verb().equals("RETR")).isPresent();
        FtpRawSession.Answer answer;
        try (QuotedData data = new QuotedData(invocation, spec.access().names(), download)) {
            answer = session.perform(command, rest(invocation), data, monitor);
        }
        tell(invocation, answer, download);
        Optional<Failure> refusal = answer.failure();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** What is on standard input; behind the password, when that is its first line. */
    private static InputStream rest(Invocation invocation) throws Failure {
        if (invocation.line().has(Option.PASSWORD_STDIN)) {
            invocation.secrets().given().ifPresent(Secret::close);
        }
        return invocation.environment().in();
    }

    /** The lines of a reply, as they came; beside a file, where they do not mix with its bytes. */
    private static void tell(Invocation invocation, FtpRawSession.Answer answer, boolean download) {
        StringBuilder lines = new StringBuilder();
        for (String line : answer.lines()) {
            lines.append(lines.isEmpty() ? "" : System.lineSeparator()).append(Printable.of(line));
        }
        Json json = Json.event("reply").put("command", answer.command()).put("code", answer.reply().code())
                .put("text", answer.reply().text()).put("lines", answer.lines()).put("bytes", answer.bytes());
        if (download) {
            invocation.output().aside(lines.toString(), json);
        } else {
            invocation.output().result(lines.toString(), json);
        }
    }
}
