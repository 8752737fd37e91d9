/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.ArrayList;
import java.util.List;

import org.atferry.remote.CodeExplainer;
import org.atferry.remote.CodeExplainer.Explanation;
import org.atferry.remote.Failure;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Verb;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;

/** {@code ferry explain CODE|TEXT}: what a code or a server's sentence means, and what to do. */
final class ExplainCommand implements Command {

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
        StringBuilder lines = new StringBuilder(Printable.of(explanation.code())).append("  ").append(explanation.meaning());
        if (!explanation.advice().isEmpty()) {
            lines.append(System.lineSeparator()).append("  ").append(invocation.texts().get("explain.advice", explanation.advice()));
        }
        if (!explanation.source().isEmpty()) {
            lines.append(System.lineSeparator()).append("  ").append(invocation.texts().get("explain.source", explanation.source()));
        }
        return lines.toString();
    }

    private static Json json(Explanation explanation) {
        return Json.event("explanation").put("code", explanation.code()).put("meaning", explanation.meaning())
                .put("advice", explanation.advice()).put("source", explanation.source());
    }
}
