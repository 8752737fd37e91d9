/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;

import org.atferry.ftp.internal.ReplyFacts;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Retry;

/**
 * The one table of reply codes: 1xx to 5xx, the protected replies of the 600 series, and the Winsock codes of the 10000 series. What a code
 * is, in figures, is in {@code internal/ReplyFacts}; what it means to a person in {@code internal/replies.properties}.
 */
public final class FtpReplyTable {

    /**
     * What a refusal comes to.
     *
     * @param kind what a caller decides by
     * @param hint what a person can do
     * @param retry whether the same command may be sent again, and how soon
     */
    public record Outcome(FailureKind kind, Hint hint, Retry retry) {
        /** Checks that nothing is null. */
        public Outcome {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(hint);
            Objects.requireNonNull(retry);
        }
    }

    /**
     * One row.
     *
     * @param code the number
     * @param command the command that it answers, when it means something of its own there
     * @param source where that is written
     * @param outcome what it comes to; empty for what is no refusal
     */
    public record Row(int code, Optional<FtpCommand> command, String source, Optional<Outcome> outcome) {

        /** What it means, as a sentence. */
        public String meaning(Locale locale) {
            return text(this, ".meaning", locale);
        }

        /** What a person should do; empty when there is nothing to do. */
        public String advice(Locale locale) {
            return text(this, ".advice", locale);
        }

        /** What all codes of its series mean, as a sentence. */
        public String series(Locale locale) {
            return texts(locale).getString("series." + seriesOf(code) + ".meaning");
        }
    }

    private static final int LOWEST_WINSOCK = 10000;
    private static final int HIGHEST = 1000;
    private static final int LOWEST_FAILURE = 400;

    private FtpReplyTable() {
    }

    /** Every code of the table. */
    public static Set<Integer> codes() {
        return ReplyFacts.codes();
    }

    /**
     * What a code means, whatever it answers.
     *
     * @return empty when it is in no series; a code that is in a series but not in the table means what its series does
     */
    public static Optional<Row> row(int code) {
        if (codes().contains(code)) {
            return Optional.of(new Row(code, Optional.empty(), ReplyFacts.source(code), ReplyFacts.outcome(code, Optional.empty())));
        }
        if (!texts(Locale.ROOT).containsKey("series." + seriesOf(code) + ".meaning")) {
            return Optional.empty();
        }
        Optional<Outcome> outcome = code < LOWEST_FAILURE ? Optional.empty() : Optional.of(ReplyFacts.ofSeries(code));
        return Optional.of(new Row(code, Optional.empty(), ReplyFacts.sourceOfSeries(code), outcome));
    }

    /** What a code means as the answer to a command; what it means in general, where that is the same. */
    public static Optional<Row> row(int code, FtpCommand command) {
        FtpCommand family = command.family();
        if (!codes().contains(code)) {
            return row(code);
        }
        boolean special = texts(Locale.ROOT).containsKey("code." + code + "@" + family + ".meaning");
        return Optional.of(new Row(code, special ? Optional.of(family) : Optional.empty(), ReplyFacts.source(code),
                ReplyFacts.outcome(code, Optional.of(family))));
    }

    /** {@code 5} for 5xx, {@code 10} for the Winsock codes; 0 for what is no code. */
    private static int seriesOf(int code) {
        return code >= LOWEST_WINSOCK ? code / 1000 : code < HIGHEST ? code / 100 : 0;
    }

    private static String text(Row row, String what, Locale locale) {
        ResourceBundle texts = texts(locale);
        String general = "code." + row.code();
        String special = row.command().map(command -> general + "@" + command).orElse(general);
        if (texts.containsKey(special + what)) {
            return texts.getString(special + what);
        }
        if (texts.containsKey(general + what)) {
            return texts.getString(general + what);
        }
        String series = "series." + seriesOf(row.code()) + what;
        return !codes().contains(row.code()) && texts.containsKey(series) ? texts.getString(series) : "";
    }

    static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle("org.atferry.ftp.internal.replies", locale, FtpReplyTable.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
