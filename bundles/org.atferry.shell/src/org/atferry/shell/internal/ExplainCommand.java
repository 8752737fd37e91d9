/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.atferry.remote.CodeExplainer;
import org.atferry.remote.CodeExplainer.Explanation;
import org.atferry.remote.Failure;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.Texts;
import org.atferry.shell.internal.output.Wrapped;

/** {@code ferry explain CODE|TEXT}: what a code or a server's sentence means, and what to do. */
final class ExplainCommand implements Command {

    private static final int WIDTH = 100;
    private static final int INDENT = 2;

    @Override
    public Verb verb() {
        return Verb.EXPLAIN;
    }

    @Override
    public void run(Invocation invocation) throws Failure {
        String text = String.join(" ", invocation.line().operands());
        List<Explanation> explanations = new ArrayList<>();
        for (CodeExplainer explainer : invocation.services().explainers()) {
            explanations.addAll(explainer.explain(text, invocation.texts().wanted()));
        }
        if (explanations.isEmpty()) {
            throw Misuse.of(invocation.texts().get("explain.unknown", Printable.of(text)));
        }
        explanations.forEach(explanation -> invocation.output().result(lines(explanation, invocation), json(explanation)));
    }

    private static String lines(Explanation explanation, Invocation invocation) {
        Texts texts = invocation.texts();
        List<String> lines = new ArrayList<>();
        lines.add(Printable.of(explanation.code()) + "  " + explanation.meaning());
        if (!explanation.advice().isEmpty()) {
            lines.add(texts.get("explain.advice", explanation.advice()));
        }
        explanation.retry().ifPresent(retry -> lines.add(texts.get("explain.retry", retry.text(texts.wanted()))));
        if (!explanation.source().isEmpty()) {
            lines.add(texts.get("explain.source", explanation.source()));
        }
        return lines.stream().map(line -> Wrapped.text(line, WIDTH, INDENT))
                .collect(Collectors.joining(System.lineSeparator() + " ".repeat(INDENT)));
    }

    private static Json json(Explanation explanation) {
        Json json = Json.event("explanation").put("code", explanation.code()).put("meaning", explanation.meaning())
                .put("advice", explanation.advice()).put("source", explanation.source());
        explanation.retry().ifPresent(retry -> json.put("retry", retry.when()).put("retryAfterSeconds", retry.after().toSeconds()));
        return json;
    }
}
