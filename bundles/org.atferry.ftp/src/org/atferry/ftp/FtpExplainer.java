/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.ftp.FtpReplyTable.Outcome;
import org.atferry.ftp.FtpReplyTable.Row;
import org.atferry.ftp.internal.ServerWording;
import org.atferry.remote.CodeExplainer;
import org.atferry.remote.Step;
import org.osgi.service.component.annotations.Component;

/** Says what FTP reply codes, the sentences of servers, and FTP commands mean. The tables are those that failures are made by. */
@Component
public final class FtpExplainer implements CodeExplainer {

    private static final Pattern CODE = Pattern.compile(
            "(?:ftp:\\s*)?(?:([A-Za-z]{3,4}|[Xx][A-Za-z0-9]{2,6})\\s+)?(\\d{3}|\\d{5})(?:@([A-Za-z]{3,4}))?(?:[ -]+(.*))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FOREIGN = Pattern.compile("(qftp|mftp|cme|cms):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LOWEST_FAILURE = 400;

    /**
     * The meanings of a code ({@code 550}), of a code at a command ({@code RETR 550}), of a reply ({@code 530 Login incorrect}), of a
     * sentence, or of a command ({@code MLSD}); the words say more than the code, and come first.
     */
    @Override
    public List<Explanation> explain(String text, Locale locale) {
        String stripped = text.strip();
        if (FOREIGN.matcher(stripped).matches()) {
            return List.of();
        }
        Matcher matcher = CODE.matcher(stripped);
        if (!matcher.matches()) {
            Optional<FtpCommand> command = stripped.matches("[A-Za-z0-9]+( CHMOD| chmod)?") ? FtpCommand.of(stripped) : Optional.empty();
            return command.map(known -> List.of(command(known, locale))).orElseGet(() -> sentence(stripped, locale));
        }
        String verb = matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
        Optional<FtpCommand> command = verb == null ? Optional.empty() : FtpCommand.of(verb);
        String words = matcher.group(4) == null ? "" : matcher.group(4);
        return reply(stripped, Integer.parseInt(matcher.group(2)), command, words, locale);
    }

    private static List<Explanation> reply(String shown, int code, Optional<FtpCommand> command, String words, Locale locale) {
        List<Explanation> meanings = new ArrayList<>();
        if (code >= LOWEST_FAILURE) {
            Optional<Step> step = command.map(FtpCommand::step);
            ServerWording.find(words, code, step, "").ifPresent(wording -> meanings.add(wording(wording, shown, locale)));
        }
        Optional<Row> row = command.flatMap(known -> FtpReplyTable.row(code, known)).or(() -> FtpReplyTable.row(code));
        row.ifPresent(found -> meanings.add(row(found, locale)));
        return List.copyOf(meanings);
    }

    private static Explanation row(Row row, Locale locale) {
        String shown = row.command().map(command -> command.verb() + " ").orElse("") + row.code();
        return new Explanation(shown, row.meaning(locale), row.advice(locale), row.source(), row.outcome().map(Outcome::retry));
    }

    private static List<Explanation> sentence(String words, Locale locale) {
        return ServerWording.find(words, 0, Optional.empty(), "").map(wording -> List.of(wording(wording, words, locale)))
                .orElse(List.of());
    }

    private static Explanation wording(ServerWording wording, String shown, Locale locale) {
        ResourceBundle texts = FtpReplyTable.texts(locale);
        String key = "wording." + wording.name();
        return new Explanation(shown, texts.getString(key + ".meaning"), texts.getString(key + ".advice"),
                texts.getString("wording.source"), Optional.of(wording.outcome().retry()));
    }

    /** What it does and what the engine does with it; then how a person sends it, or why not. A login is nothing to type. */
    private static Explanation command(FtpCommand command, Locale locale) {
        ResourceBundle texts = FtpReplyTable.texts(locale);
        String purpose = command.purpose(locale);
        String meaning = command.meaning(locale)
                + (purpose.isEmpty() ? "" : MessageFormat.format(texts.getString("command.use"), purpose));
        boolean typed = command.isQuotable() && command.step() != Step.LOGIN;
        String advice = typed ? MessageFormat.format(texts.getString("command.quote"), command.verb()) : command.reason(locale);
        return new Explanation(command.verb(), meaning, advice, command.rfc());
    }
}
