/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.command.qftp.ProtocolCode;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.ReplyMapping;
import org.atferry.remote.CodeExplainer;
import org.atferry.remote.Hint;
import org.atferry.remote.Step;
import org.osgi.service.component.annotations.Component;

/**
 * Explains Quectel's result codes: {@code qftp:627}, {@code 627}, {@code +QFTPPUT: 627,550}, {@code +CME ERROR: 603}, {@code cme:10}, and
 * the words of the manual's table 3 in either language. Any thread.
 */
@Component(service = CodeExplainer.class)
public final class QftpExplainer implements CodeExplainer {

    private static final Pattern PREFIXED = Pattern.compile("(?i)qftp:\\s*(\\d{1,3})");
    private static final Pattern RESULT = Pattern.compile("(?i)\\+?(QFTP[A-Z]+):\\s*(\\d{1,3})(?:\\s*,\\s*(\\d{1,5}))?");
    private static final Pattern CME = Pattern.compile("(?i)(?:\\+?CME ERROR:|cme:)\\s*(\\d{1,3})");
    private static final Pattern BARE = Pattern.compile("6\\d\\d");

    @Override
    public List<Explanation> explain(String text, Locale locale) {
        String trimmed = text.strip();
        ResourceBundle texts = texts(locale);
        Matcher result = RESULT.matcher(trimmed);
        if (result.matches() && QftpCommand.of(result.group(1)).isPresent()) {
            return explainResult(QftpCommand.of(result.group(1)).get(), Integer.parseInt(result.group(2)),
                    result.group(3) == null ? 0 : Integer.parseInt(result.group(3)), texts, locale);
        }
        Matcher prefixed = PREFIXED.matcher(trimmed);
        if (prefixed.matches()) {
            return explainCode(Integer.parseInt(prefixed.group(1)), texts, locale);
        }
        Matcher cme = CME.matcher(trimmed);
        if (cme.matches()) {
            return explainCme(Integer.parseInt(cme.group(1)), texts, locale);
        }
        return BARE.matcher(trimmed).matches() ? explainCode(Integer.parseInt(trimmed), texts, locale)
                : explainWords(trimmed, texts, locale);
    }

    private static List<Explanation> explainResult(QftpCommand command, int code, int second, ResourceBundle texts, Locale locale) {
        Optional<QftpCode> known = QftpCode.of(code);
        if (known.isEmpty()) {
            return List.of();
        }
        if (known.get() == QftpCode.OPERATION_SUCCESSFUL) {
            return explainCode(code, texts, locale);
        }
        Hint hint = ReplyMapping.meaning(step(command), code, second).hint();
        List<Explanation> explanations = new ArrayList<>();
        explanations.add(explanation(known.get(), second == 0 ? advice(known.get(), texts, locale) : hint.text(locale), texts, locale));
        ProtocolCode.of(second).ifPresent(reply -> explanations.add(
                new Explanation(Integer.toString(second), reply.text(locale), "", texts.getString("source.table4"))));
        return explanations;
    }

    private static List<Explanation> explainCode(int number, ResourceBundle texts, Locale locale) {
        return QftpCode.of(number).map(code -> explanation(code, advice(code, texts, locale), texts, locale)).stream().toList();
    }

    private static List<Explanation> explainCme(int number, ResourceBundle texts, Locale locale) {
        String key = "cme." + number;
        if (texts.containsKey(key)) {
            String advice = number >= 10 && number <= 15 ? Hint.SIM_MISSING.text(locale) : "";
            return List.of(new Explanation("cme:" + number, texts.getString(key), advice, texts.getString("source.cme")));
        }
        return number == 0 ? List.of() : explainCode(number, texts, locale);
    }

    private static List<Explanation> explainWords(String words, ResourceBundle texts, Locale locale) {
        List<Explanation> explanations = new ArrayList<>();
        for (QftpCode code : QftpCode.values()) {
            if (words.equalsIgnoreCase(code.english()) || words.equals(code.chinese())) {
                explanations.add(explanation(code, advice(code, texts, locale), texts, locale));
            }
        }
        return explanations;
    }

    private static Explanation explanation(QftpCode code, String advice, ResourceBundle texts, Locale locale) {
        String source = code.inManual() ? "source.table3" : "source.sibling";
        return new Explanation("qftp:" + code.number(), code.text(locale), advice, texts.getString(source));
    }

    /** What the manual's chapter 4 advises, or practice; else what the kind of failure suggests. */
    private static String advice(QftpCode code, ResourceBundle texts, Locale locale) {
        String key = "advice." + code.number();
        if (texts.containsKey(key)) {
            return texts.getString(key);
        }
        return code == QftpCode.OPERATION_SUCCESSFUL ? "" : ReplyMapping.meaning(Step.TRANSFER, code.number(), 0).hint().text(locale);
    }

    private static Step step(QftpCommand command) {
        return switch (command) {
            case QFTPCFG, QFTPOPEN, QFTPSTAT -> Step.CONNECT;
            case QFTPCWD, QFTPPWD -> Step.DIRECTORY;
            case QFTPPUT, QFTPGET, QFTPLEN -> Step.TRANSFER;
            case QFTPSIZE, QFTPMDTM -> Step.STAT;
            case QFTPDEL -> Step.DELETE;
            case QFTPMKDIR -> Step.MAKE_DIRECTORY;
            case QFTPRMDIR -> Step.REMOVE_DIRECTORY;
            case QFTPLIST, QFTPNLST, QFTPMLSD -> Step.LIST;
            case QFTPRENAME -> Step.RENAME;
            case QFTPCLOSE -> Step.CLOSE;
        };
    }

    private static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle("org.atferry.command.messages", locale, QftpExplainer.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
